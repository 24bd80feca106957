"""The versions that are installed: what makes constraints.txt, and that it holds all that the extras ask for."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tools.pins import FILE, Environment, constraints, drift, environment, normal, pinned

PROJECT = tomllib.loads((FILE.parent / "pyproject.toml").read_text("utf-8"))
OLDEST = Environment("3.11", {"attrs": "26.1.0", "numpy": "2.4.6", "tomli": "2.0"})
NEWEST = Environment("3.13", {"attrs": "26.1.0", "audioop-lts": "0.2", "numpy": "2.5.0"})
MADE = """\
# The versions that were tested together, for Python 3.11 to 3.13. Made by bin/pin.
attrs==26.1.0
audioop-lts==0.2
numpy==2.4.6 ; python_version < "3.13"
numpy==2.5.0 ; python_version >= "3.13"
tomli==2.0
"""


def test_two_environments_make_one_file() -> None:
    assert constraints(OLDEST, NEWEST) == MADE


@pytest.mark.parametrize(
    ("python", "numpy"), [("3.9", "2.4.6"), ("3.11", "2.4.6"), ("3.12", "2.4.6"), ("3.13", "2.5.0")]
)
def test_each_python_has_its_versions(python: str, numpy: str) -> None:
    assert pinned(MADE, python) == {"attrs": "26.1.0", "audioop-lts": "0.2", "numpy": numpy, "tomli": "2.0"}


def test_what_differs_is_told() -> None:
    now = Environment("3.13", {"attrs": "26.1.0", "numpy": "2.6.0", "new": "1.0"})
    assert drift(MADE, now) == ["numpy 2.5.0 -> 2.6.0", "new not there -> 1.0"]
    assert drift(MADE, Environment("3.13", {"numpy": "2.5.0"})) == []


@pytest.mark.parametrize(
    "line", ["attrs", "attrs>=26", "attrs @ https://example.org/a.whl", "-i x", "attrs==1 --hash=a:b"]
)
def test_nothing_but_names_and_versions_is_read(line: str) -> None:
    with pytest.raises(ValueError, match=re.escape(f"not a line of constraints.txt: {line}")):
        pinned(f"# first\n{line}\n", "3.11")


@pytest.mark.parametrize("python", ["3.11", "3.13"])
def test_everything_that_the_extras_ask_for_is_pinned_within_its_bounds(python: str) -> None:
    versions = pinned(FILE.read_text("utf-8"), python)
    extras = PROJECT["project"]["optional-dependencies"].values()
    asked = [
        *PROJECT["project"]["dependencies"],
        *PROJECT["build-system"]["requires"],
        *(one for of in extras for one in of),
    ]
    for line in asked:
        wanted = Requirement(line)
        if wanted.name != "grantrules":
            assert versions[normal(wanted.name)] in wanted.specifier, line
    assert "grantrules" not in versions
    assert "pip" not in versions


def test_the_environment_of_the_tests_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.chdir(Path(__file__).parent)
    found = environment(sys.executable)
    assert found.python == ".".join(map(str, sys.version_info[:2]))
    assert {"pytest", "pydantic", "pyyaml"} <= found.packages.keys()
    assert "grantrules" not in found.packages
