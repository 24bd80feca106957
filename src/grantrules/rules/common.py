"""What the years share: the vocabulary in `facts.yaml` and the documents in `sources.yaml`."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

from grantrules.base.codes import Code
from grantrules.base.errors import Location, Problems, unknown
from grantrules.base.nodes import ListNode, MappingNode, Node, ScalarNode, locate, read_file
from grantrules.base.texts import LANGUAGES
from grantrules.base.validation import validate_node
from grantrules.language.condition import Citation
from grantrules.language.fieldtypes import DocumentPart
from grantrules.language.layout import DOCUMENT_FIELDS, MEASURE_FIELDS
from grantrules.language.vocabulary import Choice, Document, Fact, FactType, OnlyFor, Vocabulary
from grantrules.rules.fileformat import FactExtensionShape, FactShape, FactsShape, SourcesShape
from grantrules.rules.ruleset import SourceDocument
from grantrules.rules.shipped import Shared, YearNote, compiled, shipped_folder

FACTS, SOURCES = "facts.yaml", "sources.yaml"


def display(path: Path) -> str:
    """A path as messages show it: relative to the current folder where it lies below it."""
    try:
        return str(path.resolve().relative_to(Path.cwd().resolve()))
    except ValueError:
        return str(path)


def shared(folder: Path) -> Shared:
    """The facts and sources that lie in a folder of regulations, or the shipped ones."""
    kept = compiled()
    if kept and not any((folder / name).is_file() for name in (FACTS, SOURCES) if folder != shipped_folder()):
        return kept.shared
    facts, sources = (
        path if (path := folder / name).is_file() else shipped_folder() / name for name in (FACTS, SOURCES)
    )
    return _read_once(facts, sources, *file_state(facts), *file_state(sources))


def file_state(path: Path) -> tuple[Path, str, int]:
    """Which file it is, how messages name it, and when it was changed: while that is the same, it need not be read again."""
    return path.resolve(), display(path), path.stat().st_mtime_ns


@lru_cache(maxsize=16)
def _read_once(facts: Path, sources: Path, *_state: object) -> Shared:
    """What two files hold, read again only where they have changed, or problems would name them otherwise."""
    problems = Problems()
    vocabulary = read_facts(facts, Vocabulary(()), problems)
    documents, years = read_sources(sources, {}, problems)
    return Shared(vocabulary, documents, years, problems.sorted())


def read_facts(path: Path, known: Vocabulary, problems: Problems) -> Vocabulary:
    """The vocabulary with the facts and values that a file adds to it."""
    node = read_file(path, display(path), problems)
    if node is None or validate_node(FactsShape, node, problems) is None:
        return known
    facts = dict(known)
    listed = node.get("facts") if isinstance(node, MappingNode) else None
    assert isinstance(listed, ListNode)
    for item in listed.items:
        check_texts(item, problems)
        stated = item.get("path") if isinstance(item, MappingNode) else None
        path_of = stated.text if isinstance(stated, ScalarNode) else None
        if path_of in facts and path_of in known:
            extension = validate_node(FactExtensionShape, item, problems)
            if extension is not None:
                fact = known[path_of]
                facts[path_of] = replace(fact, choices={**fact.choices, **_choices(extension)})
            continue
        shape = validate_node(FactShape, item, problems)
        if shape is None:
            continue
        if shape.path in facts:
            problems.add(
                locate(item, ("path",), key=True), Code.DUPLICATE_ID, f"the fact `{shape.path}` is declared twice"
            )
            continue
        facts[shape.path] = _fact(shape, item)
    vocabulary = Vocabulary(facts.values())
    _check_facts(vocabulary, problems)
    endless = [fact for fact in vocabulary.values() if _leads_back(fact, vocabulary)]
    for fact in endless:
        problems.add(
            fact.where or Location(fact.path), Code.INVALID_FACT, f"`{fact.path}`: `only_for` leads back to itself"
        )
    return Vocabulary([*vocabulary.values(), *(replace(fact, only_for=None) for fact in endless)])


def _fact(shape: FactShape, node: Node) -> Fact:
    only = next((OnlyFor(path, frozenset(values)) for path, values in shape.only_for.items()), None)
    read = {"used_in": frozenset(shape.used_in), "only_for": only, "choices": _choices(shape), "where": node.where}
    return Fact(**{**shape.said(Fact), **read})


def _choices(shape: FactShape | FactExtensionShape) -> dict[str, Choice]:
    return {
        id_: Choice(
            id_,
            choice.label.text(),
            tuple(choice.aliases),
            {int(year): text.text() for year, text in choice.label_in.items()},
        )
        for id_, choice in shape.values.items()
    }


def _leads_back(fact: Fact, vocabulary: Vocabulary) -> bool:
    """Whether a fact exists only where it exists itself."""
    seen: set[str] = set()
    other: Fact | None = fact
    while other is not None and other.only_for is not None and other.path not in seen:
        seen.add(other.path)
        other = vocabulary.get(other.only_for.path)
    return other is not None and other.path == fact.path and bool(seen)


def _is_taken(fact: Fact, vocabulary: Vocabulary) -> bool:
    """Whether typed documents have something else of that name: a field of their own, a part, a method."""
    root, *steps = fact.path.split(".")
    if any(hasattr(DocumentPart, step) for step in (root, *steps)):
        return True
    if fact.per_measure:
        return steps[0] in MEASURE_FIELDS
    if root in (document.value for document in Document):
        return steps[0] in (*DOCUMENT_FIELDS, *vocabulary.roots)
    return root in DOCUMENT_FIELDS


def _ambiguous(fact: Fact) -> list[str]:
    """The names that two values share."""
    return sorted(name for name, values in fact.names.meant.items() if len(values) > 1)


def _check_facts(vocabulary: Vocabulary, problems: Problems) -> None:
    for fact in vocabulary.values():
        where = fact.where or Location(fact.path)
        with_values = fact.type in (FactType.CHOICE, FactType.CHOICES)
        if with_values != bool(fact.choices):
            message = "needs its `values`" if with_values else f"is {fact.type.words} and takes no `values`"
            problems.add(where, Code.INVALID_FACT, f"`{fact.path}` {message}")
        for alias in _ambiguous(fact):
            problems.add(where, Code.INVALID_FACT, f"`{fact.path}`: the name `{alias}` could mean more than one value")
        if _is_taken(fact, vocabulary):
            problems.add(
                where, Code.INVALID_FACT, f"`{fact.path}` cannot be a fact: documents have something else of that name"
            )
        *around, _ = accumulate(fact.path.split("."), "{}.{}".format)
        for outer in vocabulary.keys() & set(around):
            problems.add(
                where, Code.INVALID_FACT, f"`{fact.path}` cannot stand inside `{outer}`, which is a fact itself"
            )
        received = vocabulary.get(fact.deadline_of) if fact.deadline_of else fact
        if fact.deadline_of and not (fact.type is FactType.DATE and received and received.type is FactType.DATE):
            problems.add(
                where,
                Code.INVALID_FACT,
                f"`{fact.path}`: `deadline_of` is for a date, and names the date on which something came",
            )
        only = fact.only_for
        if only is not None:
            other = vocabulary.get(only.path)
            if other is None or other.type is not FactType.CHOICE:
                problems.add(
                    where, Code.INVALID_FACT, f"`{fact.path}`: `only_for` needs a fact with one of a list of values"
                )
                continue
            for value in sorted(only.values - set(other.choices)):
                code, message = unknown(Code.UNKNOWN_VALUE, value, other.choices)
                problems.add(where, code, f"`{fact.path}`: {message}")


def read_sources(
    path: Path, known: MappingType[str, SourceDocument], problems: Problems
) -> tuple[MappingType[str, SourceDocument], tuple[YearNote, ...]]:
    """The documents, with those that a file adds, and what they say of years without rules."""
    node = read_file(path, display(path), problems)
    shape = None if node is None else validate_node(SourcesShape, node, problems)
    if node is None or shape is None:
        return known, ()
    check_texts(node, problems)
    documents = dict(known)
    for n, each in enumerate(shape.documents):
        if each.id in (other.id for other in shape.documents[:n]):
            problems.add(
                locate(node, ("documents", n, "id")), Code.DUPLICATE_ID, f"the document `{each.id}` is described twice"
            )
        documents[each.id] = SourceDocument(**each.said(SourceDocument))
    for n, note in enumerate(shape.years):
        if note.source.document not in documents:
            where = locate(node, ("years", n, "source", "document"))
            problems.add(where, *unknown(Code.UNKNOWN_NAME, note.source.document, documents, what="document"))
    return documents, tuple(
        YearNote(note.year, note.text.text(), Citation(note.source.document, note.source.at)) for note in shape.years
    )


def check_texts(node: Node, problems: Problems) -> None:
    """Warn of every text that lacks nynorsk or English; bokmål is required by the shape."""
    match node:
        case MappingNode(entries=entries):
            keys = {entry.key for entry in entries}
            if "nb" in keys:
                for language in LANGUAGES:
                    if language not in keys:
                        problems.warn(
                            node.where, Code.MISSING_TRANSLATION, f"missing `{language}`; bokmål stands in for it"
                        )
            for entry in entries:
                check_texts(entry.node, problems)
        case ListNode(items=items):
            for item in items:
                check_texts(item, problems)
        case _:
            pass
