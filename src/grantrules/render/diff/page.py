"""A comparison as a page for people: what changed in effect first, what is no longer mentioned briefly at the end."""

from __future__ import annotations

from collections.abc import Iterator

from grantrules.base.texts import Language
from grantrules.compare.comparison import Edit, ValueEdit
from grantrules.compare.yeardiff import YearDiff
from grantrules.render.diff.groups import Group, grouped, sign, told_new
from grantrules.render.diff.impact_say import ImpactTeller
from grantrules.render.diff.say import Teller
from grantrules.render.diff.witness_say import WitnessTeller
from grantrules.render.paper.items import Item, Page, Section
from grantrules.render.paper.say import citation_text

MARK = "⇄"


def diff_page(diff: YearDiff, language: Language) -> Page:
    """The page for a comparison."""
    return _Pager(diff, language).page()


class _Pager(Teller):
    def __init__(self, diff: YearDiff, language: Language) -> None:
        super().__init__(diff.before, diff.after, language)
        self.of = diff

    def page(self) -> Page:
        groups = grouped(self.of.edits)
        sections = [Section(self.word("told_new"), tuple(map(self.told, told_new(self.of.edits))))]
        sections += [section for group, topics in groups.items() for section in self.group(group, topics)]
        sections.append(Section(self.word("values"), tuple(self.value(each) for each in self.of.values)))
        if self.of.witnesses is not None:
            sections += WitnessTeller(self, self.of.witnesses).sections()
        if self.of.impact is not None:
            sections += ImpactTeller(self, self.of.impact).sections()
        lead = [*(f"{side.name}: {side.rules.title[self.language]}" for side in self.sides), summary_of(self, self.of)]
        if self.of.edits:
            lead.append(self.word("silence_is_not_repeal"))
        shown = tuple(section for section in sections if section.items)
        return Page(self.word("comparison"), MARK, self.title, tuple(lead), shown)

    def group(self, group: Group, topics: dict[str, list[Edit]]) -> Iterator[Section]:
        """What changed in effect has a section for each topic; the rest stands together."""
        heading = self.word(f"group_{group.value}")
        if group is Group.SILENCES:
            briefly = [Item(f"{self.topic(topic)}:", tuple(map(self.brief, edits))) for topic, edits in topics.items()]
            yield Section(heading, tuple(briefly))
            return
        for topic, edits in topics.items():
            yield Section(f"{heading} – {self.group_heading(group, topic)}", tuple(map(self.edit, edits)))

    def edit(self, edit: Edit) -> Item:
        """One rule that differs, as each year has it."""
        sided = self.sided(edit)
        texts = {side: side.text(rule) for side, rule in sided}
        alike = len(texts) > 1 and len(set(texts.values())) == 1
        details = [texts[self.after]] if alike else []
        for side, rule in sided:
            said = [] if rule.silent_since is None else [f"{self.silent(edit)}."]
            said += [] if alike else [texts[side]]
            said += map(self.asked, self.asks(edit, side))
            said += [f"[{side.cited(rule)}]"] if rule.silent_since is None else []
            details.append(f"{side.name}: {' '.join(said)}")
        for part, before, after in self.particulars(edit):
            details.append(f"{part}: {before} ({self.before.name}) → {after} ({self.after.name})")
        details += [line for line in (self.ground(edit), self.differs_in(edit)) if line]
        return Item(f"{sign(edit)} {edit.rule}: {self.changes(edit)}", tuple(details))

    def told(self, edit: Edit) -> Item:
        """What a document itself calls new, changed or gone: its words and the place."""
        return Item(f"{sign(edit)} {edit.rule} ({self.statement(edit)}): {self.newly(edit)}", (self.ground(edit),))

    def brief(self, edit: Edit) -> str:
        """A rule that is not mentioned any more, on a line."""
        rule = edit.before or edit.after
        assert rule is not None
        return f"{edit.rule}: {rule.text[self.language]} ({self.last_stated(edit)})"

    def value(self, edit: ValueEdit) -> Item:
        """A value set by an office, in each year."""
        details = [
            f"{side.name}: {said}{f' [{citation_text(value.source)}]' if value else ''}"
            for side, said, value in self.valued(edit)
        ]
        return Item(f"{sign(edit)} {self.value_title(edit)}: {self.value_change(edit)}", tuple(details))


def counts(diff: YearDiff) -> dict[Group, int]:
    """How many rules each group has."""
    return {group: sum(map(len, topics.values())) for group, topics in grouped(diff.edits).items()}


def summary_of(teller: Teller, diff: YearDiff) -> str:
    """How many rules differ in each way."""
    counted = [f"{number} {teller.word(f'short_{group.value}')}" for group, number in counts(diff).items()]
    if not counted:
        counted = [teller.word("nothing_differs")]
    same, silent = diff.comparison.same, diff.comparison.silent_in_both
    counted += [f"{len(same)} {teller.word('short_same')}"] if same or not silent else []
    return "; ".join([*counted, *([f"{len(silent)} {teller.word('short_silent_in_both')}"] if silent else [])])
