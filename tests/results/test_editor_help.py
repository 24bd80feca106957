"""What editors are told: a description of every key, a meaning of every value, and mistakes by the very key or value."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from jsonschema.exceptions import best_match

from grantrules.base.errors import Problems, RegulationError
from grantrules.base.nodes import plain, read_file
from grantrules.cli.main import main
from grantrules.rules.shipped import shipped_folder
from grantrules.schema import SCHEMAS, schema_of, write_schemas
from tests.support.documents import ROOT

OF_FILES = ("application", "report", "rules", "facts", "offices", "sources", "ledger", "cases", "report-cases")
SCHEMES = ROOT / "tests/support/schemes"


def parts_of(value: object) -> Iterator[dict[str, Any]]:
    """Every mapping in a schema, itself among them."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from parts_of(each)


def keys_of(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that a file can have. What only says more of a key, behind an `if` or beside a verb, is left out."""
    for part in parts_of(schema):
        if part.get("additionalProperties") is False and isinstance(part.get("properties"), dict):
            yield from part["properties"].items()


@pytest.mark.parametrize("name", OF_FILES)
def test_every_key_has_a_description(name: str) -> None:
    keys = list(keys_of(schema_of(name)))
    assert len(keys) > 5
    assert [key for key, said in keys if len(said.get("description", "").split()) < 1] == []


@pytest.mark.parametrize("name", OF_FILES)
def test_every_value_to_choose_from_has_a_meaning(name: str) -> None:
    for part in parts_of(schema_of(name)):
        values = [each for each in part.get("enum", ()) if each is not None]
        if len(values) > 2:  # less is the kind of a document, in two languages, or what an `if` asks
            assert len(part["enumDescriptions"]) == len(values), values


def test_facts_are_told_by_label_and_question_in_english_with_the_norwegian_label() -> None:
    condition = schema_of("rules")["$defs"]["condition"]["properties"]
    measure = schema_of("application")["$defs"]["Measure"]["properties"]
    said = (
        "Level of training (Opplæringsnivå). What kind of education or training is the measure about? "
        "Only where `measure.kind` is `competence`."
    )
    assert condition["measure.level"]["description"] == measure["level"]["description"] == said
    kinds = schema_of("rules")["$defs"]["measure.kind"]
    assert dict(zip(kinds["enum"], kinds["enumDescriptions"], strict=True)) == {
        "competence": "competence measure (kompetansetiltak)",
        "development_project": "development project (utviklingsprosjekt)",
        "other": "other measure (annet tiltak)",
    }


@pytest.mark.parametrize("name", OF_FILES)
def test_no_mistake_is_told_as_none_of_several(name: str) -> None:
    """What stands under `anyOf` is suggested and refuses nothing; all else is told apart by what is written."""
    for part in parts_of(schema_of(name)):
        assert "oneOf" not in part
        assert part.get("anyOf", [{}])[-1] == {} or all(set(each) == {"required"} for each in part["anyOf"])


RULE = {"id": "rule", "title": {"nb": "Regel"}, "text": {"nb": "Regel"}, "source": {"document": "a", "at": "1"}}
FACT = {"path": "measure.new", "type": "boolean", "from": "applicant", "changeable": True}
FACT |= {"label": {"nb": "Ny"}, "question": {"nb": "Ny?"}}
CASE: dict[str, Any] = {"id": "a", "application": {}, "expect": {}}
AFTER = {"years_after": {"grant.award_year": 1}}

MISTAKES: list[tuple[str, dict[str, Any], str, str]] = [
    ("rules", {"requier": {}}, "$.rules[0]", "'requier' was unexpected"),
    ("rules", {"require": {"measure.knid": "other"}}, "$.rules[0].require", "'measure.knid' was unexpected"),
    ("rules", {"require": {"measure.kind": "competance"}}, ".measure.kind", "'competance' is not one of"),
    ("rules", {"require": {"measure.kind": ["other", "othr"]}}, ".measure.kind[1]", "'othr' is not one of"),
    ("rules", {"require": {"measure.kind": {"over": 5}}}, ".measure.kind", "'over' was unexpected"),
    ("rules", {"require": {"measure.amount": {"by": 5}}}, ".measure.amount", "'by' was unexpected"),
    ("rules", {"require": {"measure.amount": {"over": "much"}}}, ".measure.amount.over", "'much' is not one of"),
    ("rules", {"require": {"measure.amount": "much"}}, ".measure.amount", "'much' is not of type 'number'"),
    ("rules", {"require": {"measure.partners": {"any_in": "bank"}}}, ".any_in", "'bank' is not one of"),
    ("rules", {"require": {"any": [{"doubt": "unclear"}]}}, ".any[0]", "'id' is a dependency of 'doubt'"),
    ("rules", {"require": {"count": {"at_most": 1}}}, ".count", "'where' is a required property"),
    ("rules", {"expect": {"application.submitted_on": {"by": AFTER}}}, ".by", "'day' is a required property"),
    ("rules", {"oblige": {}, "due": AFTER}, "$.rules[0].due", "'day' is a required property"),
    ("rules", {"oblige": {}, "due": "not_statd"}, "$.rules[0].due", "'not_statd' is not one of"),
    ("rules", {"oblige": {}, "remedy": {"nb": "x"}}, "$.rules[0]", "'fulfilled' is a dependency of 'remedy'"),
    ("rules", {"note": {}, "due": "2026-03-01"}, "$.rules[0].due", "'2026-03-01' is not one of []"),
    ("rules", {"note": {}, "source": {"at": "1"}}, "$.rules[0].source", "'document' is a required property"),
    ("rules", {"note": {}, "source": [{"document": "a"}]}, "$.rules[0].source[0]", "'at' is a required property"),
    ("facts", {"type": "boolaen"}, "$.facts[0].type", "'boolaen' is not one of"),
    ("facts", {"chnageable": True}, "$.facts[0]", "'chnageable' was unexpected"),
    ("facts", {"type": "choice"}, "$.facts[0]", "'values' is a required property"),
    ("application", {"applicant": {"typ": "kommune"}}, "$.applicant", "'typ' was unexpected"),
    ("application", {"applicant": {"type": "komune"}}, "$.applicant.type", "'komune' is not one of"),
    ("application", {"applicant": "kommune"}, "$.applicant", "'kommune' is not of type"),
    ("application", {"measures": [{"amount": "much"}]}, "$.measures[0].amount", "'much' is not of type 'number'"),
    ("cases", {"cases": [{**CASE, "expect": {"statuss": "open"}}]}, "$.cases[0].expect", "'statuss' was unexpected"),
    ("cases", {"cases": [{**CASE, "expect": {"outcomes": {"a": "hold"}}}]}, ".outcomes.a", "'hold' is not one of"),
    ("cases", {"cases": [{**CASE, "application": {"applicant": {"typ": 1}}}]}, ".applicant", "'typ' was unexpected"),
    ("report-cases", {"cases": [{"id": "a", "expect": {}}]}, "$.cases[0]", "'report' is a required property"),
    ("report", {"letter": {"audit": "requird"}}, "$.letter.audit", "'requird' is not one of"),
]


@pytest.mark.parametrize("written", ["as made", "as a file"])
@pytest.mark.parametrize(("name", "mistake", "place", "words"), MISTAKES)
def test_the_best_match_names_the_very_key_or_value(
    name: str, mistake: dict[str, Any], place: str, words: str, written: str
) -> None:
    schema = schema_of(name)
    if written == "as a file":
        schema = json.loads((shipped_folder() / f"{name}.schema.json").read_text("utf-8"))
    whole = {"rules": {"rules": [{**RULE, **mistake}]}, "facts": {"facts": [{**FACT, **mistake}]}}.get(name, mistake)
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    best = best_match(validator.iter_errors(whole))
    assert best is not None
    where = "$" + "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in best.absolute_path)
    assert where.endswith(place)
    assert words in best.message


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("rules", {"rules": [{**RULE, "require": {"measure.kind": ["competence", "other"]}}]}),
        ("rules", {"rules": [{**RULE, "oblige": {}, "due": {"day": "03-01", **AFTER}}]}),
        ("rules", {"rules": [{**RULE, "expect": {"application.submitted_on": {"by": "office.application_deadline"}}}]}),
        ("facts", {"facts": [FACT, {"path": "measure.kind", "values": {"more": {"label": {"nb": "Mer"}}}}]}),
        ("application", {"applicant": None, "measures": [{"level": None, "amount": 5, "description": None}]}),
    ],
)
def test_what_is_right_is_valid(name: str, whole: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator(schema_of(name)).validate(whole)


def test_every_schema_has_an_id_that_stays() -> None:
    numbers = dict.fromkeys(SCHEMAS, 1)
    assert {name: schema_of(name)["$id"] for name in SCHEMAS} == {
        name: f"urn:grantrules:schema:{name}:{number}" for name, number in numbers.items()
    }
    for name in OF_FILES:
        shipped = json.loads((shipped_folder() / f"{name}.schema.json").read_text("utf-8"))
        assert shipped == json.loads(json.dumps(schema_of(name)))


# -- a folder with a vocabulary of its own


def test_a_folder_gets_schemas_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = Path(shutil.copytree(SCHEMES / "library_grant", tmp_path / "library grant"))
    assert main(["schema", "--write", str(folder)]) == 0
    assert capsys.readouterr().out.split("\n")[:-1] == [str(folder / f"{name}.schema.json") for name in ORDER]
    made = {name: json.loads((folder / f"{name}.schema.json").read_text("utf-8")) for name in OF_FILES}
    assert made["rules"]["$id"] == "urn:grantrules:schema:rules:1:library%20grant"
    for name in ("facts", "sources"):
        assert faults(made[name], folder / f"{name}.yaml") == []
    assert faults(made["offices"], folder / "2031/offices.yaml") == []
    known = made["rules"]["$defs"]["condition"]["properties"]
    assert "library.owner" in known
    assert "measure.level" not in known
    assert "library" in made["application"]["properties"]


def test_the_folder_of_a_year_adds_its_facts_to_those_beside_it(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SCHEMES / "one_fact_more", tmp_path / "2027"))
    write_schemas(folder)
    added = {each["path"] for each in read(folder / "facts.yaml")["facts"]}
    known = json.loads((folder / "rules.schema.json").read_text("utf-8"))["$defs"]["condition"]["properties"]
    assert added | {"measure.kind"} <= set(known)


def test_a_folder_whose_facts_have_problems_gets_none(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text("facts: [{path: measure.new}]\n", "utf-8")
    with pytest.raises(RegulationError, match="missing"):
        write_schemas(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["facts.yaml"]


@pytest.mark.parametrize("arguments", [[], ["rules", "--write", "."], ["--write", "nowhere"]])
def test_the_command_wants_a_name_or_a_folder(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(["schema", *arguments])
    assert left.value.code == 2
    assert "grantrules schema: error: " in capsys.readouterr().err


ORDER = ("rules", "facts", "offices", "sources", "ledger", "application", "report", "cases", "report-cases")


def read(path: Path) -> Any:
    problems = Problems()
    node = read_file(path, path.name, problems)
    assert node is not None
    assert problems.sorted() == ()
    return plain(node)


def faults(schema: dict[str, Any], path: Path) -> list[str]:
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(read(path))]
