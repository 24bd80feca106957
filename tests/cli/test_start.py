"""The command line begins light: its choices are said twice, once for those who only ask for help."""

from __future__ import annotations

import subprocess
import sys

import pytest

from grantrules.cli import main as cli
from grantrules.evaluation.executors import EXECUTORS
from grantrules.portfolio.saving import FORMATS as TABLES
from grantrules.render.forms import COMPARED_FORMATS, FORMATS
from grantrules.schema import SCHEMAS
from tests.support.documents import ROOT

EXAMPLE = "examples/2022/undetermined.yaml"


def test_the_choices_are_those_that_there_are() -> None:
    assert tuple(FORMATS) == cli.FORMATS
    assert tuple(COMPARED_FORMATS) == cli.COMPARED_FORMATS
    assert (TABLES, EXECUTORS, tuple(SCHEMAS)) == (cli.TABLES, cli.EXECUTORS, cli.SCHEMAS)


def loaded_by(*arguments: str) -> set[str]:
    """The modules of a process that has run a command."""
    script = (
        "import sys; from grantrules.cli.main import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, cwd=ROOT, check=True
    )
    return set(done.stderr.split())


def test_a_version_needs_neither_pydantic_nor_yaml() -> None:
    assert not {"pydantic", "yaml", "grantrules.api", "grantrules.render.forms"} & loaded_by("--version")


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_decision_needs_no_more_than_it_is_made_of(form: str) -> None:
    not_needed = {"grantrules.compare", "grantrules.portfolio", "grantrules.assistance", "grantrules.schema", "logging"}
    found = loaded_by("evaluate", EXAMPLE, "--format", form)
    assert "grantrules.decision.decision" in found
    assert not {name for name in found if any(name.startswith(each) for each in not_needed)}
