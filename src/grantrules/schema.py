"""The JSON Schemas: of applications and reports, of the files of a regulation, and of results.

Editors complete and mark files by the schema that lies beside them (`regulations/*.schema.json`); it knows the vocabulary's facts and
values. A folder with a vocabulary of its own gets schemas of its own by `write_schemas`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pydantic import TypeAdapter

from grantrules.base.errors import Problems, RegulationError
from grantrules.intake.models import document_model
from grantrules.intake.shape import META, Group, document_shape
from grantrules.language.editorhelp import Schema, named, narrowed, needed, said_of
from grantrules.language.vocabulary import Document, Fact, Vocabulary
from grantrules.render.data.diff import DiffData, HistoryData
from grantrules.render.data.documents import DecisionData, ReportData
from grantrules.render.data.portfolio import SummaryData
from grantrules.rules.caseschemas import cases_schema
from grantrules.rules.common import FACTS, SOURCES, read_facts, read_sources, shared
from grantrules.rules.ruleset import SourceDocument
from grantrules.rules.schemas import facts_schema, ledger_schema, offices_schema, rules_schema, sources_schema
from grantrules.rules.shipped import REGULATION, shipped_folder

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NUMBER = 1
"""The number in the `$id` of each schema of a document or a file; it rises where what was valid is no longer."""


def identified(name: str, schema: Schema, *, number: int = _NUMBER, of: str = "") -> Schema:
    """A schema with its `$id`, which stays what it is; `of` names whose vocabulary it is, where that is not the shipped one."""
    whose = f":{quote(of, safe='')}" if of else ""
    return {"$schema": _DRAFT, "$id": f"urn:grantrules:schema:{name}:{number}{whose}", **schema}


# -- applications and reports


def document_schema(vocabulary: Vocabulary, kind: Document) -> Schema:
    """What an application or a report may state: facts with label, question and values, each of which can be left empty."""
    whole = document_model(vocabulary, kind).model_json_schema()
    shape = document_shape(vocabulary, kind)
    parts: dict[str, Schema] = whole.pop("$defs", {})
    for group in shape.groups():
        _describe(group, (whole if group is shape else parts[group.name])["properties"])
    made = narrowed(whole, parts, nothing=True)
    return {**made, "$defs": needed(made, {name: narrowed(part, parts, nothing=True) for name, part in parts.items()})}


def _describe(group: Group, properties: dict[str, Schema]) -> None:
    """Say of each field of a part what the vocabulary says of its fact, and of each part what it is for."""
    for name, field in group.fields.items():
        if isinstance(field, Group):
            properties[name]["description"] = META.get(name) or f"{', '.join(_labels(field))}."
            continue
        properties[name]["description"] = said_of(field)
        for each in _listed_in(properties[name]):
            each["enumDescriptions"] = [_label(field, word) for word in each["enum"]]


def _labels(group: Group) -> Iterator[str]:
    for field in group.fields.values():
        yield from _labels(field) if isinstance(field, Group) else [field.label["en"]]


def _listed_in(schema: Any) -> Iterator[Schema]:
    inner = schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    if isinstance(schema, dict) and "enum" in schema:
        yield schema
    for each in inner:
        yield from _listed_in(each)


def _label(fact: Fact, word: str) -> str:
    """What a value is called, also where it stands for an alias of it."""
    return named(fact.choices[fact.aliases.get(word, word)].label)


# -- results


def record_schema(record: type) -> Schema:
    """A record of `render/data/` as JSON: its fields, and what their docstrings say of it."""
    return TypeAdapter(record).json_schema(mode="serialization")


def _result(name: str, record: type) -> Schema:
    schema = record_schema(record)
    number = schema["properties"]["schema"]["const"].rpartition("/")[2]  # that of the JSON itself
    return identified(name, schema, number=int(number))


# -- by name


_CASES_OF = {Document.APPLICATION: "cases", Document.REPORT: "report-cases"}
"""The files of cases, by what they are of."""


def editor_schemas(
    vocabulary: Vocabulary, documents: Mapping[str, SourceDocument], *, of: str = ""
) -> Mapping[str, Schema]:
    """The schemas of the files that are written by hand, by name, for a vocabulary and the documents that can be cited."""
    return {name: identified(name, make(), of=of) for name, make in _makers(vocabulary, documents).items()}


def _makers(vocabulary: Vocabulary, documents: Mapping[str, SourceDocument]) -> Mapping[str, Callable[[], Schema]]:
    """What makes each of these schemas."""

    def cases(kind: Document) -> Schema:
        return cases_schema(document_schema(vocabulary, kind), kind)

    return {
        "rules": partial(rules_schema, vocabulary, documents),
        "facts": facts_schema,
        "offices": partial(offices_schema, vocabulary, documents),
        "sources": partial(sources_schema, vocabulary),
        "ledger": partial(ledger_schema, documents),
        **{kind.value: partial(document_schema, vocabulary, kind) for kind in Document},
        **{_CASES_OF[kind]: partial(cases, kind) for kind in Document},
    }


def file_name(name: str) -> str:
    """What the schema of a name is called as a file."""
    return f"{name}.schema.json"


def as_file(schema: Schema) -> str:
    """A schema as it stands in a file."""
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def write_schemas(folder: Path) -> list[Path]:
    """Write into a folder the schemas for the files in it, and give the files written.

    The folder is one of years, or that of a year; its vocabulary and documents are those that the years in it are read with.

    Raises:
        RegulationError: `facts.yaml` or `sources.yaml` has problems; all of them are listed.
    """
    vocabulary, documents = _known_in(folder)
    written = []
    for name, schema in editor_schemas(vocabulary, documents, of=folder.resolve().name).items():
        path = folder / file_name(name)
        path.write_text(as_file(schema), "utf-8", newline="\n")
        written.append(path)
    return written


def _known_in(folder: Path) -> tuple[Vocabulary, Mapping[str, SourceDocument]]:
    of_a_year = (folder / REGULATION).is_file()
    common = shared(folder.resolve().parent if of_a_year else folder)
    vocabulary, documents, problems = common.vocabulary, common.documents, Problems()
    problems.extend(common.problems)
    if of_a_year and (folder / FACTS).is_file():
        vocabulary = read_facts(folder / FACTS, vocabulary, problems)
    if of_a_year and (folder / SOURCES).is_file():
        documents, _ = read_sources(folder / SOURCES, documents, problems)
    if problems.errors:
        raise RegulationError(problems.errors)
    return vocabulary, documents


def _shipped(name: str) -> Schema:
    common = shared(shipped_folder())
    return identified(name, _makers(common.vocabulary, common.documents)[name]())


_OF_FILES = ("application", "report", "rules", "facts", "offices", "sources", "ledger", *_CASES_OF.values())
_OF_RESULTS = {
    "decision": DecisionData,
    "answer": ReportData,
    "diff": DiffData,
    "history": HistoryData,
    "summary": SummaryData,
}

SCHEMAS: dict[str, Callable[[], Schema]] = {
    **{name: partial(_shipped, name) for name in _OF_FILES},
    **{name: partial(_result, name, record) for name, record in _OF_RESULTS.items()},
}
"""What `grantrules schema` can print, for the shipped vocabulary."""


def schema_of(name: str) -> Schema:
    """One of the schemas by name."""
    return SCHEMAS[name]()
