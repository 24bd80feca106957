"""The notebooks are small, hold no results, and use only what is public; `python -m tests.guards.notebooks` executes them."""

from __future__ import annotations

import ast
import importlib
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

import grantrules
from tests.guards.notebooks import NOTEBOOKS, cells, every_notebook

NAMES = ["1-check-a-case", "2-what-is-missing", "3-a-pile-of-applications", "4-compare-two-years", "5-check-a-report"]
OF_THE_PACKAGE = {"grantrules", "grantrules.portfolio.files.folders"}


def tree_of(path: Path) -> ast.Module:
    return ast.parse("\n".join(cells(path, "code")), path.name)


def test_these_are_the_notebooks() -> None:
    assert [path.stem for path in every_notebook()] == NAMES


@pytest.mark.parametrize("path", every_notebook(), ids=lambda path: path.stem)
def test_a_notebook_is_small_valid_and_without_results(path: Path) -> None:
    text = path.read_text("utf-8")
    notebook: dict[str, Any] = json.loads(text)
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert len(text) < 12_000
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    assert [cell for cell in code if cell["outputs"] or cell["execution_count"] is not None] == []
    assert all(cell["metadata"] == {} for cell in notebook["cells"])
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}


@pytest.mark.parametrize("path", every_notebook(), ids=lambda path: path.stem)
def test_a_notebook_explains_what_it_does(path: Path) -> None:
    texts = cells(path, "markdown")
    assert texts[0].startswith("# ")
    assert len(texts) * 2 >= len(cells(path, "code"))
    for source in cells(path, "code"):
        compile(source, path.name, "exec")


@pytest.mark.parametrize("path", every_notebook(), ids=lambda path: path.stem)
def test_a_notebook_uses_only_public_names(path: Path) -> None:
    tree = tree_of(path)
    names = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    names |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert [name for name in names if name.startswith("_")] == []
    of_package = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "grantrules"
    }
    assert of_package <= set(grantrules.__all__)
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            modules = {alias.name for alias in node.names}
            assert all(name in OF_THE_PACKAGE or name in sys.stdlib_module_names for name in modules)
        if isinstance(node, ast.ImportFrom):
            assert node.module is not None
            assert node.module in OF_THE_PACKAGE or node.module in sys.stdlib_module_names
            module = importlib.import_module(node.module)
            assert [alias.name for alias in node.names if not hasattr(module, alias.name)] == []


@pytest.mark.parametrize("path", every_notebook(), ids=lambda path: path.stem)
def test_a_notebook_starts_from_files_that_are_there(path: Path) -> None:
    named = re.findall(r'"(\.\./[^"]+)"', "\n".join(cells(path, "code")))
    assert named
    assert [name for name in named if not (NOTEBOOKS / name).exists()] == []
