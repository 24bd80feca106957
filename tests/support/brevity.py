"""The limits that a brief page keeps to: short, in one language, without ids, what decides at the top, nothing twice."""

from __future__ import annotations

import re
from collections import Counter

from grantrules.base.texts import Language
from grantrules.decision.scope import ScopedResult
from grantrules.render.paper.flat import WIDTH
from grantrules.results.document import Decision, ReportAnswer

FIRST = 12
"""Within so many lines the first point stands."""

LONGEST = 240
ENGLISH = {
    "the",
    "of",
    "and",
    "is",
    "not",
    "are",
    "accepted",
    "rejected",
    "measure",
    "measures",
    "applicant",
    "application",
    "with",
    "by",
    "from",
    "has",
    "this",
    "that",
    "must",
    "should",
    "rule",
    "rules",
    "year",
    "stated",
    "grant",
    "which",
    "their",
    "failed",
    "eligible",
    "undetermined",
    "perhaps",
    "none",
    "yes",
    "no",
    "more",
    "other",
}
NORWEGIAN = {
    "og",
    "ikke",
    "ikkje",
    "søknad",
    "søkeren",
    "søkjaren",
    "tiltak",
    "tiltakene",
    "tiltaka",
    "må",
    "bør",
    "kanskje",
    "regelen",
    "frist",
}
"""Words of the one language that the other does not have."""


def own_words(result: ScopedResult) -> set[str]:
    """The words that the document itself brings."""
    stated = [*result.stated.facts.values(), result.stated.id]
    stated += [each for measure in result.stated.measures for each in (measure.id, measure.facts.get("measure.title"))]
    return words_of(" ".join(map(str, stated)))


def words_of(text: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[\w-]+", text)}


def sentences_of(text: str) -> list[str]:
    """The sentences of a page, without its tables."""
    parts = re.split(r"\n\n|\n  - |\n      ", re.sub(r"(?ms)^[^\n]*\n  -{5}.*?(?=\n\n|\n  - )", "", text))
    return [each for part in parts for each in re.split(r"(?<=[.?!]) ", re.sub(r"\s+", " ", part).strip())]


def faults_of(result: Decision | ReportAnswer, language: Language, allowed: int, has_points: bool) -> list[str]:
    """What is wrong with a page, by the limits that it has to keep to: so many lines, and the first point at the top."""
    text = result.to_text(language)
    lines, words, own = text.splitlines(), words_of(text), own_words(result)
    faults = [] if len(lines) <= allowed else [f"{len(lines)} lines"]
    faults += [f"too wide: {line}" for line in lines if len(line) > WIDTH]
    faults += [f"too long: {said}" for said in sentences_of(text) if len(said) > LONGEST]
    faults += [f"the id {id_}" for id_ in result.rules.by_id if "-" in id_ and id_ in words - own]
    other = NORWEGIAN if language == "en" else ENGLISH
    faults += [f"the word {word}" for word in other & (words - own)] if language != "en" else []
    if has_points and not 0 < min(lines_of_points(lines), default=0) <= FIRST:
        faults.append("what decides stands too far down")
    headings = Counter(line for line in lines if re.match(r"\w", line))
    faults += [f"twice: {line}" for line, number in headings.items() if number > 1]
    paragraphs = [re.sub(r"\s+", " ", each) for each in re.split(r"\n  - |\n\n", text)]
    told = Counter(re.sub(r"^\d+\. | \[[^]]*\]", "", each) for each in paragraphs)
    faults += [f"twice: {each}" for each, number in told.items() if number > 1]
    return faults


def lines_of_points(lines: list[str]) -> list[int]:
    """The numbers of the lines in which points begin."""
    return [number for number, line in enumerate(lines, 1) if re.match(r"  - \d+\. ", line)]


def numbers_told(text: str) -> set[int]:
    """The numbers of the points on a page: told, by title in a line, or at least counted there."""
    found = {int(number) for number in re.findall(r"(?m)^  - (\d+)\. ", text)}
    for also in re.findall(r"(?ms)^  - (?:Også: |(?=\(\d))(.*?)(?=\n\n|\n  - )", text):
        found |= {int(number) for number in re.findall(r"\((\d+)\)", also)}
        found |= {
            number
            for first, last in re.findall(r"til \((\d+)–(\d+)\)", re.sub(r"\s+", " ", also))
            for number in range(int(first), int(last) + 1)
        }
    return found
