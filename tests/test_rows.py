"""A table of cases tries every row and tells of all that fail."""

from __future__ import annotations

import re

import pytest

from tests.support.rows import rows


def spoilt_table(tried: list[int]) -> None:
    with rows() as row:
        for number in range(5):
            with row(f"row {number}"):
                tried.append(number)
                assert number % 2 == 0
                if number == 4:
                    raise KeyError("four")
        with row("no error where one is expected"), pytest.raises(ValueError, match="any"):
            pass


def test_every_row_is_tried_and_all_that_fail_are_told() -> None:
    tried: list[int] = []
    with pytest.raises(pytest.fail.Exception) as failure:
        spoilt_table(tried)
    assert tried == [0, 1, 2, 3, 4]
    said = str(failure.value)
    assert said.startswith("4 of 6 rows failed:")
    assert [line for line in said.splitlines() if line.startswith("row ")] == ["row 1", "row 3", "row 4"]
    assert re.search(r"test_rows\.py:[0-9]+: assert number % 2 == 0\nassert \(1 % 2\) == 0", said)
    assert "KeyError: 'four'" in said
    assert "no error where one is expected\n" in said


def test_where_nothing_fails_nothing_is_told() -> None:
    with rows() as row, row("alone"):
        assert True


def test_a_table_without_rows_fails() -> None:
    with pytest.raises(AssertionError, match="no rows"), rows():
        pass
    with pytest.raises(KeyError), rows():
        raise KeyError("beside the rows")
