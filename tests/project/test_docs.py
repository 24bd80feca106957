"""The documentation is true: what it shows runs and answers as shown, and no command, option or public name is left out."""

from __future__ import annotations

import argparse
import logging
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import BaseModel

import grantrules
import grantrules.types
from grantrules.base import errors
from grantrules.rules.fileformat import (
    ChoiceShape,
    DocumentShape,
    FactShape,
    OfficeValueShape,
    RuleShape,
    YearNoteShape,
)
from grantrules.rules.ledger import EntryShape
from grantrules.rules.ruleset import Authority
from tests.guards.notebooks import cells, every_notebook
from tests.support.docs_pages import agrees, code_of, commands, run_page
from tests.support.documents import ROOT
from tests.support.spark_tables import session, skip_without_spark
from tools.site import reference

DOCS = ROOT / "docs"
RUN_PAGES = [DOCS / "tutorial.md", *sorted((DOCS / "how-to").glob("*.md")), DOCS / "explanation.md"]
REFERENCE = (DOCS / "reference.md").read_text("utf-8")


@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
@pytest.mark.parametrize("page", RUN_PAGES, ids=lambda page: page.stem)
def test_what_a_page_shows_runs_and_answers_as_shown(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("z3")
    if page.stem == "spark":
        skip_without_spark()
        session()
    for name in ("examples", "regulations"):
        shutil.copytree(ROOT / name, tmp_path / name)
    try:
        run_page(page.read_text("utf-8"), tmp_path, monkeypatch)
    finally:
        grantrules.set_language("nb")
        logging.getLogger("grantrules").setLevel(logging.NOTSET)


TYPED_PAGES = [ROOT / "README.md", *(page for page in RUN_PAGES if page.stem not in ("pandas", "spark", "explanation"))]
"""Those whose programs hold nothing but what is our own: pandas and PySpark come without types."""


def test_pages_notebooks_and_the_service_are_typed_for_those_who_have_no_plugin(tmp_path: Path) -> None:
    programs = {page.stem: code_of(page.read_text("utf-8")) for page in TYPED_PAGES}
    programs |= {f"notebook-{path.stem}": "\n".join(cells(path, "code")) for path in every_notebook()}
    for name, program in programs.items():
        (tmp_path / f"{name.lower().replace('-', '_')}.py").write_text(program, "utf-8")
    shutil.copy(ROOT / "examples" / "service.py", tmp_path)
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", f"--cache-dir={tmp_path / 'cache'}", "."]
    env = {**os.environ, "MYPYPATH": str(ROOT / "src")}
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, env=env)
    # A cell does not ask whether it got what it asked for, such as the impact of a diff with a portfolio.
    asked_for = re.compile(r'notebook_.*: error: Item "None" of ')
    errors = [line for line in done.stdout.splitlines() if ": error: " in line and not asked_for.match(line)]
    assert not errors, "\n".join(errors)
    assert done.returncode in (0, 1), done.stdout + done.stderr


def test_the_pages_show_something_for_each_role() -> None:
    for page in RUN_PAGES:
        blocks = re.findall(r"^```(?:python|pycon|console)$", page.read_text("utf-8"), flags=re.MULTILINE)
        assert len(blocks) >= 3, page.name
    assert {page.stem for page in RUN_PAGES} >= {
        "tutorial",
        "developers",
        "in-a-service",
        "caseworkers",
        "policy-staff",
        "another-scheme",
        "pandas",
        "spark",
        "explanation",
    }


@pytest.mark.parametrize(
    "shape", [RuleShape, FactShape, ChoiceShape, DocumentShape, YearNoteShape, OfficeValueShape, EntryShape]
)
def test_the_rule_language_names_every_key_of_a_file(shape: type[BaseModel]) -> None:
    keys = [field.alias or name for name, field in shape.model_fields.items()]
    language = (DOCS / "language.md").read_text("utf-8")
    assert [key for key in keys if not re.search(rf"`{key}`|`{key}: ", language)] == []


def test_the_rule_language_names_every_authority_that_a_document_can_have() -> None:
    language = (DOCS / "language.md").read_text("utf-8")
    assert [each.value for each in Authority if f"`{each.value}`" not in language] == []


def test_the_reference_is_what_the_code_says() -> None:
    assert reference.reference() == REFERENCE, "run python -m tools.site.reference"


@pytest.mark.parametrize("name", reference.commands())
def test_every_command_and_option_is_documented(name: str) -> None:
    section = re.search(rf"^### `grantrules {name}`\n(.*?)(?=^##)", REFERENCE, flags=re.DOTALL | re.MULTILINE)
    assert section is not None
    shown = [page.read_text("utf-8") for page in RUN_PAGES]
    assert any(f"grantrules {name}" in text for text in shown), "no page shows it in use"
    for action in reference.commands()[name]._actions:
        wanted = [*action.option_strings, *map(str, action.choices or ())]
        if not isinstance(action, argparse._HelpAction):
            assert [each for each in wanted if f"`{each}" not in section.group()] == []
            assert action.help or not action.option_strings


@pytest.mark.parametrize("name", grantrules.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    section = re.search(rf"^### `{name}`\n(.*?)(?=^##)", REFERENCE, flags=re.DOTALL | re.MULTILINE)
    assert section is not None
    assert len(section.group(1).split()) > 3


def test_what_is_inside_is_documented() -> None:
    inside = REFERENCE.partition("## What is inside")[2].partition("## Facts")[0]
    named = [each for each in vars(grantrules.types) if not each.startswith("_")]
    assert len(named) > 100
    assert [each for each in named if f"`{each}`" not in inside] == []


@pytest.mark.parametrize(
    ("name", "members"),
    {
        "Decision": "status measures id regulation missing document_hash determinations",
        "ReportAnswer": "status id regulation dates document_hash",
        "Problem": "where code message severity to_dict()",
        "MeasureDecision": "id status title open",
        "Missing": "fact ask measures",
        "RulesUsed": "year revision hash",
    }.items(),
)
def test_attributes_are_listed_as_methods_are(name: str, members: str) -> None:
    section = REFERENCE.partition(f"### `{name}`\n")[2].partition("\n###")[0]
    assert [each for each in members.split() if f"| `{each}` | `" not in section] == []


def test_every_exception_is_listed() -> None:
    listed = REFERENCE.partition("### Exceptions")[2]
    kinds = [each for each in grantrules.GrantRulesError.__subclasses__() if each.__module__.startswith("grantrules")]
    of_problems = errors.ProblemsError.__subclasses__()
    wanted = {each.__name__ for each in (*kinds, *of_problems, grantrules.GrantRulesError)} - {"ProblemsError"}
    assert {name for name in wanted if f"| `{name}` |" not in listed} == set()
    assert len(wanted) > 8
    raised = {name for page in RUN_PAGES for name in re.findall(r"grantrules\.(\w+) as error", page.read_text("utf-8"))}
    assert raised <= wanted


def test_output_is_compared_line_for_line_but_for_what_may_be_anything() -> None:
    assert agrees(["a", "…", "c"], ["a", "b", "c"])
    assert agrees(["a", "…"], ["a"])
    assert not agrees(["a"], ["a", "b"])
    assert not agrees(["…", "d"], ["a", "b"])
    assert [*commands("$ one\n$ two\nout\n")] == [("one", []), ("two", ["out"])]


def test_a_page_that_is_wrong_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for block in (
        "```python\n1 / 0\n```",
        "```pycon\n>>> 1\n2\n\n```",
        "```console\n$ grantrules schema diff\nno\n```",
    ):
        with pytest.raises((AssertionError, ZeroDivisionError)):
            run_page(block, tmp_path, monkeypatch)
