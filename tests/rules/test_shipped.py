"""The compiled years are the years, and are used only while nothing that they were made of has changed."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from grantrules.rules import load, shipped
from grantrules.rules.canonical import rules_hash
from grantrules.rules.common import shared
from tests.support.documents import ROOT


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the package with its years compiled, looked at anew."""
    monkeypatch.chdir(ROOT)
    for room in shipped._READS_RULES:
        shutil.copytree(shipped.PACKAGE / room, tmp_path / room)
    shutil.copytree(shipped.shipped_folder(), tmp_path / "regulations")
    monkeypatch.setattr(shipped, "PACKAGE", tmp_path)
    monkeypatch.setattr(shipped, "KEPT", tmp_path / "compiled" / "rules.pickle")
    shipped.compiled.cache_clear()
    load.compile_years()
    shipped.compiled.cache_clear()
    yield tmp_path
    shipped.compiled.cache_clear()


def test_the_compiled_years_are_those_of_the_files(package: Path) -> None:
    kept = shipped.compiled()
    assert kept is not None
    assert tuple(kept.years) == shipped.shipped_years()
    for year, rules in kept.years.items():
        read = load.load_folder(package / "regulations" / str(year))
        assert rules_hash(rules) == rules_hash(read)
        assert rules.by_id.keys() == read.by_id.keys()
        assert rules.vocabulary is kept.shared.vocabulary
        assert rules == read
    assert shared(package / "regulations") is kept.shared


COMMAND = """
import sys
from pathlib import Path
from grantrules.rules import shipped
shipped.KEPT = Path(sys.argv[1])
from grantrules.cli.main import main
code = main(["evaluate", "examples/2022/undetermined.yaml"])
print(*[name for name in sys.modules if name.startswith(("pydantic", "typing_extensions"))], file=sys.stderr)
sys.exit(code)
"""


@pytest.mark.usefixtures("package")
def test_from_the_compiled_years_a_decision_needs_no_pydantic() -> None:
    command = [sys.executable, "-c", COMMAND, str(shipped.KEPT)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "IKKE AVGJORT" in done.stdout
    assert done.stderr.split() == []


@pytest.mark.parametrize("changed", ["regulations/2023/measures.yaml", "regulations/facts.yaml", "rules/parse.py"])
def test_what_was_made_of_something_else_is_passed_over(package: Path, changed: str) -> None:
    with (package / changed).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert shipped.compiled() is None
    assert load.load_year(2023).year == 2023


def test_a_year_more_is_a_change_and_a_case_is_none(package: Path) -> None:
    with (package / "regulations/2023/cases.yaml").open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert shipped.compiled() is not None
    shutil.copytree(package / "regulations/2023", package / "regulations/2024")
    shipped.compiled.cache_clear()
    assert shipped.compiled() is None


@pytest.mark.parametrize("content", [b"", b"short", b"\0" * 32 + pickle.dumps("something else")])
@pytest.mark.usefixtures("package")
def test_what_is_not_ours_is_not_unpickled(content: bytes) -> None:
    shipped.KEPT.write_bytes(content)
    assert shipped.compiled() is None


@pytest.mark.usefixtures("package")
def test_what_was_written_in_part_is_passed_over() -> None:
    shipped.KEPT.write_bytes(shipped.KEPT.read_bytes()[:-1])
    assert shipped.compiled() is None


@pytest.mark.usefixtures("package")
def test_without_a_compiled_form_the_files_are_read() -> None:
    shipped.KEPT.unlink()
    assert shipped.compiled() is None
    assert load.load_year(2026).year == 2026
