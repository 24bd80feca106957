"""Four faults in four files of a whole year are four problems, each at its line, from one `grantrules check`."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from grantrules.cli.main import main
from grantrules.rules.compiled import shipped_folder


def line_of(path: Path, pattern: str) -> tuple[int, int]:
    """Line and column, from 1, of the first match."""
    text = path.read_text("utf-8")
    found = re.search(pattern, text, re.MULTILINE)
    assert found is not None, pattern
    start = found.start(1) if found.re.groups else found.start()
    before = text[:start]
    return before.count("\n") + 1, start - (before.rfind("\n") + 1) + 1


def change(path: Path, pattern: str, by: str | Callable[[re.Match[str]], str]) -> None:
    text = path.read_text("utf-8")
    changed = re.sub(pattern, by, text, count=1, flags=re.MULTILINE)
    assert changed != text
    path.write_text(changed, "utf-8")


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(shipped_folder() / "2022", tmp_path / "2022")
    monkeypatch.chdir(tmp_path)
    return Path("2022")


def test_the_copy_has_no_problems(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(year), "--strict"]) == 0
    assert capsys.readouterr().out == "checked 2022: 0 errors, 0 warnings\n"


def test_four_faults_are_four_problems_at_their_lines(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    misspelt, doubled, mistyped, untold = (
        year / name for name in ("applicants.yaml", "regulation.yaml", "measures.yaml", "application.yaml")
    )
    change(misspelt, r"applicant\.type:", "applicant.tpye:")
    change(doubled, r"^revision: .*$", r"\g<0>\nrevision: 7")
    change(mistyped, r"measure\.kind: .*$", "measure.kind: 5")
    change(untold, r"^ +nb: [^>\n]*\n", "")

    fact, key, value = (
        ":".join(map(str, line_of(path, pattern)))
        for path, pattern in (
            (misspelt, r"applicant\.tpye"),
            (doubled, r"^revision: 7"),
            (mistyped, r"measure\.kind: (5)"),
        )
    )
    revision, _ = line_of(doubled, r"^revision:")
    text = ":".join(map(str, line_of(untold, r"(text|remedy|title):\n +nn:")))

    assert main(["check", str(year)]) == 1
    *problems, total = capsys.readouterr().out.splitlines()
    assert [line for line in problems if "`measure.kind`" not in line] == [
        f"2022/applicants.yaml:{fact}: unknown fact `applicant.tpye`; did you mean `applicant.type`?",
        f"2022/application.yaml:{text}: missing `nb`",
        f"2022/regulation.yaml:{key}: duplicate key `revision`; it stands in line {revision} already",
    ]
    (wrong_type,) = (line for line in problems if "`measure.kind`" in line)
    assert wrong_type.startswith(
        f"2022/measures.yaml:{value}: `measure.kind`: expected one word, found `5`; expected one of"
    )
    assert total == "checked 2022: 4 errors, 0 warnings"


def test_warnings_are_errors_only_when_strict(year: Path, capsys: pytest.CaptureFixture[str]) -> None:
    change(year / "applicants.yaml", r"^ +nn: [^>\n]*\n", "")
    assert main(["check", str(year)]) == 0
    assert main(["check", str(year), "--strict"]) == 1
    assert capsys.readouterr().out.count("0 errors, 1 warning\n") == 2
