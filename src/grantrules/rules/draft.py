"""A draft: a year copied for a later one, so that every rule of it waits for its source and nothing is carried over unseen.

A copied rule has `basis: awaited` until a document of its own year states it. What holds for one year alone is left out: what
offices had set, what was new or gone, which topics the sources gave whole, and the cases, which are written from the documents.
Rules on reports speak of grants awarded as many years later; no other date is moved, since only a document can say what it is now.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grantrules.base.codes import Code
from grantrules.base.errors import GrantRulesError, Location, Problem, Problems, RegulationError
from grantrules.base.folders import whole_folder
from grantrules.base.nodes import ListNode, MappingNode, Node, plain, read_bytes
from grantrules.base.texts import Text
from grantrules.language.condition import Basis
from grantrules.rules.common import FACTS, SOURCES, display
from grantrules.rules.load import CASES, OFFICES, load_folder
from grantrules.rules.ruleset import RuleSet
from grantrules.rules.shipped import REGULATION, shipped_folder

_KEPT = ("silent", "rules")
"""What of `regulation.yaml` is kept as it stands, beside the texts that are written anew; what is gone is gone, and said once."""

_CALLED = Text("Utkast", "Utkast", "Draft")
_NOTE = Text(
    "Utkast, kopiert fra {copied}: en regel gjelder først når en kilde for {year} er ført opp på den.",
    "Utkast, kopiert frå {copied}: ein regel gjeld først når ei kjelde for {year} er ført opp på han.",
    "A draft, copied from {copied}: a rule holds only once it cites a source of {year}.",
)


def draft(year: int, start: Path, folder: Path) -> tuple[Path, ...]:
    """Copy the year in the folder `start` as a draft of a later year into a new folder, and give the files written.

    Raises:
        RegulationError: the folder is there already, or cannot be that of the draft, or the year cannot be copied;
            nothing is written.
        GrantRulesError: the files cannot be written.
    """
    _check_place(year, start, folder)
    rules = load_folder(start)
    if year <= rules.year:
        message = (
            f"a draft is for a later year than the one that it is copied from, and {year} is not after {rules.year}"
        )
        raise _refused(start / REGULATION, Code.YEARS_DISAGREE, message)
    contents = _Draft(year, start, rules).contents()
    try:
        with whole_folder(folder, replace=False) as made:
            for name, content in contents.items():
                (made / name).write_bytes(content.encode())
    except OSError as error:
        message = f"{display(folder)}: cannot be written, and nothing was: {error.strerror}"
        raise GrantRulesError(Code.NOT_WRITTEN, message) from error
    return tuple(folder / name for name in contents)


def _refused(path: Path, code: Code, message: str) -> RegulationError:
    return RegulationError([Problem(Location(display(path)), code, message)])


def _check_place(year: int, start: Path, folder: Path) -> None:
    """See whether the folder can be that of the draft, before the work is done."""
    if folder.exists() or folder.is_symlink():
        raise _refused(folder, Code.NOT_WRITTEN, "is there already, and stays as it is; name a folder that is not")
    place, of = folder.resolve(), start.resolve().parent
    if re.fullmatch("[0-9]{4}", place.name) and place.name != str(year):
        raise _refused(folder, Code.MISPLACED_FILE, f"the folder of a draft of {year} is not called {place.name}")
    if (of / FACTS).is_file() and of != shipped_folder() and not (place.parent / FACTS).is_file():
        message = (
            f"the rules there are read with their own {FACTS}; name a folder beside, such as {display(of / str(year))}"
        )
        raise _refused(start, Code.MISPLACED_FILE, message)


@dataclass(frozen=True)
class _Edit:
    """Some text put in the place of as many letters."""

    start: int
    length: int
    text: str


class _Copied:
    """A file that is copied: its text, its nodes, and where each stands in the text."""

    def __init__(self, path: Path) -> None:
        problems, data = Problems(), path.read_bytes()
        root = read_bytes(data, display(path), problems)
        assert isinstance(root, MappingNode), "it was loaded before"
        self.path, self.text, self.root = path, data.decode(), root
        self.lines = [0]
        for line in self.text.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))

    def at(self, where: Location) -> int:
        """Where something stands in the text."""
        return self.lines[where.line - 1] + where.column - 1

    def edited(self, edits: Sequence[_Edit], start: int = 0, end: int | None = None) -> str:
        """A part of the text with edits made in it."""
        made = self.text[: len(self.text) if end is None else end]
        for edit in sorted(edits, key=lambda edit: -edit.start):
            made = made[: edit.start] + edit.text + made[edit.start + edit.length :]
        return made[start:]

    def refused(self, node: Node, what: str) -> RegulationError:
        """What is thrown where the file is written in a way in which it cannot be copied."""
        return RegulationError([Problem(node.where, Code.NOT_SUPPORTED, f"cannot be copied for a draft; write {what}")])


class _Draft:
    """Makes the files of a draft from those of the year that it is copied from."""

    def __init__(self, year: int, start: Path, rules: RuleSet) -> None:
        self.year, self.start, self.rules = year, start, rules

    def contents(self) -> dict[str, str]:
        """What the files of the draft hold, by name."""
        made = {SOURCES: _NO_SOURCES.format(year=self.year)}
        for path in sorted(self.start.glob("*.yaml")):
            match path.name:
                case name if name == CASES:
                    pass
                case name if name == OFFICES:
                    made[name] = "\n".join(self.offices())
                case name if name in (FACTS, SOURCES):
                    made[name] = path.read_text("utf-8")
                case name if name == REGULATION:
                    made[name] = self.header(_Copied(path))
                case name:
                    file = _Copied(path)
                    made[name] = self.checked(file, file.edited(self.edits(file)))
        return {name: made[name].replace("$schema=../", "$schema=", 1) for name in sorted(made)}

    # -- regulation.yaml

    def header(self, file: _Copied) -> str:
        """The head of the draft, with what is kept of that of the year."""
        if file.text[file.at(file.root.where)] == "{":
            raise file.refused(file.root, "each key on a line of its own")
        known = {"copied": self.rules.year, "year": self.year}
        note = Text(**{of: text.format(**known) for of, text in _NOTE.as_dict().items()})
        first = file.text.partition("\n")[0]
        lines = [
            *([first] if first.startswith("# yaml-language-server:") else []),
            *(f"# {line}" for line in _ABOUT.format(**known).splitlines()),
            f"year: {self.year}",
            "revision: 1",
            f"drafted_from: {self.rules.year}",
            *_written("title", self.title()),
            *_written("change_note", note),
        ]
        starts = [(entry.key, file.at(entry.where)) for entry in file.root.entries]
        edits, kept = self.edits(file), ""
        for (key, start), end in zip(starts, [*(start for _, start in starts[1:]), len(file.text)], strict=True):
            if key in _KEPT:
                within = [edit for edit in edits if start <= edit.start < end]
                kept += file.edited(within, start, end)
        return self.checked(file, "\n".join([*lines, kept]))

    def title(self) -> Text:
        """What the draft is called: what the year is, with its own number, and that it is a draft."""
        made = {}
        for language, text in self.rules.title.as_dict().items():
            called = text.replace(str(self.rules.year), str(self.year))
            prefix = f"{_CALLED.as_dict()[language]}: "
            made[language] = called if called.startswith(prefix) else prefix + called
        return Text(**made)

    # -- rules

    def edits(self, file: _Copied) -> list[_Edit]:
        """What makes every rule of a file wait, and gives those on reports to the grants of as many years later."""
        listed = file.root.get("rules")
        found = []
        for rule in listed.items if isinstance(listed, ListNode) else ():
            assert isinstance(rule, MappingNode)
            found += [self.basis(file, rule), *self.awarded(file, rule)]
        return found

    def basis(self, file: _Copied, rule: MappingNode) -> _Edit:
        """What makes a rule wait: its basis, or a line for it after its source."""
        stated = rule.by_key.get("basis")
        if stated is not None:
            found = _WORD.match(file.text, start := file.at(stated.node.where))
            return _Edit(start, len(found[0]) if found else 0, Basis.AWAITED.value)
        keys = [entry.key for entry in rule.entries]
        after = keys.index("source") + 1
        place = rule.entries[after if after < len(keys) else after - 1].where
        between = ", " if file.text[file.at(rule.where)] == "{" else "\n" + " " * (place.column - 1)
        return _Edit(file.at(place), 0, f"basis: {Basis.AWAITED.value}{between}")

    def awarded(self, file: _Copied, rule: MappingNode) -> Iterator[_Edit]:
        """What gives a rule to the grants of as many years later, but for those that the year itself speaks of."""
        stated = rule.by_key.get("awarded")
        if stated is None:
            return
        moved = ", ".join(map(str, self.moved(plain(stated.node))))
        found = _YEARS.match(file.text, start := file.at(stated.node.where))
        if found is None:
            raise file.refused(stated.node, "the years after `awarded`, in brackets")
        yield _Edit(start, len(found[0]), f"[{moved}]" if "," in moved else moved)

    def moved(self, awarded: object) -> list[int]:
        """The years of grants that a rule of the draft speaks of, by what stands under `awarded` in the copied one."""
        years: list[Any] = awarded if isinstance(awarded, list) else [awarded]
        return sorted({each + self.year - self.rules.year for each in years} - {*years})

    def checked(self, file: _Copied, text: str) -> str:
        """The text of a copied file, once it is seen that it says what it should, however the file is written."""
        node = read_bytes(text.encode(), display(file.path), Problems())
        made = plain(node) if isinstance(node, MappingNode) else {}
        assert isinstance(made, dict)
        wanted = [self.waiting(each) for each in _listed(plain(file.root))]
        if _listed(made) != wanted:
            raise file.refused(file.root, "each rule as a list of keys, as the shipped ones are")
        return text

    def waiting(self, rule: Mapping[str, Any]) -> dict[str, Any]:
        """What a rule of the draft says, as data."""
        made = {**rule, "basis": Basis.AWAITED.value}
        if "awarded" in rule:
            moved = self.moved(rule["awarded"])
            made["awarded"] = moved if len(moved) > 1 else moved[0]
        return made

    # -- offices.yaml

    def offices(self) -> Iterator[str]:
        """A file in which no office has set anything yet, with what they had as a comment."""
        yield "# yaml-language-server: $schema=offices.schema.json"
        yield f"# What offices have set for {self.year}, and what holds nationally: nothing yet."
        yield f"# In {self.rules.year} these were set, and none of them holds for {self.year}:"
        for value in self.rules.office_values:
            shown = ", ".join(sorted(value.value)) if isinstance(value.value, frozenset) else value.value
            yield f"#   {value.fact}, {value.office}: {shown} ({value.source.document}, {value.source.at})"
        yield "values: []\n"


_WORD = re.compile(r"""["']?[a-z]+["']?""")
_YEARS = re.compile(r"""\[[^\]]*\]|["']?[0-9]+["']?""")


def _listed(made: object) -> list[dict[str, Any]]:
    rules = made.get("rules") if isinstance(made, dict) else None
    return rules if isinstance(rules, list) else []


def _written(key: str, text: Text) -> Iterator[str]:
    yield f"{key}:"
    yield from (f"  {language}: {json.dumps(said, ensure_ascii=False)}" for language, said in text.as_dict().items())


_ABOUT = """\
A draft of {year}, copied from {copied}. Every rule has `basis: awaited` until a document of {year} states it: then cite that,
and give the rule the basis that it has there. What was new or gone in {copied}, what offices had set, and which topics its
sources gave whole was left out. When all is gone through, and the lists below too, take `drafted_from` out."""

_NO_SOURCES = """\
# yaml-language-server: $schema=sources.schema.json
# The documents that the rules of {year} come from, beside those that the years share: none yet.
documents: []
"""
