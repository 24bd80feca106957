"""The reference: what the code says of itself, as Markdown.

python -m tools.site.reference           write docs/reference.md
python -m tools.site.reference --check   exit 1 if it is out of date
"""

from __future__ import annotations

import argparse
import ast
import functools
import inspect
import re
import sys
import textwrap
from collections.abc import Iterator
from enum import Enum, EnumMeta
from pathlib import Path

from pydantic import BaseModel

import grantrules
import grantrules.types
from grantrules.base.codes import Code
from grantrules.cli import main as cli
from grantrules.language.vocabulary import Document, FactType, Vocabulary
from grantrules.rules.common import shared
from grantrules.rules.shipped import shipped_folder
from grantrules.schema import SCHEMAS, schema_of
from tools.site.material import DOCS

PAGE = DOCS / "reference.md"
SOURCE = Path(grantrules.__file__).parent

_HEAD = """# Reference

Made from the code by `python -m tools.site.reference`; do not edit. The rule language has
[a page of its own](language.md).
"""


def reference() -> str:
    """The whole page."""
    parts = [
        _HEAD,
        *_commands(),
        *_names(),
        *_types(),
        *_facts(shared(shipped_folder()).vocabulary),
        *_schemas(),
        *_errors(),
    ]
    return "\n".join(part.strip("\n") + "\n" for part in parts)


def commands() -> dict[str, argparse.ArgumentParser]:
    """Every command of the command line."""
    found = (each for each in cli._parser()._actions if isinstance(each, argparse._SubParsersAction))
    return {name: command for action in found for name, command in action.choices.items()}


def _commands() -> Iterator[str]:
    yield "## Commands"
    yield (
        "Exit code 0 where the work is done, whatever the verdict; 1 where the input or the rules have problems, all of\n"
        "them listed, or two executors disagree; 2 for wrong usage; 130 where it was interrupted. `--version` prints the\n"
        "version, `--help` a summary."
    )
    helps = {action.dest: action.help or "" for action in _choices()}
    for name, command in commands().items():
        yield f"### `grantrules {name}`"
        yield f"{_sentence(helps[name])}."
        for group in command._action_groups:
            if group.description:
                yield f"{_sentence(group.title or '')}: {group.description}."
        rows = [_option(action) for action in command._actions if action.dest != "help"]
        yield "| argument | what it is | choices |\n|---|---|---|\n" + "\n".join(rows)


def _choices() -> list[argparse.Action]:
    found = (each for each in cli._parser()._actions if isinstance(each, argparse._SubParsersAction))
    return [choice for action in found for choice in action._choices_actions]


def _option(action: argparse.Action) -> str:
    shown = str(action.metavar or action.dest).replace("|", " or ")
    needs = "" if action.nargs == 0 or action.choices else f" {shown}"
    name = f"{', '.join(action.option_strings)}{needs}" if action.option_strings else shown
    said = action.help or {"name": "which schema"}[action.dest]
    choices = ", ".join(f"`{choice}`" for choice in action.choices or ())
    return f"| `{name}` | {_escaped(said)} | {choices} |"


def _names() -> Iterator[str]:
    yield "## Names"
    yield "What `import grantrules` gives."
    for name in grantrules.__all__:
        yield from _documented(name, getattr(grantrules, name))


def _documented(name: str, thing: object) -> Iterator[str]:
    yield f"### `{name}`"
    if not callable(thing):
        yield "The version of the package, as text."
        return
    modelled = isinstance(thing, type) and issubclass(thing, BaseModel | Exception | Enum)
    if not modelled:
        yield f"```text\n{_signature(name, thing)}\n```"
    yield _plain(inspect.getdoc(thing) or "")
    if isinstance(thing, EnumMeta):
        yield _listed(thing)
    if isinstance(thing, type) and not modelled:
        yield from _members(thing)


def _types() -> Iterator[str]:
    yield "## What is inside"
    yield "What `grantrules.types` names: the parts of what one holds, for annotations."
    named = {name: each for name, each in vars(grantrules.types).items() if not name.startswith("_")}
    records = {name: each for name, each in named.items() if name.endswith("Data")}
    for name, each in sorted(named.items()):
        if inspect.isclass(each) and name not in records and not issubclass(each, BaseModel):
            yield f"### `{name}`"
            yield _plain(inspect.getdoc(each) or "")
            if isinstance(each, EnumMeta):
                yield _listed(each)
            else:
                yield from _members(each)
    aliases = {name: each for name, each in named.items() if not inspect.isclass(each)}
    rows = [
        f"| `{name}` | `{_escaped(re.sub(r'[a-z_.]+[.](?=[A-Z])', '', str(each)))}` |"
        for name, each in sorted(aliases.items())
    ]
    yield "### Unions and words\n\n| name | stands for |\n|---|---|\n" + "\n".join(rows)
    fields = ", ".join(
        f"`{name}`" for name, each in named.items() if inspect.isclass(each) and issubclass(each, BaseModel)
    )
    yield f"### Parts of typed documents\n\nPydantic models, whose fields are [facts](#facts): {fields}."
    rows = [f"| `{name}` | {_escaped(inspect.getdoc(each) or '')} |" for name, each in sorted(records.items())]
    yield "### Parts of the JSON\n\n| record | what it is |\n|---|---|\n" + "\n".join(rows)


def _listed(enum: EnumMeta) -> str:
    return "Its members: " + ", ".join(f"`{member}`" for member in enum.__members__) + "."


def _members(of: type) -> Iterator[str]:
    """The public fields, properties and methods of a class, its own and those that it has from another of this package."""
    fields: dict[str, str] = {}
    members: dict[str, str] = {}
    for each in reversed(of.__mro__):
        if each.__module__.startswith("grantrules"):
            fields |= dict(_fields(each))
            members |= {name: _member(name, member) for name, member in vars(each).items() if _is_told(name, member)}
    rows = [*fields.values(), *(row for name, row in members.items() if name not in fields)]
    if rows:
        yield "| member | type | what it is |\n|---|---|---|\n" + "\n".join(rows)


def _fields(of: type) -> Iterator[tuple[str, str]]:
    """The attributes that a class declares, with the texts that stand below some of them."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(of))).body
    assert isinstance(tree, ast.ClassDef)
    for node, below in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and not node.target.id.startswith("_"):
            said = below.value.value if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant) else ""
            name = node.target.id
            yield name, f"| `{name}` | `{_escaped(ast.unparse(node.annotation))}` | {_escaped(str(said))} |"


def _is_told(name: str, member: object) -> bool:
    made = isinstance(member, property | functools.cached_property | classmethod) or inspect.isfunction(member)
    return not name.startswith("_") and made


def _member(name: str, member: object) -> str:
    first = (inspect.getdoc(member) or "").partition("\n\n")[0]
    behind = (
        member.fget if isinstance(member, property) else getattr(member, "func", getattr(member, "__func__", member))
    )
    assert callable(behind)
    signature = inspect.signature(inspect.unwrap(behind))
    gives = str(signature.return_annotation).replace("'", "").removeprefix("<class ").removesuffix(">")
    called = isinstance(member, classmethod) or inspect.isfunction(member)
    shown = f"{name}({', '.join(list(signature.parameters)[1:])})" if called else name
    return f"| `{shown}` | `{_escaped(gives)}` | {_escaped(first)} |"


def _signature(name: str, thing: object) -> str:
    assert callable(thing)
    signature = inspect.signature(thing)
    whole = _unquoted(f"{name}{signature}")
    if len(whole) < 100:
        return whole
    shown = [_unquoted(str(each)) for each in signature.parameters.values()]
    kinds = [each.kind for each in signature.parameters.values()]
    if inspect.Parameter.KEYWORD_ONLY in kinds:
        shown.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "*")
    gives = "" if signature.return_annotation is inspect.Signature.empty else f" -> {signature.return_annotation}"
    return "\n".join([f"{name}(", *(f"    {each}," for each in shown), f"){gives}"])


def _unquoted(text: str) -> str:
    """A signature without the quotes around types, which not every Python shows, and with defaults as they are written."""
    return re.sub(r"<(\w+\.\w+): [^>]*>", r"\1", re.sub(r"(: |-> )'([^']*)'", r"\1\2", text))


def _plain(text: str) -> str:
    """A docstring as Markdown: what it raises as a list."""
    before, raises, after = text.partition("\nRaises:\n")
    items = "\n".join(f"- {line.strip()}" for line in after.splitlines() if line.strip())
    return f"{before.strip()}\n\nRaises:\n\n{items}" if raises else before


def _facts(vocabulary: Vocabulary) -> Iterator[str]:
    yield "## Facts"
    yield (
        "What an application or a report can state; the fields of `Application` and `Report` are these. A field that is\n"
        "left out is unknown. `applicant.type` stands under `applicant`, `measure.level` in each of the `measures`."
    )
    rows = []
    for fact in vocabulary.values():
        values = ", ".join(f"`{each}`" for each in fact.choices) if fact.type is not FactType.TEXT else ""
        documents = " and ".join(each.value for each in Document if each in fact.used_in)
        rows.append(f"| `{fact.path}` | {fact.type.value} | {documents} | {fact.label['en']} | {values} |")
    yield "| fact | type | in | what it is | values |\n|---|---|---|---|---|\n" + "\n".join(rows)


def _schemas() -> Iterator[str]:
    yield "## JSON Schemas"
    yield "`grantrules schema NAME` prints a schema whole."
    rows = []
    for name in SCHEMAS:
        fields = schema_of(name).get("properties", {})
        rows.append(f"| `{name}` | {', '.join(f'`{field}`' for field in fields)} |")
    yield "| name | fields at the top |\n|---|---|\n" + "\n".join(rows)


def _errors() -> Iterator[str]:
    yield "## Errors"
    yield (
        "A problem has a place (file, line, column) and a message that names what was found, what was expected and, where\n"
        "one is near, a suggestion. All problems of a file are told at once. Each has a `code`, and so has every exception;\n"
        "where an exception has several `problems`, its own is that of the first."
    )
    yield "### Codes"
    yield "A code stays and is never given to anything else; the words beside it are improved. New ones can come."
    yield "| code | when |\n|---|---|\n" + "\n".join(f"| `{code}` | {_escaped(code.meaning)} |" for code in Code)
    yield "### Exceptions"
    public = (getattr(grantrules, name) for name in grantrules.__all__)
    kinds = [each for each in public if isinstance(each, type) and issubclass(each, Exception)]
    yield (
        "Each is a `GrantRulesError`. A typed document that is made in Python raises pydantic's `ValidationError` beside these; a `TypeError`\n"
        "or `ValueError` says that a method was called otherwise than its description asks."
    )
    yield "| exception | is also a | what it is |\n|---|---|---|\n" + "\n".join(
        f"| `{each.__name__}` | {_kinds_of(each)} | {_escaped((inspect.getdoc(each) or '').partition(chr(10) * 2)[0])} |"
        for each in kinds
    )
    yield "The messages are written in these modules of the package; `tests/base/errors/` has a broken file for each."
    rows = []
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        if _tells_problems(tree):
            first = (ast.get_docstring(tree) or "").partition("\n")[0]
            rows.append(f"| `{path.relative_to(SOURCE).as_posix()}` | {_escaped(first)} |")
    yield "| module | what it is |\n|---|---|\n" + "\n".join(rows)


def _kinds_of(exception: type[Exception]) -> str:
    """The exceptions of Python that one is too."""
    kinds = [each.__name__ for each in exception.__mro__[1:] if each.__module__ == "builtins"]
    return ", ".join(f"`{name}`" for name in kinds if name not in ("Exception", "BaseException", "object"))


_TELLING = {"NotYaml", "Problem", "Refused", "UnknownRegulation", "UnknownName", "MissingExtra", "EngineError"}


def _tells_problems(tree: ast.Module) -> bool:
    """Whether a module notes problems, or makes an error with a message of its own."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            match node.func:
                case ast.Name(id=name) if name in _TELLING:
                    return True
                case ast.Attribute(attr="add" | "warn", value=ast.Name(id="problems") | ast.Attribute(attr="problems")):
                    return True
                case _:
                    pass
    return False


def _escaped(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def main() -> int:
    """Write the page, or tell whether it is out of date."""
    text = reference()
    if "--check" in sys.argv[1:]:
        return int(not PAGE.is_file() or PAGE.read_text("utf-8") != text)
    PAGE.write_text(text, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
