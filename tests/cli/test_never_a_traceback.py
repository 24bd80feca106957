"""Whatever a file or a caller holds out, the answer is a decision or a list of problems."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import grantrules
from grantrules.cli.main import main
from grantrules.render.forms import FORMATS, Result, render

ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=20)
"""Text with every code point, halves of surrogate pairs among them."""

SAMPLE: dict[str, object] = {
    "year": 2022,
    "id": "A-1",
    "office": "innlandet",
    "submitted_on": date(2022, 3, 1),
    "applicant": {"name": "Bø", "type": "municipality", "organisation_number": "123456785"},
    "contents": {"purpose": True},
    "measures": [{"id": "m1", "kind": "competence", "level": "course", "amount": 1000, "target_roles": ["employee"]}],
    "determinations": {"applicant-type": {"is": "accepted", "by": "Kari", "note": "-"}},
}


def words_of(data: object) -> Iterator[str]:
    match data:
        case dict():
            yield from (word for pair in data.items() for each in pair for word in words_of(each))
        case list():
            yield from (word for each in data for word in words_of(each))
        case _:
            yield str(data)


WORDS = st.sampled_from([*words_of(SAMPLE), "is_", "no", "~", "2022-02-30", "application"])
SCALARS = st.one_of(
    WORDS,
    ANY_TEXT,
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=2022, max_value=2023),
    st.floats(),
    st.decimals(),
    st.dates(),
    st.datetimes(),
    st.binary(max_size=5),
)
KEYS = st.one_of(WORDS, WORDS, WORDS, ANY_TEXT, st.integers(), st.none())


def nested(scalars: st.SearchStrategy[object], keys: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.recursive(
        scalars,
        lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(keys, inner, max_size=6)),
        max_leaves=15,
    )


DATA = st.dictionaries(KEYS, nested(SCALARS, KEYS), max_size=8)
JSON = st.dictionaries(
    WORDS | ANY_TEXT,
    nested(st.one_of(WORDS, ANY_TEXT, st.none(), st.booleans(), st.integers(), st.floats()), WORDS | ANY_TEXT),
    max_size=6,
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRANTRULES_DEBUG", "1")  # lets an exception through that would be told as a fault
        yield tmp_path_factory.mktemp("fuzz") / "application"


def is_answered(path: Path, *options: str) -> bool:
    """Evaluates a file; it is decided and nothing is complained of, or the other way round."""
    said, printed = io.StringIO(), io.StringIO()
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(printed):
        code = main(["evaluate", str(path), *options])
    decided = (code == 0, printed.getvalue() != "", said.getvalue() == "")
    assert decided in ((True, True, True), (False, False, False))
    assert code == 0 or is_told(said.getvalue())
    return code == 0


def answer_to(ask: Callable[[], Result]) -> Result | str:
    """The result, or what is said of the problems; any other exception fails the test."""
    try:
        return ask()
    except grantrules.GrantRulesError as refused:
        return str(refused)


def is_told(said: str) -> bool:
    return said != "" and all(line.isprintable() for line in said.splitlines())


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=400))
def test_any_bytes(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    assert not is_answered(file, "--year", "2022") or data


@settings(max_examples=100, deadline=None)
@given(text=st.text(st.sampled_from("ab:1-? []{},'\"#&*!|>%@`\n\t\\~.=<"), max_size=60))
def test_any_text_of_yaml_signs(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
    assert not is_answered(file, "--year", "2022") or text


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=JSON, form=st.sampled_from(sorted(FORMATS)), escaped=st.booleans())
def test_any_json(file: Path, data: dict[str, object], form: str, escaped: bool) -> None:
    file.write_text(json.dumps(data, ensure_ascii=escaped), "utf-8", errors="replace")
    is_answered(file, "--year", "2022", "--format", form)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=DATA, form=st.sampled_from(sorted(FORMATS)), language=st.sampled_from(["nb", "nn", "en"]))
def test_any_data(data: dict[str, object], form: str, language: str) -> None:
    answer = answer_to(lambda: grantrules.load(2022).evaluate(data))
    assert is_told(answer) if isinstance(answer, str) else render(answer, form, language).encode()


@settings(max_examples=100, deadline=None)
@given(data=st.one_of(SCALARS, st.lists(SCALARS), DATA))
def test_any_year(data: object) -> None:
    answer = answer_to(lambda: grantrules.evaluate({"year": data}))
    assert is_told(answer) if isinstance(answer, str) else str(data) in map(str, grantrules.years())


def paths(data: object, so_far: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    steps = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, inner in steps:
        yield (*so_far, step)
        yield from paths(inner, (*so_far, step))


def put(data: object, path: tuple[str | int, ...], value: object) -> object:
    """A copy of the data with something else at a path."""
    if not path:
        return value
    step, *rest = path
    copy = dict(data) if isinstance(data, dict) else list(data)  # type: ignore[call-overload]
    copy[step] = put(copy[step], tuple(rest), value)
    return copy


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(path=st.sampled_from(sorted(paths(SAMPLE), key=str)), value=nested(SCALARS, KEYS))
def test_a_good_application_with_anything_in_one_place(path: tuple[str | int, ...], value: object) -> None:
    changed = put(SAMPLE, path, value)
    assert isinstance(changed, dict)
    answer = answer_to(lambda: grantrules.load(2022).evaluate(changed))
    assert is_told(answer) if isinstance(answer, str) else all(render(answer, form, "en").encode() for form in FORMATS)


def test_the_sample_itself_is_decided(file: Path) -> None:
    file.write_text(yaml.safe_dump(SAMPLE, allow_unicode=True), "utf-8")
    assert is_answered(file)
