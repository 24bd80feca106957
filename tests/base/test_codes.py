"""The codes of problems: which there are, that each is told somewhere, and what each broken file and document is told.

`errors/codes.txt` has the codes of every case of `test_errors.py`. A code there does not change when words are improved.
`python -m tests.base.test_codes` writes what is told now, to be read.
"""

from __future__ import annotations

import ast
import contextlib
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import grantrules
from grantrules.base.codes import Code
from grantrules.base.errors import (
    GrantRulesError,
    Location,
    Problem,
    Problems,
    Severity,
    unknown,
)
from grantrules.base.extras import Need, require
from grantrules.base.values import read_date
from grantrules.rules.checking import check_folders
from grantrules.rules.load import read_folder
from tests.base.test_errors import CASES, DATA, FOLDERS, HERE, MADE, RULES, SOURCE

WRITTEN = HERE / "codes.txt"


def problems_of(case: str, scratch: Path) -> tuple[Problem, ...]:
    """What is told of one case, by the same ways in as there."""
    if case in DATA:
        return refused(lambda: grantrules.load(RULES).evaluate(DATA[case]))  # type: ignore[arg-type]
    if case in MADE:
        MADE[case](scratch / case)
    for path in sorted((scratch if case in MADE else HERE).glob(f"{case}/application.*")):
        return _of_file(path)
    if case in MADE:  # what has no file at all
        return _of_file(scratch / case / "application.yaml")
    folder = HERE / FOLDERS.get(case, case)
    years = [each for each in folder.iterdir() if each.is_dir()] if folder.is_dir() else []
    return check_folders(folder).problems if years else read_folder(folder).problems


def _of_file(path: Path) -> tuple[Problem, ...]:
    return refused(lambda: grantrules.load(RULES).evaluate(grantrules.read(path)))


def refused(run: Callable[[], object]) -> tuple[Problem, ...]:
    with contextlib.chdir(HERE), pytest.raises(grantrules.ApplicationError) as error:
        run()
    return error.value.problems


def codes_of_cases() -> dict[str, list[str]]:
    with TemporaryDirectory() as made:
        return {case: sorted({each.code.value for each in problems_of(case, Path(made))}) for case in CASES}


def test_every_case_is_told_the_codes_that_are_written_down() -> None:
    lines = WRITTEN.read_text("utf-8").splitlines()
    written = {case: codes.split() for case, _, codes in (line.partition(": ") for line in lines)}
    assert codes_of_cases() == written


def test_a_code_is_its_name_in_small_letters_and_has_a_meaning_of_its_own() -> None:
    assert [code.value for code in Code] == [name.lower().replace("_", "-") for name in Code.__members__]
    assert all(re.fullmatch(r"[A-Z].*[^.]\.", code.meaning) for code in Code)
    assert len({code.meaning for code in Code}) == len(Code) == len(Code.__members__), "no code is another's alias"


def test_every_code_is_told_at_some_place() -> None:
    told = {
        node.attr
        for path in SOURCE.rglob("*.py")
        if path.name != "codes.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Code"
    }
    assert told == set(Code.__members__)


def test_every_code_is_in_the_reference_with_its_meaning() -> None:
    page = (Path(__file__).parents[2] / "docs" / "reference.md").read_text("utf-8")
    assert [code for code in Code if f"| `{code}` | {code.meaning} |" not in page] == []


def test_a_problem_is_plain_data_with_its_code_and_its_place() -> None:
    in_file = Problem(Location("a.yaml", 3, 7), *unknown(Code.UNKNOWN_FIELD, "colour", ["color"]))
    assert in_file.to_dict() == {
        "code": "unknown-field",
        "message": "unknown field `colour`; did you mean `color`?",
        "source": "a.yaml",
        "line": 3,
        "column": 7,
        "pointer": None,
        "severity": "error",
    }
    problems = Problems()
    problems.warn(Location("measures[1].level"), Code.MISSING_TRANSLATION, "missing `nn`")
    (warning,) = problems.warnings
    assert warning.severity is Severity.WARNING
    assert warning.to_dict() == {
        "code": "missing-translation",
        "message": "missing `nn`",
        "source": "measures[1].level",
        "line": None,
        "column": None,
        "pointer": None,
        "severity": "warning",
    }


def test_the_same_words_under_two_codes_are_two_problems() -> None:
    one, other = (Problem(Location("a"), code, "wrong") for code in (Code.UNKNOWN_FIELD, Code.UNKNOWN_VALUE))
    assert one != other
    assert str(one) == str(other) == "a: wrong"


RAISED: dict[str, tuple[Callable[[], object], type[GrantRulesError]]] = {
    "unknown-year": (lambda: grantrules.load(1999), grantrules.UnknownRegulation),
    "unknown-rule": (lambda: grantrules.load(2026).rule("nothing"), grantrules.UnknownName),
    "unknown-language": (lambda: grantrules.set_language("fr"), grantrules.UnknownName),
    "unknown-name": (lambda: grantrules.load(2026).evaluate({"id": "A"}).why("nothing"), grantrules.UnknownName),
    "missing-package": (
        lambda: require("a thing needs", Need("not_there", "not-there", None)),
        grantrules.MissingExtra,
    ),
    "not-written": (lambda: grantrules.batch([{"year": 2026}]).save(HERE), grantrules.PortfolioError),
    "no-such-file": (lambda: grantrules.load(HERE / "nowhere"), grantrules.RegulationError),
    "missing-field": (lambda: grantrules.evaluate({}), grantrules.ApplicationError),
    "unknown-measure": (
        lambda: grantrules.load(2026).evaluate({}).determine("diversity-target", "accepted", measure="m7"),
        grantrules.ApplicationError,
    ),
}


@pytest.mark.parametrize("code", RAISED)
def test_an_exception_has_a_code_also_after_pickling(code: str) -> None:
    run, kind = RAISED[code]
    with pytest.raises(kind) as error:
        run()
    again = pickle.loads(pickle.dumps(error.value))
    assert (again.code, str(again), type(again)) == (code, str(error.value), kind)
    assert error.value.code is Code(code)


def test_a_year_without_rules_is_a_problem_at_its_place() -> None:
    told = []
    for document in ({"year": 2024}, grantrules.parse('{"id": "A",\n"year": 2024}', "body")):
        with pytest.raises(grantrules.UnknownRegulation) as error:
            grantrules.evaluate(document)
        told.append((str(error.value.problem.where), str(error.value).partition("there")[0]))
        assert pickle.loads(pickle.dumps(error.value)).problem == error.value.problem
        assert error.value.problem.message.startswith("there is no regulation for 2024, only for 2022")
    assert told == [("year", ""), ("body:2:9", "body:2:9: ")]
    with pytest.raises(grantrules.UnknownRegulation) as error:
        grantrules.load(2024)
    assert error.value.problem.where == Location("year")


def test_an_exception_with_several_problems_has_the_code_of_the_first() -> None:
    with pytest.raises(grantrules.ApplicationError) as error:
        grantrules.evaluate({"year": 2026, "applicant": {"colour": 1}, "grant": {"award_year": "soon"}})
    first, second = error.value.problems
    assert (error.value.code, first.code, second.code) == ("unknown-field", "unknown-field", "unreadable-value")


def test_a_value_that_is_refused_says_so_with_a_code_and_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="expected a date") as error:
        read_date("soon")
    assert getattr(error.value, "code", None) is Code.UNREADABLE_VALUE


def test_rejects_have_their_codes_in_the_table_and_in_the_json_of_a_comparison() -> None:
    pile = [{"id": "A", "year": 2026, "colour": 1, "applicant": {"type": "dog"}}, {"id": "B", "year": 1999}]
    rejects = grantrules.batch(pile).rejects
    assert rejects.columns == ["source", "id", "file", "row", "column", "code", "reason"]
    assert rejects["code"].to_list() == ["unknown-value", "unknown-field", "unknown-year"]
    impact = grantrules.diff(2023, 2026, portfolio=pile[:1]).to_dict()["impact"]
    assert impact is not None
    (rejected,) = impact["rejected"]
    assert {each["code"]: each["years"] for each in rejected["refusals"]} == {
        "unknown-field": ["before", "after"],
        "unknown-value": ["before", "after"],
    }


if __name__ == "__main__":
    lines = [f"{case}: {' '.join(codes)}" for case, codes in codes_of_cases().items()]
    WRITTEN.write_text("\n".join(lines) + "\n", "utf-8")
