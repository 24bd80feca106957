"""What a verdict rests on: the weakest document and basis among what carries it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grantrules.evaluation.outcomes import Outcome
from grantrules.language.condition import Citation
from grantrules.rules.ruleset import Authority, Basis, OfficeValue, Rule, RuleSet


@dataclass(frozen=True, slots=True)
class Ground:
    """One citation that a verdict hangs on, with its weight."""

    authority: Authority
    basis: Basis
    citation: Citation

    @property
    def weakness(self) -> tuple[int, int]:
        """Larger is weaker: first by authority, then by basis."""
        return self.authority.rank, self.basis.rank


@dataclass(frozen=True, slots=True)
class RestsOn:
    """The weakest authority and the weakest basis that a verdict needs, and the documents that it needs."""

    authority: Authority
    basis: Basis
    documents: tuple[str, ...]

    @property
    def weakness(self) -> tuple[int, int]:
        """Larger is weaker."""
        return self.authority.rank, self.basis.rank


def grounds_of(rules: RuleSet, rule: Rule, outcome: Outcome, served: Mapping[str, OfficeValue]) -> list[Ground]:
    """The citations that one outcome hangs on: the rule's own or its deciding branches', and offices' values."""
    own = rule.sources_of_branches
    cited = [own[branch] for branch in outcome.branches if branch in own] or [rule.sources]
    grounds = [_strongest(rules, rule, sources) for sources in cited if sources]
    values = [served[path] for path in outcome.facts if path in served]
    return grounds + [Ground(_office_authority(rules, value), value.basis, value.source) for value in values]


def weakest(grounds: Iterable[Ground]) -> RestsOn | None:
    """What a verdict rests on that needs all of these grounds."""
    return together(RestsOn(each.authority, each.basis, (each.citation.document,)) for each in grounds)


def together(parts: Iterable[RestsOn | None]) -> RestsOn | None:
    """What a verdict rests on that needs each of these."""
    needed = [part for part in parts if part is not None]
    if not needed:
        return None
    return RestsOn(
        authority=max((part.authority for part in needed), key=lambda each: each.rank),
        basis=max((part.basis for part in needed), key=lambda each: each.rank),
        documents=tuple(sorted({document for part in needed for document in part.documents})),
    )


def strongest(parts: Iterable[RestsOn | None]) -> RestsOn | None:
    """What a verdict rests on that any one of these suffices for; nothing where one of them needs nothing."""
    enough: list[RestsOn] = []
    for part in parts:
        if part is None:
            return None
        enough.append(part)
    return min(enough, key=lambda each: (each.weakness, each.documents), default=None)


def _strongest(rules: RuleSet, rule: Rule, sources: tuple[Citation, ...]) -> Ground:
    every = [Ground(rules.authority(rule.office, source), rule.basis, source) for source in sources]
    return min(every, key=lambda ground: ground.weakness)


def _office_authority(rules: RuleSet, value: OfficeValue) -> Authority:
    return rules.authority(value.office, value.source)
