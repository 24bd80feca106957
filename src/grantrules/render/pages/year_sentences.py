"""The sentences that a comparison begins with: of each subject what changed most, with the weight of its source.

They are made from the edits alone: from what became of a rule and what that does, the values that come in or fall out, the titles
of both years, dates and amounts. No sentence knows a year or a scheme.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from grantrules.base.texts import Language
from grantrules.compare.choices import ChoiceChange, choice_changes
from grantrules.compare.comparison import Comparison, Edit
from grantrules.compare.effect import Effect
from grantrules.compare.statements import COME_OR_GONE, COMPARED, StatementChange, is_stated
from grantrules.language.condition import Basis, Citation
from grantrules.render.pages.compared_year import ComparedYear
from grantrules.render.pages.edits import EditWords
from grantrules.render.pages.groups import Group, group_of, offices_of
from grantrules.render.pages.year_dates import DateWords
from grantrules.rules.ruleset import Authority, Rule, SourceDocument, Verb

MOST, LONGEST = 8, 240
"""So many sentences are told, of so many characters at most."""

MOST_VALUES = 4
"""So many values are named in a sentence."""


class Subject(IntEnum):
    """What a sentence is about, in the order in which people ask for it."""

    WHO = 0
    FUNDED = 1
    CRITERIA = 2
    CAME_OR_WENT = 3
    DATES = 4
    DUTIES = 5
    PRIORITIES = 6
    APPEAL = 7
    MONEY = 8
    MENTIONED = 9
    FORMALITIES = 10
    UNSAID = 11
    IN_DOUBT = 12
    GOALS = 13
    OTHER = 14


_ABOUT = {"appeal": Subject.APPEAL, "budget": Subject.MONEY, "goal": Subject.GOALS, "subgoal": Subject.GOALS}
_HEADS = {
    Subject.CRITERIA: "subject_criteria",
    Subject.DUTIES: "subject_duties",
    Subject.PRIORITIES: "subject_priorities",
    Subject.GOALS: "subject_goals",
}
"""What gathered rules are about; of others what became of them stands first."""

_KINDS = {
    Subject.CRITERIA: "kind_criteria",
    Subject.PRIORITIES: "kind_priorities",
    Subject.GOALS: "kind_goals",
}
"""The kind that the titles of gathered rules begin with, which what they are about says already."""


def subject_of(edit: Edit) -> Subject:
    """What an edit is about: by its verb, its topic and what it states."""
    rule = edit.before if edit.before is not None and edit.before.verb.decides else edit.after or edit.before
    assert rule is not None
    stated = rule.last_stated or rule
    match stated.verb:
        case Verb.PRIORITISE:
            return Subject.PRIORITIES
        case Verb.OBLIGE:
            return Subject.DUTIES
        case Verb.ASSESS:
            return Subject.CRITERIA
        case Verb.STATE | Verb.NOTE | Verb.SILENT:
            return _ABOUT.get(stated.states.about, Subject.OTHER) if stated.states else Subject.OTHER
        case _:
            topics = {"applicants": Subject.WHO, "application": Subject.FORMALITIES}
            return topics.get(stated.topic, Subject.FUNDED)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the half page: what it is about by name, what it says, and the edits that it is made of."""

    subject: Subject
    head: str
    said: str
    edits: tuple[Edit, ...]

    def __str__(self) -> str:
        return f"{self.head}: {self.said}."


class YearSentences:
    """Makes the sentences, in one language."""

    def __init__(self, words: EditWords, comparison: Comparison) -> None:
        self.words, self.of, self.word = words, comparison, words.word
        self._national = [edit for edit in comparison.edits if edit.told_by is not None or not offices_of(edit)]

    def sentences(self) -> list[Sentence]:
        """At most so many, the most weighty first; of rules of which only the doubt moved one each where there is room."""
        dated = self._dates()
        told = {edit.rule for sentence in dated for edit in sentence.edits}
        left = [edit for edit in self._national if edit.rule not in told]
        doubts = [edit for edit in left if group_of(edit) is Group.IN_DOUBT]
        found = [*dated, *self._settled(left), *self._unsaid(left)]
        found += self._in_doubt(doubts, MOST - len(found))
        return sorted(found, key=lambda sentence: sentence.subject)[:MOST]

    def goals(self) -> list[Sentence]:
        """What became of the goals, for the rest."""
        settled = [edit for edit in self._national if _is_settled(edit) and subject_of(edit) is Subject.GOALS]
        replaced = [edit for edit in settled if edit.effect is Effect.REPLACED]
        rest = [edit for edit in settled if edit not in replaced]
        return [*map(self._replaced_goal, replaced), *self._gathered(Subject.GOALS, rest)]

    def _replaced_goal(self, edit: Edit) -> Sentence:
        """A goal that was replaced, in the words of the later year: its title is the same in both."""
        assert edit.after is not None
        title, text = edit.after.title[self.words.language], edit.after.text[self.words.language]
        said = [self.words.effect(edit), self.word("goal_now").format(text=text.removesuffix("."))]
        return self._made(Subject.GOALS, title, said, self._weight_of(edit), edit)

    def _settled(self, left: Sequence[Edit]) -> Iterator[Sentence]:
        """What changed that neither year leaves open, and what is mentioned for the first time or again."""
        by_subject: dict[Subject, list[Edit]] = {subject: [] for subject in Subject}
        came_or_went: list[Edit] = []
        for edit in filter(_is_settled, left):
            does = subject_of(edit) not in (Subject.APPEAL, Subject.MONEY, Subject.GOALS, Subject.OTHER)
            (came_or_went if does and edit.statement in COME_OR_GONE else by_subject[subject_of(edit)]).append(edit)
        for subject in (Subject.WHO, Subject.FUNDED, Subject.FORMALITIES, Subject.APPEAL, Subject.MONEY):
            compared = [edit for edit in by_subject[subject] if edit.statement in COMPARED]
            yield from (self._single(subject, edit) for edit in compared)
        yield from self._gathered(Subject.CAME_OR_WENT, came_or_went)
        for subject in (Subject.CRITERIA, Subject.DUTIES):
            yield from self._gathered(subject, by_subject[subject])
        mentioned = [edit for edit in left if group_of(edit) is Group.MENTIONS]
        mentioned.sort(key=lambda edit: edit.statement is StatementChange.STATED_AGAIN)
        priorities = [edit for edit in mentioned if subject_of(edit) is Subject.PRIORITIES]
        yield from self._gathered(Subject.PRIORITIES, [*by_subject[Subject.PRIORITIES], *priorities])
        bounds = (Subject.WHO, Subject.FUNDED, Subject.FORMALITIES, Subject.DUTIES)
        yield from self._gathered(Subject.MENTIONED, [edit for edit in mentioned if subject_of(edit) in bounds])

    def _in_doubt(self, edits: Sequence[Edit], room: int) -> list[Sentence]:
        """The rules of which only the doubt moved: one by one as far as there is room, first those that name values."""
        first = sorted(edits, key=lambda edit: not self._names_values(edit))
        alone = first if len(edits) <= room else first[: max(0, room - 1)]
        rest = [edit for edit in edits if edit not in alone]
        return [*(self._single(Subject.IN_DOUBT, edit) for edit in alone), *self.doubts(rest)]

    def doubts(self, edits: Sequence[Edit]) -> list[Sentence]:
        """Several rules of which only the doubt moved, by which way it moved."""
        return self._gathered(Subject.IN_DOUBT, edits)

    def _names_values(self, edit: Edit) -> bool:
        """Whether there are values of which the change says more than that something is in doubt."""
        assert edit.before is not None
        assert edit.after is not None
        return any(True for _ in choice_changes(edit.before, edit.after, self.of.before, self.of.after))

    def _unsaid(self, left: Sequence[Edit]) -> list[Sentence]:
        """Of what people ask for, what the later year does not mention: appeals and money, by what was stated before."""
        asked = (Subject.APPEAL, Subject.MONEY)
        silent = [edit for edit in left if edit.statement is StatementChange.NOW_SILENT]
        return self._gathered(Subject.UNSAID, [edit for edit in silent if subject_of(edit) in asked])

    def _dates(self) -> list[Sentence]:
        """When applications and reports are due in both years; in one sentence where that has room for it."""
        found = []
        for head, said, rules in DateWords(self.words, self.of, self.weight).told():
            named = {rule.id for rule in rules}
            edits = tuple(edit for edit in self.of.edits if edit.rule in named or edit.formerly in named)
            found.append(Sentence(Subject.DATES, head, said, edits))
        if len(found) == 2:
            one, other = found
            other_head = other.head[:1].lower() + other.head[1:]
            both = Sentence(one.subject, one.head, f"{one.said}; {other_head}: {other.said}", one.edits + other.edits)
            return [both] if len(str(both)) <= LONGEST else found
        return found

    # -- one rule, and several together

    def _single(self, subject: Subject, edit: Edit) -> Sentence:
        """One rule that both years state: what the change does, for which values, how it was called, by which source."""
        assert edit.before is not None
        assert edit.after is not None
        weight = self._weight_of(edit)
        then, now = edit.before.title[self.words.language], edit.after.title[self.words.language]
        if subject is Subject.MONEY:
            return self._made(subject, self.word("subject_money"), [self._amounts(edit)], weight, edit)
        said = [self.word("told_doubt") if subject is Subject.IN_DOUBT else self.words.effect(edit)]
        for change in choice_changes(edit.before, edit.after, self.of.before, self.of.after):
            told = list(self._values(change))
            said += told
            if change.wider and told and edit.source is None and change.sources != edit.after.sources:
                weight = self.weight(self.words.after, change.sources)
        said += [self.words.effect(edit)] if subject is Subject.IN_DOUBT else []
        said += [f"{what}: {before} → {after}" for what, before, after in self.words.figures(edit)]
        if then != now:
            said.append(self.word("title_then").format(year=self.words.before.name, title=then))
        return self._made(subject, now, said, weight, edit)

    def _amounts(self, edit: Edit) -> str:
        """An amount with its kind in both years."""
        said = [self.words.amount(side, rule) or self.word("none_mentioned") for side, rule in self.words.sided(edit)]
        one, other = (side.name for side in self.words.sides)
        return self.word("from_to").format(before=said[0], one=one, after=said[-1], other=other)

    def _values(self, change: ChoiceChange) -> Iterator[str]:
        """The values that come in, fall out, or are in doubt now; of many none."""
        for key, values, side in (
            ("values_wider", change.wider, self.words.after),
            ("values_narrower", change.narrower, self.words.before),
            ("values_doubtful", change.doubtful, self.words.after),
        ):
            fact = side.sentences.vocabulary.get(change.fact)
            if values and len(values) <= MOST_VALUES:
                yield self.word(key).format(values=side.sentences.listed(side.sentences.names(values, fact), "and"))

    def _made(self, subject: Subject, head: str, said: list[str], weight: str, edit: Edit) -> Sentence:
        """A sentence within its length: what is said last is left out first."""
        parts = [part for part in said if part]
        while True:
            sentence = Sentence(subject, head, f"{'; '.join(parts)} ({weight})", (edit,))
            if len(str(sentence)) <= LONGEST or len(parts) < 2:
                return sentence
            parts.pop()

    def _gathered(self, subject: Subject, edits: Sequence[Edit]) -> list[Sentence]:
        """Several rules of a subject by what became of them; in a sentence each where one has no room for all."""
        by_change: dict[str, list[Edit]] = {}
        for edit in edits:
            by_change.setdefault(self._became(edit), []).append(edit)
        whole = self._fitting(subject, by_change)
        if not whole or len(by_change) < 2 or whole[1]:
            return [whole[0]] if whole else []
        first, *others = by_change.values()
        return [
            *self._gathered(subject, first),
            *self._gathered(subject, [edit for several in others for edit in several]),
        ]

    def _fitting(self, subject: Subject, by_change: Mapping[str, Sequence[Edit]]) -> tuple[Sentence, bool] | None:
        """A sentence of its length, with as many titles as it has room for, and whether those are all."""
        edits = tuple(edit for several in by_change.values() for edit in several)
        weights = {self._weight_of(edit) for edit in edits}
        head = self.word(_HEADS[subject]) if subject in _HEADS else ""
        kind = self.word(_KINDS[subject]) if subject in _KINDS else ""
        most = max(map(len, by_change.values()), default=0)
        for number in range(most, 0, -1):
            said = "; ".join(
                f"{became}: {self.listed(several, number, kind if head else None, weighed=len(weights) > 1)}"
                for became, several in by_change.items()
            )
            said += f" ({next(iter(weights))})" if len(weights) == 1 else ""
            first, _, rest = said.partition(": ")
            sentence = Sentence(subject, head or capital(first), said if head else rest, edits)
            if len(str(sentence)) <= LONGEST or number == 1:
                return sentence, number == most and len(str(sentence)) <= LONGEST
        return None

    def listed(self, edits: Sequence[Edit], most: int, kind: str | None = None, *, weighed: bool) -> str:
        """The titles of some rules, without the kind that is said already, and after those that rest on the same its weight."""
        titles = {edit.rule: self._titled(edit) for edit in edits[:most]}
        named = {id_: title.removeprefix(f"{kind}: ") for id_, title in titles.items()}
        by_weight: dict[str, list[str]] = {}
        for edit in edits[:most]:
            by_weight.setdefault(self._weight_of(edit) if weighed else "", []).append(named[edit.rule])
        joint = " · " if kind is None else ", "
        said = joint.join(
            f"{joint.join(each)} ({weight})" if weight else joint.join(each) for weight, each in by_weight.items()
        )
        left = len(edits) - most
        return self.word("more_titles").format(rules=said, number=left) if left > 0 else said

    def _titled(self, edit: Edit) -> str:
        """The title of a rule; of one that is not mentioned any more with the amount that it stated."""
        title = edit.title[self.words.language]
        if edit.statement is not StatementChange.NOW_SILENT or edit.before is None or edit.before.states is None:
            return title
        amount = edit.before.states.amount
        return title if amount is None else f"{title} ({self.words.before.sentences.money(amount)})"

    def _became(self, edit: Edit) -> str:
        """What became of a rule, in a few words."""
        if edit.in_doubt and edit.effect is not None:
            return self.word(f"doubt_{edit.effect.value}")
        if edit.statement in COMPARED:
            return self.words.effect(edit)
        if edit.statement is StatementChange.NOW_SILENT:
            return self.word("told_silent").format(year=self.words.after.name)
        return self.word(f"told_{edit.statement.value}")

    # -- the weight of a source

    def _weight_of(self, edit: Edit) -> str:
        """The weight of what says that a rule is as it is now; of one that is not mentioned, of what said so before."""
        if edit.source is not None:
            rule = edit.after if edit.statement in COMPARED else None
            return self.weight(self.words.after, [edit.source], rule)
        rule = edit.after if edit.after is not None and is_stated(edit.after) else edit.before
        assert rule is not None
        side = self.words.after if rule is edit.after else self.words.before
        return self.weight(side, rule.sources, rule)

    def weight(self, side: ComparedYear, sources: Iterable[Citation], rule: Rule | None = None) -> str:
        """The weightiest of some documents by its short title: whether an office alone says it, and what is not said outright."""
        documents, order = side.rules.documents, list(Authority)
        cited = [documents[each.document] for each in sources]
        document = min(cited, key=lambda each: order.index(each.authority))
        alone = document.authority in (Authority.OFFICE_SLIDE, Authority.OUTSIDE)
        said = self.word("weight_alone" if alone else "weight_by").format(
            document=called(document, self.words.language)
        )
        if rule is None or rule.basis is Basis.STATED:
            return said
        return f"{said}, {self.word(f'basis_{rule.basis.value}')}"


def _is_settled(edit: Edit) -> bool:
    """Whether something changed that neither year leaves open, in what is done or told."""
    if edit.in_doubt:
        return False
    return edit.statement in COME_OR_GONE or edit.effect not in (None, Effect.SAME)


def called(document: SourceDocument, language: Language) -> str:
    """The short title of a document within a sentence."""
    title = document.called[language]
    return f"the {title.removeprefix('The ')}" if language == "en" and title.startswith("The ") else title


def capital(text: str) -> str:
    """A text as a sentence begins."""
    return text[:1].upper() + text[1:]
