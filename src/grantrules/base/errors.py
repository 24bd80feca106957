"""Places, problems and the exceptions that carry them.

A problem is one line that a person can act on: where, what, what was expected, and a suggestion
where there is a likely one. Whoever reads input collects all its problems before giving up.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from grantrules.base.codes import Code

if TYPE_CHECKING:
    from grantrules.base.problemdata import ProblemData

DataPath = tuple[str | int, ...]
"""The names and numbers that lead to a value, from the top of a document."""


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file (line and column counted from 1) or in data that came without a file.

    Without a file `line` is 0 and `source` is a path such as `measures[1].level`. Where the place in the data is known
    `pointer` says it as a JSON pointer, such as `/measures/1/level`; the empty one is the whole.
    """

    source: str
    line: int = 0
    column: int = 0
    pointer: str | None = field(default=None, compare=False)

    def __str__(self) -> str:
        source = visible(self.source)
        return f"{source}:{self.line}:{self.column}" if self.line else source


def json_pointer(path: DataPath) -> str:
    """A path as a JSON pointer (RFC 6901)."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in path)


class Severity(StrEnum):
    """An error stops the work; a warning is shown, and stops it only under `check --strict`."""

    ERROR = "error"
    WARNING = "warning"


class Said(NamedTuple):
    """What is wrong, wherever that is: its code, and one line of words."""

    code: Code
    message: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong at a place, said in one line. Its `code` stays the same when the words are improved."""

    where: Location
    code: Code
    message: str
    severity: Severity = Severity.ERROR

    def to_dict(self) -> ProblemData:
        """The problem as plain data, for JSON."""
        where = self.where
        return {
            "code": self.code.value,
            "message": self.message,
            "source": where.source,
            "line": where.line or None,
            "column": where.column or None,
            "pointer": where.pointer,
            "severity": self.severity.value,
        }

    def __str__(self) -> str:
        kind = "warning: " if self.severity is Severity.WARNING else ""
        return f"{self.where}: {kind}{visible(self.message)}"


class Problems:
    """Collects problems while something is read, so that all of them are told at once."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}

    def add(self, where: Location, code: Code, message: str, severity: Severity = Severity.ERROR) -> None:
        """Note one problem; the same problem at the same place is kept once."""
        self._found[Problem(where, code, message, severity)] = None

    def warn(self, where: Location, code: Code, message: str) -> None:
        """Note something that should be mended but stops nothing."""
        self.add(where, code, message, Severity.WARNING)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Take over problems found elsewhere."""
        self._found.update(dict.fromkeys(problems))

    def sorted(self) -> tuple[Problem, ...]:
        """All problems by file, line and column."""
        return tuple(sorted(self._found, key=lambda p: (p.where, p.message)))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop the work, sorted."""
        return tuple(p for p in self.sorted() if p.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that do not, sorted."""
        return tuple(p for p in self.sorted() if p.severity is Severity.WARNING)


class _Coded(Exception):
    """An exception with a code beside its words; both are its arguments, so that it can be pickled."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(code, message)

    @property
    def code(self) -> Code:
        """What kind of problem it is."""
        code: Code = self.args[0]
        return code

    def __str__(self) -> str:
        return str(self.args[1])


class GrantRulesError(_Coded):
    """The base of every exception that grantrules raises on purpose; `code` says which kind of problem it is."""


class ProblemsError(GrantRulesError):
    """Input that could not be used; `problems` lists everything that is wrong with it, sorted. `code` is that of the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        Exception.__init__(self, self.problems)

    @property
    def code(self) -> Code:
        """What kind of problem the first is."""
        return self.problems[0].code

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class RegulationError(ProblemsError):
    """A folder of rules that cannot be loaded."""


class ApplicationError(ProblemsError):
    """An application (or another case document) that cannot be read."""


class PortfolioError(GrantRulesError):
    """What came of a portfolio cannot be written where it should; nothing was."""


class UnknownRegulation(GrantRulesError):
    """There is no regulation for what was asked for; the message says which there are.

    `problem` has the place of the year too, where a document asked for it.
    """

    def __init__(self, code: Code, message: str, where: Location | None = None) -> None:
        Exception.__init__(self, code, message, where)

    @property
    def problem(self) -> Problem:
        """The same as a problem with a place."""
        return Problem(self.args[2] or Location("year"), self.code, self.args[1])

    def __str__(self) -> str:
        where = self.args[2]
        return f"{where}: {self.args[1]}" if where and where.line else str(self.args[1])


class UnknownName(GrantRulesError, KeyError):
    """A rule, measure or language that does not exist; the message suggests one that does."""


class MissingExtra(GrantRulesError, ImportError):
    """An optional package is not there; the message says how to get it."""


class EngineError(GrantRulesError):
    """A rules engine that grantrules runs on refused its work; nothing was decided."""


class Refused(_Coded, ValueError):
    """A single value that is not what was expected. Whoever knows its place makes a problem of it.

    `readings` is how to write what it can mean, where that is more than one thing.
    """

    def __init__(self, code: Code, message: str, readings: tuple[str, ...] = ()) -> None:
        Exception.__init__(self, code, message, readings)

    @property
    def readings(self) -> tuple[str, ...]:
        """How to write each of the things that the value can mean."""
        readings: tuple[str, ...] = self.args[2]
        return readings


def visible(text: str) -> str:
    """Text as it can stand on one line: line breaks and other unprintable characters escaped."""
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def readable(text: str) -> str:
    """The same for a page, where the no-break spaces in an amount are spaces, and a section keeps its number beside it."""
    return "\u00a0".join(map(visible, text.replace("§ ", "§\u00a0").split("\u00a0")))


def shorten(text: str, most: int = 60) -> str:
    """A value as it can stand in a message: on one line, long text cut."""
    return visible(text) if len(text) <= most else f"{visible(text[:most])}…"


def unreadable(error: OSError) -> Said:
    """That the system does not give a file out."""
    match error:
        case FileNotFoundError():
            return Said(Code.NO_SUCH_FILE, "there is no such file")
        case IsADirectoryError():
            return Said(Code.UNREADABLE_FILE, "is a folder; expected a file")
        case _:
            why = f"cannot be read: {error.strerror}" if error.strerror else "cannot be read"
            return Said(Code.UNREADABLE_FILE, why)


def unknown(code: Code, word: str, options: Iterable[str], what: str | None = None) -> Said:
    """That a word is none of the options; `what` it is of is said by the code where it is not given."""
    named = what or code.value.removeprefix("unknown-")
    return Said(code, f"unknown {named} `{shorten(word)}`{did_you_mean(word, options)}")


def closest(word: str, options: Iterable[str]) -> str | None:
    """The option that `word` most likely meant, if any is near."""
    import difflib  # noqa: PLC0415  only for who has made a mistake

    near = difflib.get_close_matches(word, list(options), n=1, cutoff=0.6)
    return near[0] if near else None


def did_you_mean(word: str, options: Iterable[str], *, aliases: Iterable[str] = (), most: int = 12) -> str:
    """The tail of a message about an unknown word: a likely option or alias, or what there is to choose from."""
    beginning = word.partition(".")[0]
    known = sorted(set(options), key=lambda option: (option.partition(".")[0] != beginning, option))
    near = closest(word, [*known, *aliases])
    if near is not None:
        return f"; did you mean `{near}`?"
    if not known:
        return ""
    shown = ", ".join(f"`{option}`" for option in known[:most])
    return f"; expected {'one of ' if len(known) > 1 else ''}{shown}{', …' if len(known) > most else ''}"
