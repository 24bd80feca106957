"""Portfolios in files: folders, single files and tables, as one pile of applications.

A table that cannot be read as a whole is told before anything is read, for it would leave out many
applications at once; whatever is wrong with one application is a problem of that one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Sized
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path

from grantrules.base import extras
from grantrules.base.codes import Code
from grantrules.base.errors import ApplicationError, Location, Problems, Said, unreadable
from grantrules.intake.documents import Given
from grantrules.language.vocabulary import Vocabulary
from grantrules.portfolio.files.csv_sheet import csv_sheet
from grantrules.portfolio.files.folders import LINES, SUFFIXES, Item, files_in, name_of, read_submissions
from grantrules.portfolio.files.parquet_and_excel import parquet_sheet, workbook_sheets
from grantrules.portfolio.files.sheet import Sheet
from grantrules.portfolio.files.table_pairs import TablePair
from grantrules.portfolio.tables.columns import APPLICATIONS, MEASURES, key_names

NAMES: Mapping[str, Sequence[str]] = {
    APPLICATIONS: ("applications", "søknader", "søknadar", "soknader", "soknadar"),
    MEASURES: ("measures", "tiltak"),
}
"""What the two tables are called, as files or as sheets of a workbook, in any case."""

TABLES = (".csv", ".tsv", ".parquet")
BOOKS = (".xlsx", ".xlsm")
OTHER_BOOKS = (".xls", ".xlsb", ".ods", ".numbers")
"""How the names of files end that hold one table, both, and both in a form that is not read."""

TYPED = (".parquet", *BOOKS)
"""Those that optional packages read, which need a name in UTF-8."""

READ = tuple(sorted({*SUFFIXES, *TABLES, *BOOKS}))
"""How the names of all files end that are read in a folder."""


def to_read(inputs: Iterable[str | Path]) -> tuple[extras.Need, ...]:
    """The optional packages that it takes to evaluate what stands in folders and files, known before anything is read."""
    files = (file for path in map(Path, inputs) for file in (files_in(path) if path.is_dir() else (path,)))
    has_books = any(isinstance(file, Path) and file.suffix.lower() in BOOKS for file in files)
    return (*extras.TABLES, *(extras.WORKBOOKS_READ if has_books else ()))


@dataclass(frozen=True)
class Submissions:
    """Applications, each read when it is asked for.

    `size` is about how many there are, `paths` where they stand, and `passed_over` are files beside them that are not
    read, since their names end in nothing that is.
    """

    items: Iterable[Item]
    size: int
    paths: tuple[Path, ...] = ()
    passed_over: tuple[Path, ...] = ()

    @classmethod
    def of_documents(cls, documents: Iterable[Given]) -> Submissions:
        """Documents that were read elsewhere, named by their numbers."""
        items = (Item(str(number), each) for number, each in enumerate(documents, 1))
        return cls(items, len(documents) if isinstance(documents, Sized) else 0)

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items)


def read_portfolio(
    paths: Sequence[str | Path], vocabularies: Sequence[Vocabulary], measures: str | Path | None = None
) -> Submissions:
    """The applications in folders, files and tables.

    Of a folder YAML, JSON and JSON lines are read as `read_submissions` does, and its tables: `applications` and
    `measures` (or `søknader` and `tiltak`) as CSV or Parquet beside each other, or as sheets of an Excel
    workbook. A column is one of `columns_of`, of any of the vocabularies. `measures` is the table that
    belongs to a single table of applications.

    Raises:
        ApplicationError: there is no such file or folder, or a table cannot be read as a whole; all is listed.
        MissingExtra: a package that the tables need is not installed.
    """
    reader = _Reader(tuple(vocabularies))
    found = [reader.submissions(Path(path), None if measures is None else Path(measures)) for path in paths]
    if measures is not None and not (len(paths) == 1 and Path(paths[0]).suffix.lower() in TABLES):
        where = Location(name_of(Path(measures)))
        reader.problems.add(
            where, Code.UNCLEAR_TABLES, "a table of measures goes with one table of applications, as CSV or Parquet"
        )
    if reader.problems.errors:
        raise ApplicationError(reader.problems.errors)
    every = tuple(Path(path) for path in (*paths, measures) if path is not None)
    passed_over = tuple(path for each in found for path in each.passed_over)
    return Submissions(chain.from_iterable(found), sum(each.size for each in found), every, passed_over)


class _Reader:
    def __init__(self, vocabularies: tuple[Vocabulary, ...]) -> None:
        self._vocabularies = vocabularies
        self._named: dict[Path, Path] = {}
        self.problems = Problems()

    def submissions(self, path: Path, measures: Path | None) -> Submissions:
        """The applications in one folder or file; what is wrong with whole tables goes to the problems."""
        if path.is_dir():
            files = [each for each in files_in(path) if isinstance(each, Path)]
            pairs = self._pairs(files)
            size = sum(pairs[each].size if each in pairs else _size(each) for each in files)
            passed_over = tuple(each for each in files if each.suffix.lower() not in READ)
            items = read_submissions(path, lambda each: pairs[each].items() if each in pairs else ())
            return Submissions(items, size, passed_over=passed_over)
        suffix = path.suffix.lower()
        if suffix in OTHER_BOOKS or not path.exists():
            none = Said(Code.NO_SUCH_FILE, "there is no such file or folder")
            self._refuse(path, *(_OTHER_BOOK if path.exists() else none))
            return _NONE
        if suffix not in (*TABLES, *BOOKS):
            return Submissions(read_submissions(path), _size(path))
        if suffix in TABLES and measures is None:
            measures = self._beside(path)
            if measures is None:
                return _NONE
            if self._named.setdefault(measures.resolve(), path.resolve()) != path.resolve():
                self._refuse(path, *_SEVERAL)  # the same measures belong to another table that was named
                return _NONE
        pair = self._pair(path, measures)
        return _NONE if pair is None else Submissions(pair.items(), pair.size)

    def _pairs(self, files: Sequence[Path]) -> dict[Path, TablePair]:
        """The tables among files, by the file that holds the applications."""
        found: dict[Path, TablePair | None] = {}
        measures: set[Path] = set()
        applications = Counter(_folder_and_form(each) for each in files if _table_of(each) == APPLICATIONS)
        for path in files:
            suffix, table = path.suffix.lower(), _table_of(path)
            if suffix in BOOKS:
                found[path] = self._pair(path, None)
            elif suffix in OTHER_BOOKS:
                self._refuse(path, *_OTHER_BOOK)
            elif suffix in TABLES and applications[_folder_and_form(path)] > 1 and table == APPLICATIONS:
                self._refuse(path, *_SEVERAL)
            elif suffix in TABLES and table == APPLICATIONS:
                beside = self._beside(path)
                if beside is not None:
                    measures.add(beside)
                    found[path] = self._pair(path, beside)
            elif suffix in TABLES and table is None:
                names = " nor ".join(f"`{each}{path.suffix}`" for each in (APPLICATIONS, MEASURES))
                self._refuse(
                    path, Code.UNCLEAR_TABLES, f"is called neither {names}, so that nobody knows what is in it"
                )
        for path in files:
            if path.suffix.lower() in TABLES and _table_of(path) == MEASURES and path not in measures:
                self._refuse(path, Code.UNCLEAR_TABLES, f"there is no `{APPLICATIONS}{path.suffix}` beside it")
        return {path: pair for path, pair in found.items() if pair is not None}

    def _beside(self, path: Path) -> Path | None:
        """The table of measures that belongs to a table of applications."""
        if _table_of(path) == APPLICATIONS:
            same = (each for each in path.parent.iterdir() if each.suffix.lower() == path.suffix.lower())
            beside = sorted(each for each in same if _table_of(each) == MEASURES)
            if len(beside) == 1:
                return beside[0]
            none = f"there is no `{MEASURES}{path.suffix}` beside it"
            self._refuse(path, Code.UNCLEAR_TABLES, "several tables of measures lie beside it" if beside else none)
        else:
            ways = (f"`{one}{path.suffix}` and `{other}{path.suffix}`" for one, other in _CALLED)
            self._refuse(
                path,
                Code.UNCLEAR_TABLES,
                f"name its table of measures too, or call the two {', or '.join(ways)} in one folder",
            )
        return None

    def _pair(self, path: Path, measures: Path | None) -> TablePair | None:
        """The two tables, in a workbook or in two files."""
        for each in filter(None, (path, measures)):
            if each.suffix.lower() in TYPED and name_of(each) != str(each):
                self._refuse(
                    each,
                    Code.UNCLEAR_TABLES,
                    "cannot be read, for its name or that of a folder is not UTF-8; give it another",
                )
                return None
        try:
            if measures is None:
                sheets = workbook_sheets(path, name_of(path), NAMES, {table: key_names(table) for table in NAMES})
                for table in NAMES.keys() - sheets.keys():
                    self._refuse(
                        path,
                        Code.UNCLEAR_TABLES,
                        f"no sheet is called {' or '.join(f'`{name}`' for name in NAMES[table])}",
                    )
                if len(sheets) < len(NAMES):
                    return None
            else:
                sheets = {APPLICATIONS: _sheet(path, APPLICATIONS), MEASURES: _sheet(measures, MEASURES)}
        except ApplicationError as error:
            self.problems.extend(error.problems)
            return None
        except OSError as error:
            self._refuse(Path(error.filename or path), *unreadable(error))
            return None
        pair = TablePair(path, sheets[APPLICATIONS], sheets[MEASURES], self._vocabularies)
        pair.check(self.problems)
        return pair

    def _refuse(self, path: Path, code: Code, message: str) -> None:
        self.problems.add(Location(name_of(path)), code, message)


_NONE = Submissions((), 0)


def _size(path: Path) -> int:
    """About how many applications a file holds that is neither a table nor a workbook."""
    suffix = path.suffix.lower()
    if suffix not in LINES or not path.is_file():  # what is no file can be read only once
        return int(suffix in SUFFIXES)
    try:
        with path.open("rb") as file:
            return sum(piece.count(b"\n") for piece in iter(partial(file.read, 1 << 20), b""))
    except OSError:
        return 1


_SEVERAL = Said(Code.UNCLEAR_TABLES, "several tables of applications lie beside each other")
_CALLED = (("applications", "measures"), ("søknader", "tiltak"))
_OTHER_BOOK = Said(Code.NOT_SUPPORTED, "is a spreadsheet in a form that is not read; save it as `.xlsx`")


def _folder_and_form(path: Path) -> tuple[Path, str]:
    return path.parent, path.suffix.lower()


def _table_of(path: Path) -> str | None:
    return next((table for table, names in NAMES.items() if path.stem.casefold() in names), None)


def _sheet(path: Path, table: str) -> Sheet:
    name = name_of(path)
    return parquet_sheet(path, name) if path.suffix.lower() == ".parquet" else csv_sheet(path, name, key_names(table))
