"""What is written as YAML is read back as the same."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from grantrules.base.yamltext import as_yaml
from tests.support.building import read

LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.text(st.characters(codec="utf-8"), max_size=9)
)
DATA = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc: #", min_size=1), inner, max_size=3),
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.text("ab-", min_size=1), DATA, min_size=1, max_size=3))
def test_what_is_written_as_yaml_is_read_back(data: dict[str, object]) -> None:
    assert read(as_yaml(data)) == data


def test_what_is_no_data_is_not_written() -> None:
    with pytest.raises(TypeError, match="no YAML for"):
        as_yaml({"a": 1.5})


def test_words_and_days_are_bare_and_everything_else_is_quoted() -> None:
    data = {
        "id": "no",
        "name": "Bø: «x» # y",
        "day": "2026-02-20",
        "yes": True,
        "amount": 12,
        "none": [],
        "of": ["a", "true", "null", "1"],
        "measures": [{}, {"kind": "other", "bpa": {"costs": False}}],
    }
    assert read(as_yaml(data)) == data
    assert as_yaml({"id": "no", "day": "2026-02-20", "title": "a b", "of": ["true", "1"]}) == (
        'id: no\nday: 2026-02-20\ntitle: "a b"\nof: ["true", "1"]\n'
    )
