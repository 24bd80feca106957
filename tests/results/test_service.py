"""The example of a service, called as a server calls it: nothing but what is said comes back, whatever is posted."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from importlib.util import module_from_spec, spec_from_file_location
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import grantrules
from grantrules.base.codes import Code
from grantrules.base.decoding import MAX_BYTES
from tests.support.documents import ROOT

pytest.importorskip("fastapi", reason="needs FastAPI, which the extra `dev` brings")

FILE = ROOT / "examples" / "service.py"


def loaded() -> Any:
    """The example as a module."""
    spec = spec_from_file_location("service_example", FILE)
    assert spec is not None
    assert spec.loader is not None
    sys.modules[spec.name] = module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SERVICE = loaded()


class Answer(NamedTuple):
    """What came back."""

    status: int
    body: str

    @property
    def data(self) -> Any:
        return json.loads(self.body)

    @property
    def problems(self) -> list[tuple[str, str, int | None]]:
        """The code and the place of each problem."""
        (told,) = self.data.values()
        assert all(each["message"] and each["severity"] == "error" for each in told)
        return [(each["code"], each["source"], each["line"]) for each in told]


def call(method: str, path: str, body: bytes = b"", query: str = "", size: int = 1 << 16) -> Answer:
    """One request, as a server hands it to an application; whatever that raises is raised here."""
    pieces = [body[n : n + size] for n in range(0, len(body), size)] or [b""]
    parts = [{"type": "http.request", "body": each, "more_body": n < len(pieces)} for n, each in enumerate(pieces, 1)]
    waiting, sent = iter(parts), list[dict[str, Any]]()

    async def receive() -> dict[str, Any]:
        return next(waiting, {"type": "http.disconnect"})

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 2),
    }
    asyncio.run(SERVICE.app(scope, receive, send))
    content = b"".join(each.get("body", b"") for each in sent[1:])
    return Answer(sent[0]["status"], content.decode())


def documents() -> Iterator[tuple[str, bytes]]:
    """The examples as JSON, each with the path that it is posted to."""
    for path in sorted((ROOT / "examples").glob("*/*.yaml")):
        document = grantrules.read(path)
        kind = "/reports" if path.parent.name == "reports" else "/applications"
        yield kind, json.dumps(document.data, default=str).encode()


def test_every_example_is_answered_as_the_library_answers_it_in_every_language() -> None:
    answered = 0
    for path, body in documents():
        for language in ("nb", "nn", "en"):
            decide = grantrules.evaluate if path == "/applications" else grantrules.evaluate_report
            expected = decide(grantrules.parse(body)).to_json(language)
            assert call("POST", path, body, f"language={language}", size=100) == (200, expected)
            answered += 1
    assert answered > 80


def test_the_years_are_given() -> None:
    assert call("GET", "/years").data == list(grantrules.years())


A, R = "/applications", "/reports"
WRONG: dict[str, tuple[str, bytes, int, list[tuple[str, str, int | None]]]] = {
    "no body": (A, b"", 422, [("empty-file", "body", 1)]),
    "an open brace": (A, b'{"year": 2026,\n', 422, [("invalid-syntax", "body", 2)]),
    "bytes that are no text": (A, b'{"year": \xff}', 422, [("unreadable-text", "body", 1)]),
    "UTF-16": (A, '{"year": 2026}'.encode("utf-16"), 422, [("unreadable-text", "body", 1)]),
    "a zero byte": (A, b'{"id": "\x00"}', 422, [("unreadable-text", "body", 1)]),
    "nothing": (A, b"null", 422, [("wrong-shape", "body", 1)]),
    "a list": (A, b"[]", 422, [("wrong-shape", "body", 1)]),
    "a word": (R, b'"kommune"', 422, [("wrong-shape", "body", 1)]),
    "a number": (R, b"1", 422, [("wrong-shape", "body", 1)]),
    "no year": (A, b"{}", 422, [("missing-field", "body", 1)]),
    "no award year": (R, b'{"kind": "report"}', 422, [("missing-field", "body", 1)]),
    "a year in words": (A, b'{"year": "soon"}', 422, [("unreadable-value", "body", 1)]),
    "a year as a list": (A, b'{"year": [2026]}', 422, [("unreadable-value", "body", 1)]),
    "a year without rules": (A, b'{\n"year": 2024}', 404, [("unknown-year", "body", 2)]),
    "an award year without rules": (R, b'{"kind": "report", "grant": {"award_year": 1999}}', 404, [("unknown-year", "body", 1)]),
    "a number of many digits": (A, b'{"year": ' + b"9" * 5000 + b"}", 422, [("out-of-range", "body", 1)]),
    "an exponent": (A, b'{"year": 1e400}', 422, [("doubtful-value", "body", 1)]),
    "not a number": (A, b'{"year": 2026, "measures": [{"amount": NaN}]}', 422, [("invalid-syntax", "body", 1)]),
    "half a character": (A, b'{"year": 2026, "applicant": {"name": "\\ud800"}}', 422, [("invalid-syntax", "body", 1)]),
    "half a key": (A, b'{"year": 2026, "\\udfff": 1}', 422, [("invalid-syntax", "body", 1)]),
    "wrong types": (
        A,
        b'{"year": 2026,\n"applicant": [],\n"measures": {"id": 1},\n"submitted_on": 5}',
        422,
        [("wrong-shape", "body", 2), ("wrong-shape", "body", 3), ("unreadable-value", "body", 4)],
    ),
    "unknown words": (
        A,
        b'{"year": 2026, "colour": 1,\n"applicant": {"type": "dog"}}',
        422,
        [("unknown-field", "body", 1), ("unknown-value", "body", 2)],
    ),
    "a key twice": (A, b'{"year": 2026, "year": 2026}', 422, [("duplicate-key", "body", 1)]),
    "a measure twice": (A, b'{"year": 2026, "measures": [{"id": "m"}, {"id": "m"}]}', 422, [("duplicate-id", "body", 1)]),
    "nested too deep": (A, b"[" * 5000, 422, [("too-large", "body", 1)]),
    "too large": (A, b'{"id": "' + b"a" * MAX_BYTES, 422, [("too-large", "body", 1)]),
    "too many values": (A, b"[" + b"1," * 60_000 + b"1]", 422, [("too-large", "body", 1)]),
    "YAML of another kind": (A, b"year: &a 2026", 422, [("invalid-syntax", "body", 1)]),
    "a report": (A, b'{"kind": "report", "grant": {"award_year": 2022}}', 422, [("wrong-kind", "body", 1)]),
    "a report that does not say so": (R, b'{"grant": {"award_year": 1999}, "accounts": true}', 404, [("unknown-year", "body", 1)]),
    "an application": (R, b'{"year": 2026, "grant": {"award_year": 2022}}', 422, [("unknown-field", "body", 1)]),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_read_is_told_with_codes_and_places(name: str) -> None:
    path, body, status, problems = WRONG[name]
    found = call("POST", path, body)
    assert (found.status, found.problems) == (status, problems)


@pytest.mark.parametrize("language", ["fr", "", "nb%00", "%F0%9F%92%A9", "NB", "nb&language=xx", "%ff"])
def test_an_unknown_language_is_told(language: str) -> None:
    found = call("POST", "/applications", b'{"year": 2026}', f"language={language}")
    assert (found.status, found.problems) == (422, [("unknown-language", "language", None)])


EXAMPLES = list(documents())
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["2026", 2026, "kommune"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
)


@st.composite
def posted(draw: st.DrawFn) -> tuple[str, bytes]:
    """An example with values and bytes put elsewhere into it."""
    path, body = draw(st.sampled_from(EXAMPLES))
    data = json.loads(body)
    for _ in range(draw(st.integers(0, 3))):
        at: Any = data
        while draw(st.booleans()) and isinstance(at, dict | list) and at:
            inner = at[draw(st.sampled_from(list(at)))] if isinstance(at, dict) else draw(st.sampled_from(at))
            at = inner if isinstance(inner, dict | list) else at
            if at is not inner:
                break
        if isinstance(at, dict):
            at[draw(st.sampled_from([*at, "year", "kind"]) | st.text(max_size=8))] = draw(VALUES)
    body = json.dumps(data, ensure_ascii=draw(st.booleans())).encode("utf-8", "surrogatepass")
    place = draw(st.integers(0, len(body)))
    return path, body[:place] + draw(st.just(b"") | st.binary(max_size=4)) + body[place:]


@settings(max_examples=300, deadline=None)
@given(posted(), st.sampled_from(["nb", "nn", "en", "xx"]))
def test_whatever_is_posted_the_answer_is_one_of_those_that_are_listed(
    request: tuple[str, bytes], language: str
) -> None:
    found = call("POST", *request, f"language={language}")
    assert found.status in (200, 404, 422)
    if found.status == 200:
        assert found.data["schema"] in ("grantrules.decision/1", "grantrules.report/1")
        return
    assert found.problems
    for code, source, _line in found.problems:
        assert source in ("body", "language")
        assert Code(code) is Code.UNKNOWN_YEAR or found.status == 422


def test_the_description_says_what_can_be_posted_and_what_comes_back() -> None:
    made = call("GET", "/openapi.json").data
    assert list(made["paths"]) == ["/years", "/applications", "/reports"]
    schemas = made["components"]["schemas"]
    for path, model in (("/applications", "Application"), ("/reports", "Report")):
        post = made["paths"][path]["post"]
        assert post["requestBody"]["content"]["application/json"]["schema"]["$ref"].endswith(f"/{model}")
        assert set(post["responses"]) == {"200", "404", "422"}
        assert {"year" if model == "Application" else "grant", "applicant"} <= set(schemas[model]["properties"])
    named = {name for _, name in _refs(made)}
    assert {"Application", "Measure", "Report", "DecisionData", "ReportData", "Refusal", "ProblemData"} <= named
    assert named <= set(schemas)


def _refs(data: object) -> Iterator[tuple[str, str]]:
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        if key == "$ref" and isinstance(value, str):
            assert value.startswith("#/components/schemas/")
            yield value, value.rpartition("/")[2]
        yield from _refs(value)
