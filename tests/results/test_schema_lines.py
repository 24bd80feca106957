"""Every shipped file names its schema for editors: the schema is there, and the file is valid under it."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from grantrules.base.errors import Problems
from grantrules.base.nodes import plain, read_file
from grantrules.rules.shipped import shipped_folder
from tests.support.documents import ROOT

FILES = sorted([*shipped_folder().rglob("*.yaml"), *(ROOT / "examples").rglob("*.yaml")])


def _as_json(data: object) -> object:
    return json.loads(
        json.dumps(data, default=lambda value: float(value) if isinstance(value, Decimal) else str(value))
    )


@pytest.mark.parametrize("path", FILES, ids=["/".join(path.parts[-3:]) for path in FILES])
def test_the_file_validates_against_the_schema_that_it_names(path: Path) -> None:
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text("utf-8"))
    assert named is not None
    schema = json.loads((path.parent / named[1]).read_text("utf-8"))
    assert schema["$id"].startswith("urn:grantrules:schema:")
    problems = Problems()
    node = read_file(path, path.name, problems)
    assert node is not None
    assert not problems.sorted()
    errors = jsonschema.Draft202012Validator(schema).iter_errors(_as_json(plain(node)))
    assert [f"{list(error.absolute_path)}: {error.message[:200]}" for error in errors] == []


def test_documents_name_the_schema_of_their_kind() -> None:
    for path in (ROOT / "examples").rglob("*.yaml"):
        first, *rest = path.read_text("utf-8").splitlines()
        kind = "report" if "kind: report" in rest else "application"
        assert first.endswith(f"/{kind}.schema.json"), path
