"""The JSON Schemas that editors and callers use say the same as the code that reads."""

from __future__ import annotations

import copy
import importlib.util
import json
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import jsonschema
import pytest

import grantrules
from grantrules.base.errors import Problems
from grantrules.base.nodes import plain, read_bytes, read_file
from grantrules.rules.shipped import shipped_folder
from grantrules.schema import SCHEMAS, schema_of, write_schemas
from tests.support.documents import ROOT

SHIPPED = shipped_folder()
SCHEME = ROOT / "tests/support/schemes" / "library_grant"
NO_RULES = ("cases.yaml", "offices.yaml")

RULE_FILES = sorted(
    path
    for folder in (*(SHIPPED / str(year) for year in grantrules.years()), SCHEME / "2031")
    for path in folder.glob("*.yaml")
    if path.name not in NO_RULES
)


def data_in(path: Path) -> Any:
    problems = Problems()
    node = read_file(path, path.name, problems)
    assert node is not None
    assert problems.sorted() == ()
    return plain(node)


def faults(schema: dict[str, Any], data: object) -> list[str]:
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    return [f"{error.json_path}: {error.message[:200]}" for error in validator.iter_errors(data)]


@cache
def of_the_scheme() -> dict[str, dict[str, Any]]:
    """The schemas that a copy of the made-up scheme gets by its own command."""
    with TemporaryDirectory() as kept:
        folder = Path(shutil.copytree(SCHEME, Path(kept) / "copy"))
        return {path.name: json.loads(path.read_text("utf-8")) for path in write_schemas(folder)}


def schema_beside(path: Path) -> dict[str, Any]:
    """The rule schema that an editor uses for a file: the shipped one, or the scheme's own."""
    if SCHEME in path.parents:
        return of_the_scheme()["rules.schema.json"]
    return dict(json.loads((SHIPPED / "rules.schema.json").read_text("utf-8")))


def mappings_with(data: Any, key: str) -> Iterator[dict[str, Any]]:
    """Every mapping that has the key, from the outside in."""
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    if isinstance(data, dict) and key in data:
        yield data
    for each in inner:
        yield from mappings_with(each, key)


@pytest.mark.parametrize("path", RULE_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_rule_files_are_valid(path: Path) -> None:
    assert faults(schema_beside(path), data_in(path)) == []


@pytest.mark.parametrize(
    "path", [SHIPPED / "facts.yaml", SCHEME / "facts.yaml", SCHEME.parent / "one_fact_more/facts.yaml"]
)
def test_vocabularies_are_valid(path: Path) -> None:
    schema = json.loads((SHIPPED / "facts.schema.json").read_text("utf-8"))
    assert faults(schema, data_in(path)) == []


@pytest.mark.parametrize("fact", ["applicant.type", "measure.kind", "measure.level"])
def test_a_misspelt_fact_in_any_file_is_marked(fact: str) -> None:
    marked = 0
    for path in RULE_FILES:
        data = data_in(path)
        for number, _ in enumerate(mappings_with(data, fact)):
            broken = copy.deepcopy(data)
            condition = list(mappings_with(broken, fact))[number]
            condition[f"{fact}x"] = condition.pop(fact)
            assert faults(schema_beside(path), broken) != []
            marked += 1
    assert marked > 3


@pytest.mark.parametrize(
    "rule",
    [
        {"require": {"measure.kind": "competance"}},
        {"require": {"measure.kind": {"over": 5}}},
        {"require": {"measure.amount": {"at_mots": 5}}},
        {"require": {"measure.amount": "much"}},
        {"require": {"any": []}},
        {"require": {"readings": [{"id": "a", "measure.kind": "competence"}]}},
        {"require": {"count": {"at_most": 1}}},
        {"require": ["measure.kind"]},
        {"requires": {}},
        {"note": {}, "basis": "infered"},
        {"note": {}, "id": "Not An Id"},
        {"note": {}, "source": []},
        {"note": {}, "text": {"en": "Rule"}},
        {"note": {}, "title": {"en": "Rule"}},
        {"note": {}, "title": {"nb": "x" * 61}},
        {"silent": 2022},
        {"note": {}, "text": {"nb": "  "}},
        {"state": {"amount": 5}},
        {"prioritise": {}, "rank": 0},
    ],
)
def test_a_broken_rule_is_marked(rule: dict[str, object]) -> None:
    whole = {
        "id": "rule",
        "title": {"nb": "Regel"},
        "text": {"nb": "Regel"},
        "source": {"document": "regelverk-2022", "at": "1"},
    }
    schema = schema_of("rules")
    assert faults(schema, {"rules": [{**whole, "note": {}}]}) == []
    assert faults(schema, {"rules": [{**whole, **rule}]}) != []


@pytest.mark.parametrize(
    "change",
    [
        {"type": "boolaen"},
        {"from": "minister"},
        {"path": "New"},
        {"used_in": ["letter"]},
        {"label": {"nn": "Ny"}},
        {"chnageable": True},
        {"values": {"a": {"label": {"nb": "a"}, "label_in": {"soon": {"nb": "b"}}}}},
    ],
)
def test_a_broken_declaration_is_marked(change: dict[str, object]) -> None:
    whole = {"path": "measure.new", "type": "boolean", "from": "applicant", "changeable": True}
    whole |= {"label": {"nb": "Ny"}, "question": {"nb": "Ny?"}}
    assert faults(schema_of("facts"), {"facts": [whole]}) == []
    assert faults(schema_of("facts"), {"facts": [{**whole, **change}]}) != []


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_schema_is_a_schema(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    from grantrules.cli.main import main

    jsonschema.Draft202012Validator.check_schema(schema_of(name))
    assert main(["schema", name]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(schema_of(name)))


def test_generated_files_are_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "tools" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    generate: Any = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    made: dict[Path, str] = generate.generated()
    assert {path.name for path in made} >= {"application.py", "rules.schema.json", "facts.schema.json"}
    stale = [path.name for path, text in made.items() if path.read_text("utf-8") != text]
    assert stale == [], "run python tools/generate.py"


# -- applications: the schema and the reader

AGREED = """
{}
{kind: application, year: 2026, id: A-1}
{kind: report}
{year: 26}
{yaer: 2026}
{office: trondelag}
{office: trondelg}
{submitted_on: 2026-02-20}
{submitted_on: 2026-02-30}
{submitted_on: 20. februar}
{submitted_on: null, applicant: null, measures: null}
{applicant: {type: municipality, district_municipality: true}}
{applicant: {type: [municipality]}}
{applicant: {typ: municipality}}
{applicant: municipality}
{applicant: {name: 1.5}}
{measures: []}
{measures: {}}
{measures: [{}, {}]}
{measures: [{kind: competence, level: bachelor, amount: 400000}]}
{measures: [{kind: competence, amount: 400000.50}]}
{measures: [{target_roles: [employee], target_sectors: []}]}
{measures: [{target_roles: employee}]}
{measures: [{target_roles: [emploiee]}]}
{measures: [{description: {needs: true}}]}
{measures: [{description: true}]}
{measures: [competence]}
{determinations: {applicant-type: {is: accepted, by: Kari, note: Se sak}}}
{determinations: {applicant-type: {by: Kari}}}
{determinations: {applicant-type: accepted}}
{determinations: {applicant-type: {is: accepted, at: '2026'}}}
{determinations: []}
""".strip().splitlines()

READ_MORE_KINDLY = """
{applicant: {type: Kommune}}
{measures: [{target_roles: [ANSATT]}]}
{applicant: {organisation_number: 974760673}}
{id: 17}
{year: '2026'}
{applicant: {type: county municipality}}
{applicant: {type: municipality, district_municipality: ja}}
{measures: [{kind: competence, amount: '400000'}]}
{measures: [{kind: competence, amount: 400 000 kr}]}
{submitted_on: 20. februar 2026}
""".strip().splitlines()
"""As people write it: the reader knows what is meant, the schema asks for the form itself."""

KNOWN_TO_THE_RULES_ONLY = """
{determinations: {aplicant-type: {is: accepted}}}
{determinations: {applicant-type: {is: perhaps}}}
{measures: [{id: a}, {id: a}]}
""".strip().splitlines()
"""What no schema can say."""


def accepts(data: dict[str, object]) -> bool:
    try:
        grantrules.load(2022).evaluate(data)
    except grantrules.ApplicationError:
        return False
    return True


def application(text: str) -> dict[str, object]:
    problems = Problems()
    node = read_bytes(text.encode(), "example", problems)
    assert node is not None
    assert problems.sorted() == ()
    data = plain(node)
    assert isinstance(data, dict)
    return data


def test_the_document_schema_accepts_what_the_reader_accepts() -> None:
    schema = schema_of("application")
    answers = [(text, accepts(application(text)), faults(schema, application(text)) == []) for text in AGREED]
    assert [(text, read) for text, read, valid in answers if read is not valid] == []
    assert 10 < sum(read for _, read, _ in answers) < len(answers) - 10


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("20*/*.yaml")), ids=lambda path: path.stem)
def test_every_example_validates_against_the_document_schema(path: Path) -> None:
    assert faults(schema_of("application"), application(path.read_text("utf-8"))) == []


@pytest.mark.parametrize("text", READ_MORE_KINDLY)
def test_the_reader_is_kinder_than_the_schema_in_spelling(text: str) -> None:
    assert accepts(application(text))
    assert faults(schema_of("application"), application(text)) != []


@pytest.mark.parametrize("text", KNOWN_TO_THE_RULES_ONLY)
def test_what_hangs_on_the_rules_is_beyond_the_schema(text: str) -> None:
    assert not accepts(application(text))
    assert faults(schema_of("application"), application(text)) == []
