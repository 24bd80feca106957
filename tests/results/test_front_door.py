"""What a program sees that imports grantrules: its names, what they cost, and what they say to wrong hands."""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
import typing
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from typing_extensions import is_typeddict

import grantrules
import grantrules.types
from grantrules import Status
from tests.support.documents import ROOT

PUBLIC = {getattr(grantrules, name) for name in grantrules.__all__ if name != "__version__"}
NAMED = PUBLIC | {each for name, each in vars(grantrules.types).items() if not name.startswith("_")}

INSIDE = {
    # what a rule is made of, as data: docs/language.md has it, in the words of the files
    "language.condition",
    "language.vocabulary",
    "rules.ruleset",
    # parts of the typed documents, which stand beside them
    "intake.application",
    "language.fieldtypes",
}
"""The modules whose parts are reached from public names and are known by another page."""

WORKINGS = {"intake.stated.Stated", "decision.decider.Decider", "decision.scope.Scope", "render.paper.blocks.Grid"}
"""What is reached too and is nobody's to hold: how a result was come by, and what its pages are made of."""


def classes() -> dict[str, type]:
    """Every class of the package by its name, so that annotations can be read."""
    found: dict[str, type] = {}
    for module in pkgutil.walk_packages(grantrules.__path__, "grantrules."):
        if not module.name.endswith("__main__"):
            for name, each in vars(importlib.import_module(module.name)).items():
                if inspect.isclass(each) and each.__module__.startswith("grantrules"):
                    found.setdefault(name, each)
    return found


CLASSES = {**classes(), "Figure": object, "DataFrame": object}
"""Those, and the two of other packages that are not imported for a name."""


def within(annotation: object) -> Iterator[object]:
    """An annotation and everything in its brackets."""
    yield annotation
    for each in typing.get_args(annotation):
        yield from within(each)


def annotated(member: object) -> object:
    """The function behind a member, whose annotations say what comes out."""
    if isinstance(member, property):
        return member.fget
    if isinstance(member, functools.cached_property):
        return member.func
    return getattr(member, "__func__", member) if inspect.isroutine(member) or inspect.ismethod(member) else None


def held_by(class_: type) -> Iterator[type]:
    """The classes of the package that the public members of a class take or return."""
    hints: list[dict[str, object]] = [
        {
            name: hint
            for name, hint in typing.get_type_hints(class_, localns=CLASSES).items()
            if not name.startswith("_")
        }
    ]
    for base in class_.__mro__:
        for name, member in vars(base).items():
            function = annotated(member)
            if base.__module__.startswith("grantrules") and not name.startswith("_") and function is not None:
                hints.append(typing.get_type_hints(function, localns=CLASSES))
    for each in (part for found in hints for hint in found.values() for part in within(hint)):
        if inspect.isclass(each) and each.__module__.startswith("grantrules."):
            yield each


def test_the_names_are_where_they_are_said_to_be_for_programs_and_for_type_checkers() -> None:
    assert dir(grantrules) == grantrules.__all__ == sorted(grantrules.__all__, key=lambda name: (name.islower(), name))
    tree = ast.parse(Path(grantrules.__file__).read_text("utf-8"))
    checked = next(each for each in tree.body if isinstance(each, ast.If))
    told = {
        alias.name: node.module for node in checked.body if isinstance(node, ast.ImportFrom) for alias in node.names
    }
    assert {name: f"grantrules.{module}" for name, module in grantrules._MODULE_OF.items()} == told
    assert {*told, "__version__"} == set(grantrules.__all__)
    with pytest.raises(AttributeError, match="no attribute 'evalute'"):
        _ = grantrules.evalute  # type: ignore[attr-defined]


def test_importing_it_reads_neither_pydantic_nor_yaml() -> None:
    script = "import sys, grantrules; print([name for name in ('pydantic', 'yaml', 'grantrules.api') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"


def test_what_public_methods_take_and_return_has_a_public_name() -> None:
    results = [each for each in PUBLIC if inspect.isclass(each) and each.__module__.startswith("grantrules.")]
    without = {
        f"{held.__module__.removeprefix('grantrules.')}.{held.__name__}"
        for result in results
        for held in held_by(result)
        if not any(held is named or (isinstance(named, type) and held in named.__mro__) for named in NAMED)
    }
    assert {each for each in without if each.rpartition(".")[0] not in INSIDE} == WORKINGS


def test_nothing_that_a_public_class_takes_or_gives_may_be_anything() -> None:
    told = {
        f"{base.__name__}.{name}: {hint}"
        for each in PUBLIC
        if inspect.isclass(each)
        for base in each.__mro__
        if base.__module__.startswith("grantrules.")
        for name, member in [("", base), *vars(base).items()]
        if not name.startswith("_")
        for of, hint in getattr(member if inspect.isclass(member) else annotated(member), "__annotations__", {}).items()
        if not of.startswith("_")
    }
    assert len(told) > 100
    assert [each for each in sorted(told) if re.search(r"\bAny\b", each)] == []


def test_a_status_is_its_word() -> None:
    decision = grantrules.load(2022).evaluate({"applicant": {"type": "foundation"}})
    assert decision.status == "not_eligible"
    assert decision.status is Status.NOT_ELIGIBLE
    assert sorted(["undetermined", "eligible", "not_eligible"], key=Status) == list(Status)
    assert Status.ELIGIBLE > Status.UNDETERMINED >= "undetermined" > Status.NOT_ELIGIBLE <= "not_eligible"


HOW = "; `grantrules.parse` reads JSON or YAML in a text, `grantrules.read` a file"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("application.yaml", "expected an application or a report as a mapping, found `application.yaml`" + HOW),
        ('{"year": 2022}', 'expected an application or a report as a mapping, found `{"year": 2022}`' + HOW),
        ([{"year": 2022}], "expected an application or a report as a mapping, found a list"),
    ],
)
def test_what_is_no_application_is_told_what_reads_it(given: object, said: str) -> None:
    with pytest.raises(grantrules.ApplicationError) as refused:
        grantrules.load(2022).evaluate(given)  # type: ignore[arg-type]
    assert str(refused.value) == f"application: {said}"


def test_a_text_and_bytes_are_read_with_their_places() -> None:
    good = grantrules.parse('{"year": 2022, "applicant": {"type": "stiftelse"}}')
    assert grantrules.evaluate(good).status == "not_eligible"
    with pytest.raises(grantrules.ApplicationError) as refused:
        grantrules.evaluate(grantrules.parse(b'{"year": 2022,\n "aplicant": {}}', "body"))
    assert str(refused.value) == "body:2:2: unknown field `aplicant`; did you mean `applicant`?"
    with pytest.raises(grantrules.ApplicationError, match=r"^text:1:"):
        grantrules.parse("\ud800")


def test_a_report_and_an_application_are_not_taken_for_each_other() -> None:
    with pytest.raises(grantrules.ApplicationError) as refused:
        grantrules.evaluate({"kind": "rapport", "grant": {"award_year": 2022}})
    assert str(refused.value) == "kind: is a report; `evaluate_report` answers it"
    with pytest.raises(grantrules.ApplicationError) as refused:
        grantrules.evaluate_report({"kind": "application", "grant": {"award_year": 2022}})
    assert str(refused.value) == "kind: expected the kind `report`, found `application`"


def test_a_typed_application_is_written_as_json_and_read_back() -> None:
    application = grantrules.Application(
        year=2026,
        submitted_on=date(2026, 2, 24),
        applicant=grantrules.Applicant(type="kommune"),
        contents=grantrules.types.Contents(budget=True),
        measures=[
            grantrules.Measure(kind="development_project", description=grantrules.types.MeasureDescription(needs=True))
        ],
        determinations={"applicant-type": grantrules.types.DeterminationPart(is_="accepted")},
    )
    written = application.model_dump_json(exclude_none=True, by_alias=True)
    assert grantrules.evaluate(grantrules.parse(written)) == grantrules.evaluate(application)


def records_in(annotation: object) -> Iterator[type]:
    """The records of JSON in an annotation, and those that they consist of."""
    for each in within(annotation):
        if is_typeddict(each):
            assert isinstance(each, type)
            yield each
            for inner in typing.get_type_hints(each).values():
                yield from records_in(inner)


def test_every_part_of_the_json_forms_has_a_public_name() -> None:
    named = {name: each for name, each in vars(grantrules.types).items() if name.endswith("Data")}
    reached = {each for record in named.values() for each in records_in(record)}
    assert {each.__name__ for each in reached} == named.keys()
    assert len(reached) > 50
    assert set(named.values()) == reached


def test_a_result_says_what_it_is_on_and_what_it_rests_on() -> None:
    regulation = grantrules.load(2022)
    application = {"id": "A-1", "applicant": {"type": "municipality"}, "measures": [{"id": "m", "kind": "competence"}]}
    decision = regulation.evaluate(application)
    assert decision.id == "A-1"
    assert decision.regulation == grantrules.types.RulesUsed(2022, regulation.rules.revision, regulation.hash)
    data = decision.to_dict()
    assert data["regulation"]["hash"] == decision.regulation.hash
    assert data["application"] == {"id": "A-1", "hash": decision.document_hash}
    rule = next(rule.id for rule in regulation.rules.rules if rule.per_measure)
    settled = decision.determine(rule, "accepted", by="NN", note="seen", measure="m")
    assert decision.determinations == ()
    assert settled.determinations == (grantrules.types.Determined(rule, "m", "accepted", "NN", "seen"),)
    assert settled.document_hash != decision.document_hash
    assert decision.ask("en") == regulation.ask(application, "en") != ()
    inside = {"determinations": {rule: {"is": "accepted", "by": "NN", "note": "seen"}}}
    assert settled.ask() == regulation.ask({**application, "measures": [{"id": "m", "kind": "competence", **inside}]})


def test_an_answer_says_it_too() -> None:
    answer = grantrules.evaluate_report({"kind": "report", "id": "R-1", "grant": {"award_year": 2022}})
    used, data = answer.regulation, answer.to_dict()["rules"]
    assert (answer.id, used.award_year, used.hash) == ("R-1", data["awarded"], data["hash"])
    assert [(each.year, each.revision) for each in used.folders] == [
        (f["year"], f["revision"]) for f in data["folders"]
    ]
    assert used.folders[0].hash == grantrules.load(used.folders[0].year).hash
