"""What takes JSON only refuses all else, and reads JSON as what takes YAML too."""

from __future__ import annotations

import json

import pytest

import grantrules
from grantrules.base.decoding import MAX_BYTES

REFUSED: dict[str, tuple[str | bytes, str, str | None]] = {
    "YAML": ("year: 2022", "text:1:1: is not JSON: expecting value", None),
    "a comma too much": (
        '{"year": 2022,}',
        "text:1:15: is not JSON: `}` stands behind a comma, which something must follow",
        None,
    ),
    "a comma too much in a list": (
        "[1, ]",
        "text:1:5: is not JSON: `]` stands behind a comma, which something must follow",
        None,
    ),
    "a comma alone": ('{"a": ,}', "text:1:8: is not JSON: `}` stands behind a comma", None),
    "too deep and open": ("[" * 5000, "text:1:41: is nested more than 40 deep", None),
    "a comment": ('{"year": 2022} # x', "text:1:16: is not JSON: extra data", None),
    "quotes that YAML has": ("{'year': 2022}", "text:1:2: is not JSON: expecting property name", None),
    "nothing": ("", "text:1:1: the file is empty", None),
    "no number": ('{"id": "NaN",\n"year": NaN}', "text:2:9: is not JSON: `NaN` is no number that JSON has", None),
    "no end": ('{"a\\"Infinity": -Infinity}', "text:1:17: is not JSON: `-Infinity` is no number that JSON has", None),
    "two texts": ('{"measures": [{}, {"id": 1, "id": 2}]}', "text:1:29: duplicate key `id`", "/measures/1/id"),
    "an exponent": ('{"measures": [{"amount": 1e5}]}', "text:1:26: `1e5` has an exponent", "/measures/0/amount"),
    "many digits": (
        '{"year": 2022, "x~/y": [1, ' + "1" * 19 + "]}",
        "text:1:28: expected a number of at most 18 digits, found `111",
        "/x~0~1y/1",
    ),
    "too deep": ("[" * 5000 + "]" * 5000, "text:1:41: is nested more than 40 deep", None),
    "too large": ('{"id": "' + "a" * MAX_BYTES + '"}', "text:1:1: is larger than 2 MiB", None),
    "half a byte": (b'{"id": "\xff"}', "text:1:9: is not UTF-8", None),
    "a field": ('{"year": 2022, "applicant": {"typ": 1}}', "text:1:30: unknown field `typ`", "/applicant/typ"),
    "a value": ('{"year": 2022, "measures": [{"kind": "x"}]}', "text:1:38: unknown value `x`", "/measures/0/kind"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_told(case: str) -> None:
    text, begins, pointer = REFUSED[case]
    with pytest.raises(grantrules.ApplicationError) as error:
        grantrules.evaluate(grantrules.parse(text, json_only=True))
    (problem,) = error.value.problems
    assert str(problem).startswith(begins)
    assert problem.where.pointer == problem.to_dict()["pointer"] == pointer


def test_json_is_read_as_it_is_where_yaml_is_taken_too() -> None:
    given = {"year": 2022, "id": 'NaN 🙂 \\ "', "applicant": {"type": "foundation"}, "measures": [{"amount": 12.5}]}
    for text in (json.dumps(given), json.dumps(given, ensure_ascii=False, indent=1), json.dumps(given).encode()):
        read = grantrules.parse(text, json_only=True)
        assert read.data == grantrules.parse(text).data
        assert grantrules.evaluate(read) == grantrules.evaluate(grantrules.parse(text))


def test_data_without_a_text_has_pointers_too() -> None:
    with pytest.raises(grantrules.ApplicationError) as error:
        grantrules.evaluate({"year": 2022, "a/b": 1, "determinations": {"x": {}}})
    assert [(each.where.source, each.where.pointer) for each in error.value.problems] == [
        ("a/b", "/a~1b"),
        ("determinations.x", "/determinations/x"),
    ]
    with pytest.raises(grantrules.ApplicationError) as error:
        grantrules.load(2022).evaluate([])  # type: ignore[arg-type]
    assert [each.where.pointer for each in error.value.problems] == [""]
