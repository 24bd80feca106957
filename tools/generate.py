"""Write what is generated from the vocabulary: the typed models and the JSON Schemas for editors.

python tools/generate.py           write the files
python tools/generate.py --check   exit 1 and name the files that are out of date
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from grantrules.base.values import spelling
from grantrules.intake.models import FIELD_TYPES
from grantrules.intake.shape import META, Group, document_shape
from grantrules.language.layout import MEASURES, is_set_by_office
from grantrules.language.vocabulary import Choice, Document, Fact, FactType, Vocabulary
from grantrules.rules.common import shared
from grantrules.rules.shipped import shipped_folder
from grantrules.schema import as_file, editor_schemas, file_name

ROOT = Path(__file__).parents[1]

WIDTH = 120
"""How wide the lines of a generated module are."""

HEADER = '''"""The typed application and report, one field for each fact of `regulations/facts.yaml`.

Generated from the vocabulary by `python tools/generate.py`; do not edit. What is left out is unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Annotated, Literal

from pydantic import Field

from grantrules.language.fieldtypes import (
    Day, Determinations, DocumentPart, KindOf, Kroner, ListOf, MunicipalityNumber, OneOf, OrganisationNumber, SomeOf, Whole,
    Words, Year, YesNo,
)
'''


def models_source(vocabulary: Vocabulary) -> str:
    """The source of `application.py`."""
    shapes = [document_shape(vocabulary, kind) for kind in Document]
    choices = [fact for fact in vocabulary.values() if fact.choices and not is_set_by_office(fact.path)]
    types = "\n\n".join(_choice_type(fact) for fact in choices)
    blocks: list[str] = []
    seen: set[str] = set()
    for shape, kind in zip(shapes, Document, strict=True):
        for group in shape.groups():
            assert group.name not in seen, f"two parts would be called {group.name}"
            seen.add(group.name)
            blocks.append(_class(group, shape, kind))
    return "\n\n".join([f"{HEADER}\n{types}\n", *blocks]) + "\n"


def _type_name(fact: Fact) -> str:
    return "".join(word.capitalize() for word in fact.path.replace(".", "_").split("_"))


def _choice_type(fact: Fact) -> str:
    aliases = {id_: list(choice.aliases) for id_, choice in fact.choices.items() if choice.aliases}
    words = [*fact.choices, *dict.fromkeys(alias for each in aliases.values() for alias in each)]  # types know both
    labels = {id_: _further(choice) for id_, choice in fact.choices.items() if _further(choice)}
    made = f"{_type_name(fact)} = Annotated[Literal{_quoted(words)}, OneOf({_quoted(aliases)}, {_quoted(labels)})]"
    return "\n".join([*_packed(made), f'"""{_label(fact)}."""'])


def _further(choice: Choice) -> list[str]:
    """The labels of a value that are spelt otherwise than its id and aliases."""
    known = {spelling(name) for name in (choice.id, *choice.aliases)}
    return list({spelling(label): label for label in reversed(choice.labels) if spelling(label) not in known}.values())


def _quoted(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _packed(text: str) -> Iterator[str]:
    """Lines broken before words in quotes, each as full as it can be, and before what their aliases are."""
    line, *pieces = re.split('(?<=,) (?=OneOf|")', text)
    for piece in pieces:
        if len(line) + len(piece) >= WIDTH or piece.startswith("OneOf"):
            yield line
            line = f"    {piece}"
        else:
            line += f" {piece}"
    yield line


def _field_type(fact: Fact) -> str:
    simple = FIELD_TYPES.get(fact.type)
    if simple is not None:
        return simple
    name = _type_name(fact)
    return f"Annotated[Collection[{name}], SomeOf()]" if fact.type is FactType.CHOICES else name


def _label(fact: Fact) -> str:
    return fact.label.en or fact.label.nb


def _class(group: Group, top: Group, kind: Document) -> str:
    base = "DocumentPart, defer_build=False" if group is top else "DocumentPart"  # as web frameworks want it
    lines = [f"class {group.name}({base}):", f'    """{group.doc}"""']
    if group is top:
        lines += _field(
            "kind", f'Annotated[Literal["{kind.value}"], KindOf()]', f'default="{kind.value}"', META["kind"]
        )
        lines += _field("year", "Year | None", "default=None", META["year"]) if kind is Document.APPLICATION else []
    if group is top or group is top.fields.get(MEASURES):
        lines += _field("id", "Words | None", "default=None", META["id"])
        lines += _field("determinations", "Determinations", "default_factory=dict", META["determinations"])
    for name, field in group.fields.items():
        if isinstance(field, Fact):
            lines += _field(name, f"{_field_type(field)} | None", "default=None", _label(field))
        elif name == MEASURES:
            lines.append(f"    {name}: Annotated[Sequence[{field.name}], ListOf()] | None = None")
        else:
            lines.append(f"    {name}: {field.name} | None = None")
    return "\n".join(lines)


def _field(name: str, type_: str, default: str, description: str) -> list[str]:
    """A field with what it is, in one line or in two."""
    said = f"{default}, description={_quoted(description)}"
    line = f"    {name}: {type_} = Field({said})"
    return [line] if len(line) <= WIDTH else [line.removesuffix(f"{said})"), f"        {said})"]


def generated() -> dict[Path, str]:
    """Every generated file with its contents."""
    common = shared(shipped_folder())
    if common.problems:
        sys.exit("\n".join(str(problem) for problem in common.problems))
    vocabulary = common.vocabulary
    return {
        ROOT / "src/grantrules/intake/application.py": models_source(vocabulary),
        **{
            ROOT / "regulations" / file_name(name): as_file(schema)
            for name, schema in editor_schemas(vocabulary, common.documents).items()
        },
    }


def main(arguments: list[str]) -> int:
    """Write the files, or say which are out of date."""
    stale = [path for path, text in generated().items() if not path.is_file() or path.read_text("utf-8") != text]
    if "--check" in arguments:
        for path in stale:
            print(f"{path.relative_to(ROOT)} is out of date; run python tools/generate.py")
        return 1 if stale else 0
    for path in stale:
        path.write_text(generated()[path], "utf-8")
        print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
