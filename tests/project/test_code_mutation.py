"""The mutation of the code by itself: what it does to a module before, what it makes of a result. The whole run is `bin/mutation`."""

from __future__ import annotations

import pytest

from tests.support.documents import ROOT
from tools.code_mutation import MODULES, PACKAGE, Result, Survivor, explained, main, survivor, without_decorators

ONE, OTHER = Survivor("Tag.name", "return a", "return b"), Survivor("lower", "a < b", "a <= b")

DECORATED = '''class Found:
    """What was found."""

    @cached_property
    def half(self) -> int:
        return self.whole // 2

    @staticmethod
    def whole() -> int:
        return 4

    @property
    def title(self) -> str:
        """A title."""
        return (
            "Found"
        )


def free() -> int:
    return 1
'''


def test_a_property_is_made_below_its_function_and_nothing_else_is_touched() -> None:
    bare = without_decorators(DECORATED)
    assert bare == DECORATED.replace("    @cached_property\n", "").replace("    @property\n", "").replace(
        "// 2\n", "// 2\n    half = cached_property(half)\n"
    ).replace("        )\n", "        )\n    title = property(title)\n")


def test_a_survivor_is_told_by_its_lines_without_indents() -> None:
    diff = "# a.x: survived\n--- a.py\n+++ a.py\n@@ -1,3 +1,2 @@\n def lower():\n-    case 1:\n-        return -1\n+    return +1\n"
    assert survivor("Tagǁname", diff) == Survivor("Tag.name", "case 1: return -1", "return +1")


@pytest.mark.parametrize(
    ("total", "survivors", "known", "problems"),
    [
        (20, [ONE, OTHER], [OTHER, ONE], []),
        (20, [ONE, OTHER], [ONE], [f"survives, and nothing explains it:\n{OTHER}"]),
        (20, [ONE], [ONE, ONE], [f"is explained, and does not survive:\n{ONE}"]),
        (10, [ONE, ONE], [ONE, ONE], ["less than 90 % are killed"]),
        (10, [ONE], [ONE], []),
    ],
)
def test_what_survives_is_explained_and_little(
    total: int, survivors: list[Survivor], known: list[Survivor], problems: list[str]
) -> None:
    assert list(Result("condition", total, survivors).problems(known)) == problems


def test_a_result_in_words() -> None:
    assert str(Result("condition", 40, [ONE])) == "condition: killed 39 of 40 (97.5 %)"
    assert str(Result("condition", 40, [], 2)) == "condition: killed 40 of 40 (100.0 %), 2 of them by never ending"
    assert str(ONE) == "  Tag.name\n    - return a\n    + return b"


def test_a_module_without_named_tests_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["language/condition", "trut"])
    assert "no tests are named for trut\n" in capsys.readouterr().err


@pytest.mark.parametrize("module", MODULES)
def test_what_is_named_and_explained_is_there(module: str) -> None:
    source = (ROOT / PACKAGE / f"{module}.py").read_text("utf-8")
    written = " ".join(source.split())
    assert [each for each in explained(module) if " ".join(each.before.split()) not in written] == []
    assert [name for name in MODULES[module]["tests"] if not (ROOT / name.partition("::")[0]).is_file()] == []
    assert all(each["why"] for each in MODULES[module].get("explained", ()))
