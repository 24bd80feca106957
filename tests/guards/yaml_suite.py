"""Writes `tests/base/yaml_suite/cases.json` anew: the documents of the YAML test suite, and what each of them says.

    python -m tests.guards.yaml_suite FOLDER

FOLDER is a checkout of github.com/yaml/yaml-test-suite, whose licence (MIT) is written beside the cases, since their texts are
its own. Each case is a line: its name, its text, and its documents, or nothing where the text is to be refused. A document is a
list that begins with `map` or `seq`, or text that begins with `:` (plain) or `"`. `uses` are anchors and tags that it has.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

SUITE = Path(__file__).parents[1] / "base" / "yaml_suite"

_SIGNS = {"␣": " ", "←": "\r", "⇔": "\ufeff", "↵": ""}
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "0": "\0", "\\": "\\"}
_VALUE = re.compile(r"""=VAL(?P<anchor> &\S+)?(?P<tag> <[^>]*>)? (?P<style>[:'"|>])(?P<text>.*)""", re.DOTALL)


def cases(folder: Path) -> Iterator[dict[str, Any]]:
    """The cases in a checkout of the suite."""
    for path in sorted(folder.glob("src/*.yaml")):
        tests = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)
        known: dict[str, str] = {}
        for number, test in enumerate(tests):
            known |= test
            name = path.stem if len(tests) == 1 else f"{path.stem}-{number:02}"
            found = {"name": name, "text": _as_it_is(known["yaml"]), "documents": None}
            yield found if "fail" in test else {**found, **_meant(known["tree"])}


def _as_it_is(shown: str) -> str:
    for sign, meant in _SIGNS.items():
        shown = shown.replace(sign, meant)
    return re.sub("∎\n\\Z", "", re.sub("—*»", "\t", shown))


def _meant(tree: str) -> dict[str, Any]:
    documents: list[Any] = []
    open_: list[list[Any]] = [documents]
    uses = set()
    for line in map(str.strip, tree.splitlines()):
        match line[:4]:
            case "+MAP" | "+SEQ":
                uses |= {what for what, sign in (("anchor", " &"), ("tag", " <")) if sign in line}
                open_.append([line[1:4].lower()])
            case "-MAP" | "-SEQ":
                done = open_.pop()
                open_[-1].append(done)
            case "=ALI":
                uses.add("anchor")
                open_[-1].append("*")
            case "=VAL":
                value = _VALUE.fullmatch(line)
                assert value is not None, line
                uses |= {what for what in ("anchor", "tag") if value[what]}
                text = re.sub(r"\\(.)", lambda escape: _ESCAPES[escape[1]], value["text"])
                open_[-1].append((":" if value["style"] == ":" else '"') + _as_it_is(text))
            case _:
                pass
    return {"documents": documents, **({"uses": sorted(uses)} if uses else {})}


def main() -> None:
    folder = Path(sys.argv[1])
    lines = [json.dumps(case) for case in cases(folder)]
    SUITE.mkdir(exist_ok=True)
    (SUITE / "cases.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")
    shutil.copyfile(folder / "License", SUITE / "LICENSE")
    print(f"{len(lines)} cases")


if __name__ == "__main__":
    main()
