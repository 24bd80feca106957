"""From a folder to a rule set: files are read, validated, parsed and put together.

A folder holds one year. What is shared between years, `facts.yaml` and `sources.yaml`, lies beside it;
a folder without them uses those that are shipped. A folder may add facts, values and documents of its
own in files of the same names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from time import perf_counter
from typing import Any

from grantrules.base.codes import Code
from grantrules.base.errors import (
    Location,
    Problem,
    Problems,
    RegulationError,
    Severity,
    UnknownRegulation,
    did_you_mean,
    unknown,
)
from grantrules.base.logs import INFO, log, milliseconds_since
from grantrules.base.nodes import ListNode, MappingNode, Node, ScalarNode, in_words, locate, read_file
from grantrules.base.validation import validate_node
from grantrules.language.condition import ALWAYS
from grantrules.rules import fileformat as shapes
from grantrules.rules.checks import check_draft, check_rules
from grantrules.rules.common import (
    FACTS,
    SOURCES,
    check_texts,
    display,
    file_state,
    read_facts,
    read_sources,
    shared,
)
from grantrules.rules.parse import Parser
from grantrules.rules.ruleset import OfficeValue, Rule, RuleSet, Transition, Verb
from grantrules.rules.shipped import REGULATION, Compiled, keep, shipped_folder, shipped_years, years_in
from grantrules.rules.silence import gone_since, in_their_topics, silent_rule

OFFICES, CASES = "offices.yaml", "cases.yaml"
REPORT_CASES = "report-cases.yaml"
"""The cases on reports, which lie beside the years."""


@dataclass(frozen=True)
class Loaded:
    """What came of loading a folder: the rules, unless an error is among the problems."""

    rules: RuleSet | None
    problems: tuple[Problem, ...]


def load_year(year: int) -> RuleSet:
    """The rules of a shipped year.

    Raises:
        UnknownRegulation: there are none for that year; the message says what the sources say of it.
        RegulationError: the files have problems.
    """
    return load_folder(folder_of(year))


def folder_of(year: int) -> Path:
    """Where the rules of a shipped year lie.

    Raises:
        UnknownRegulation: there are none for that year; the message says what the sources say of it.
    """
    folder = shipped_folder() / str(year)
    if not (folder / REGULATION).is_file():
        raise UnknownRegulation(Code.UNKNOWN_YEAR, _no_rules_for(year))
    return folder


def compile_years() -> None:
    """Put the shipped years into their compiled form, for the processes to come (`rules/shipped.py`)."""
    folder = shipped_folder()
    keep(Compiled(shared(folder), {year: load_folder(folder / str(year)) for year in shipped_years()}))


def load_folder(folder: Path) -> RuleSet:
    """The rules in a folder.

    Raises:
        RegulationError: the files have problems; all of them are listed.
    """
    loaded = read_folder(folder)
    if loaded.rules is None:
        raise RegulationError([p for p in loaded.problems if p.severity is Severity.ERROR])
    return loaded.rules


def read_folder(folder: Path) -> Loaded:
    """The rules in a folder together with every problem in its files, warnings included."""
    problems = Problems()
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "there is no such folder"
        problems.add(Location(display(folder)), Code.NO_SUCH_FILE, f"{what}; expected a folder with a {REGULATION}")
        return Loaded(None, problems.sorted())
    start = perf_counter()
    rules = _Folder(folder, problems).read()
    if problems.errors or rules is None:
        log(INFO, "could not load %s: %d errors", folder.resolve(), len(problems.errors))
        return Loaded(None, problems.sorted())
    told = (rules.year, rules.revision, len(rules.rules), folder.resolve(), milliseconds_since(start))
    log(INFO, "loaded the rules of %d, revision %d: %d rules from %s in %.1f ms", *told)
    return Loaded(rules, problems.sorted())


YAML = frozenset({".yaml", ".yml"})
"""How names of files end that are meant as YAML."""


def file_meant(name: str) -> str:
    """What a file is to be called for it to be read."""
    return f"{Path(name).stem}.yaml".lower()


def lies_beside(beside: Path, year: int) -> bool:
    """Whether the rules of a year are those beside a folder, and not the shipped ones, which a folder without facts shares."""
    return (beside / str(year) / REGULATION).is_file() or (beside / FACTS).is_file()


def said_of(year: int) -> str:
    """A sentence with what the sources say of a year; empty where they say nothing."""
    said = [note for note in shared(shipped_folder()).years if note.year == year]
    stated = " ".join(f"{note.text.en or note.text.nb} ({note.source.document}, {note.source.at})" for note in said)
    return f" The sources say of {year}: {stated}" if stated else ""


def _no_rules_for(year: int) -> str:
    years = ", ".join(str(each) for each in shipped_years())
    return f"there is no regulation for {year}, only for {years}.{said_of(year)}"


class _Folder:
    """Reads the files of one folder, all of them whatever is wrong with some."""

    def __init__(self, folder: Path, problems: Problems) -> None:
        self.folder, self.problems = folder, problems
        common = shared(folder.resolve().parent)
        problems.extend(common.problems)
        self.vocabulary, self.documents = common.vocabulary, common.documents
        if (folder / FACTS).is_file():
            self.vocabulary = read_facts(folder / FACTS, self.vocabulary, problems)
        if (folder / SOURCES).is_file():
            self.documents, _ = read_sources(folder / SOURCES, self.documents, problems)
        broken = any(each.severity is Severity.ERROR for each in common.problems)  # nothing is said of what follows
        self.parser = Parser(self.vocabulary, None if broken else frozenset(self.documents), problems)

    def read(self, *, earlier: bool = True) -> RuleSet | None:
        """What the files say; without what is looked up in `earlier` years only what they state themselves."""
        header_node = self._file(self.folder / REGULATION)
        header = None if header_node is None else validate_node(shapes.RegulationShape, header_node, self.problems)
        rules = list(self._rules(header_node, "regulation")) if header_node else []
        topics = ["regulation"]
        for path in sorted(self.folder.iterdir()):
            if path.suffix.lower() in YAML and path.name != file_meant(path.name):
                self.problems.add(
                    Location(display(path)), Code.MISPLACED_FILE, f"is not read; rename it to {file_meant(path.name)}"
                )
            if path.suffix != ".yaml" or path.name in (REGULATION, OFFICES, FACTS, SOURCES, CASES):
                continue
            node = self._file(path)
            if node is not None and validate_node(shapes.RuleFileShape, node, self.problems) is not None:
                rules += self._rules(node, path.stem)
                topics.append(path.stem)
        values = self._office_values()
        if header is None or header_node is None:
            return None
        silent = list(self._silences(header, header_node, rules)) if earlier else []
        for topic in {*header.complete} - {"all", *topics}:
            where = locate(header_node, ("complete",), key=True)
            self.problems.add(where, *unknown(Code.UNKNOWN_NAME, topic, ["all", *topics], what="topic"))
        name = self.folder.resolve().name
        if re.fullmatch("[0-9]{4}", name) and name != str(header.year):
            where = locate(header_node, ("year",))
            self.problems.add(where, Code.MISPLACED_FILE, f"`year` is {header.year}, but the folder is called {name}")
        ruleset = RuleSet(
            year=header.year,
            revision=header.revision,
            title=header.title.text(),
            change_note=header.change_note.text(),
            rules=in_their_topics(rules, silent),
            vocabulary=self.vocabulary,
            documents=self.documents,
            office_values=tuple(values),
            complete=frozenset(topics if "all" in header.complete else header.complete),
            repeals=self._transitions(header.repeals, header_node.get("repeals")),
            introduces=self._transitions(header.introduces, header_node.get("introduces")),
            drafted_from=header.drafted_from,
            gone=self._gone(header, rules) if earlier else (),
        )
        check_draft(ruleset, locate(header_node, ("drafted_from",)), self.problems)
        check_rules(ruleset, self.problems)
        return ruleset

    def _transitions(self, shapes: list[shapes.TransitionShape], node: Node | None) -> tuple[Transition, ...]:
        items = node.items if isinstance(node, ListNode) else ()
        sources = [item.get("source") if isinstance(item, MappingNode) else None for item in items]
        cited = [self.parser.citations([shape.source], at) for shape, at in zip(shapes, sources, strict=True)]
        return tuple(Transition(shape.rule, source) for shape, (source,) in zip(shapes, cited, strict=True))

    def _file(self, path: Path, key: str = "rules") -> MappingNode | None:
        node = read_file(path, display(path), self.problems)
        if node is not None and not isinstance(node, MappingNode):
            self.problems.add(node.where, Code.WRONG_SHAPE, f"expected a mapping with `{key}`, found {in_words(node)}")
            return None
        if node is not None:
            check_texts(node, self.problems)
        return node

    def _rules(self, node: MappingNode, topic: str) -> list[Rule]:
        listed = node.get("rules")
        items = listed.items if isinstance(listed, ListNode) else ()
        made = [self._rule(item, topic) for item in items]
        return [rule for rule in made if rule is not None]

    def _rule(self, node: Node, topic: str) -> Rule | None:
        if not isinstance(node, MappingNode):
            self.problems.add(node.where, Code.WRONG_SHAPE, f"expected a rule as a mapping, found {in_words(node)}")
            return None
        if (silent := node.by_key.get(Verb.SILENT.value)) is not None:
            self.problems.add(silent.where, Code.INVALID_RULE, _SILENT_ELSEWHERE)
            return None
        shape = validate_node(shapes.RuleShape, node, self.problems)
        read = self._read_against_vocabulary(node)  # also where the shape is wrong: all problems are told at once
        if shape is None:
            return None
        named_otherwise = {
            "verb": shape.verb,
            "sources": self.parser.citations(shape.source, node.get("source")),
            "states": shape.state.statement() if shape.state else None,
            "rank": shape.rank.no if shape.rank else None,
            "ranking": shape.rank.of if shape.rank else None,
        }
        return Rule(**{**shape.said(Rule), **named_otherwise, **read}, topic=topic, where=node.where)

    def _read_against_vocabulary(self, node: MappingNode) -> dict[str, Any]:
        """What of a rule names facts: its conditions, its date, and the day on which something came."""
        stated_id = node.get("id")
        id_ = stated_id.text if isinstance(stated_id, ScalarNode) else "?"
        verb = next((verb for verb in Verb if node.get(verb.value) is not None), None)
        read: dict[str, Any] = {"condition": ALWAYS}
        if verb not in (None, Verb.STATE):
            under = node.get(verb.value)
            assert under is not None
            read["condition"] = self.parser.rule_condition(under, id_, verb) or ALWAYS
        if verb is not None and (when := node.get("when")) is not None:
            read["when"] = self.parser.guard(when, id_, verb)
        if (due := node.get("due")) is not None:
            read["due"] = self.parser.due(due)
        if (fulfilled := node.get("fulfilled")) is not None:
            read["fulfilled"] = self.parser.rule_condition(fulfilled, id_, Verb.OBLIGE)
        if (received := node.get("received")) is not None:
            read["received"] = self.parser.day_fact(received)
        return read

    def _silences(self, header: shapes.RegulationShape, node: MappingNode, stated: list[Rule]) -> Iterator[Rule]:
        """The rules that this year is silent on, each as the year that it is listed under stated it."""
        of_reports = {year for rule in stated for year in rule.awarded}
        beside = self.folder.resolve().parent
        loose = header.drafted_from is not None and not lies_beside(beside, header.drafted_from)
        own = {header.year} | (of_reports - {*(shipped_years() if loose else years_in(beside))})
        for written, ids in header.silent.items():
            since, under = int(written), locate(node, ("silent", written), key=True)
            if since >= header.year:
                self.problems.add(
                    under,
                    Code.YEARS_DISAGREE,
                    f"the last year that stated a rule is before {header.year}, and {since} is not",
                )
                continue
            earlier = self._earlier(since, under)
            known = {} if earlier is None else earlier.by_id
            for n, id_ in enumerate(ids if earlier is not None else ()):
                where = locate(node, ("silent", written, n))
                if id_ in known:
                    yield silent_rule(known[id_], since, sorted(own - {*known[id_].awarded}), where)
                else:
                    self.problems.add(
                        where, Code.UNKNOWN_RULE, f"{since} states no rule `{id_}`{did_you_mean(id_, known)}"
                    )
            self.documents = {**(earlier.documents if earlier is not None else {}), **self.documents}

    def _gone(self, header: shapes.RegulationShape, stated: list[Rule]) -> tuple[Transition, ...]:
        """What the earlier years that can be read say is gone."""
        years = (self._stated_in(year) for year in sorted(self._years_at_hand) if year < header.year)
        here = {rule.id for rule in stated} | {each.rule for each in header.repeals}
        return gone_since(filter(None, years), here)

    @cached_property
    def _years_at_hand(self) -> Mapping[int, Path]:
        """Where years can be looked up: beside this folder, or among the shipped ones where this folder shares their facts."""
        beside = self.folder.resolve().parent
        shipped = () if (beside / FACTS).is_file() else shipped_years()
        return {year: shipped_folder() / str(year) for year in shipped} | {
            year: beside / str(year) for year in years_in(beside)
        }

    def _stated_in(self, year: int) -> RuleSet | None:
        """What a year that is at hand states; nothing where its rules have errors."""
        folder = self._years_at_hand[year]
        files = [*sorted(folder.glob("*.yaml")), *(folder.parent / name for name in (FACTS, SOURCES))]
        return _stated_in(folder, *(file_state(path) for path in files if path.is_file()))

    def _earlier(self, year: int, where: Location) -> RuleSet | None:
        """What an earlier year states, or a problem."""
        if year not in self._years_at_hand:
            self.problems.add(
                where, Code.UNKNOWN_YEAR, f"there are no rules for {year}, in which what they stated could be looked up"
            )
            return None
        found = self._stated_in(year)
        if found is None:
            self.problems.add(
                where,
                Code.YEARS_DISAGREE,
                f"the rules of {year} have problems of their own; `grantrules check` tells them",
            )
        return found

    def _office_values(self) -> list[OfficeValue]:
        path = self.folder / OFFICES
        node = self._file(path, "values") if path.is_file() else None
        shape = None if node is None else validate_node(shapes.OfficesShape, node, self.problems)
        listed = node.get("values") if node is not None else None
        if shape is None or not isinstance(listed, ListNode):
            return []
        made = [self._office_value(each, item) for each, item in zip(shape.values, listed.items, strict=True)]
        return [value for value in made if value is not None]

    def _office_value(self, shape: shapes.OfficeValueShape, node: Node) -> OfficeValue | None:
        assert isinstance(node, MappingNode)
        fact = self.vocabulary.get(shape.fact)
        if fact is None or fact.root != "office":
            known = [path for path in self.vocabulary if path.startswith("office.")]
            where = locate(node, ("fact",), key=True)
            self.problems.add(where, *unknown(Code.UNKNOWN_FACT, shape.fact, known, what="office fact"))
            return None
        value_node = node.get("value")
        assert value_node is not None
        value = self.parser.constant(fact, value_node)
        (source,) = self.parser.citations([shape.source], node.get("source"))
        if value is None:
            return None
        return OfficeValue(shape.fact, shape.office, value, source, shape.basis, node.where)


@lru_cache(maxsize=16)
def _stated_in(folder: Path, *_state: object) -> RuleSet | None:
    """What a year states itself, read again only where a file of it has changed; nothing where it has errors."""
    problems = Problems()
    rules = _Folder(folder, problems).read(earlier=False)
    return None if problems.errors else rules


_SILENT_ELSEWHERE = (
    f"what a year is silent on is listed in {REGULATION}, under the year that last stated it: "
    "`silent: {2023: [rule-id]}`; the rule itself is left out here"
)
