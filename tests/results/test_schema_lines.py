"""Every shipped file that names a schema for editors exists, and the file validates against it."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest

from grantrules.base.errors import Problems
from grantrules.base.nodes import plain, read_file
from grantrules.rules.compiled import shipped_folder

FILES = sorted(path for path in shipped_folder().rglob("*.yaml") if not path.name.endswith("cases.yaml"))


def _as_json(data: object) -> object:
    return json.loads(
        json.dumps(data, default=lambda value: float(value) if isinstance(value, Decimal) else str(value))
    )


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(shipped_folder())) for path in FILES])
def test_the_file_validates_against_the_schema_that_it_names(path: Path) -> None:
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text("utf-8"))
    assert named is not None
    schema = json.loads((path.parent / named[1]).read_text("utf-8"))
    problems = Problems()
    node = read_file(path, path.name, problems)
    assert node is not None
    assert not problems.sorted()
    errors = jsonschema.Draft202012Validator(schema).iter_errors(_as_json(plain(node)))
    assert [f"{list(error.absolute_path)}: {error.message[:200]}" for error in errors] == []
