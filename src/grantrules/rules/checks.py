"""What can be wrong with rules that read well one by one: ids, offices, conditions that cannot hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import assert_never

from grantrules.base.codes import Code
from grantrules.base.errors import Location, Problems, did_you_mean, unknown
from grantrules.base.values import Value
from grantrules.language import condition as tree
from grantrules.language.condition import Basis, Citation, Op
from grantrules.language.vocabulary import OFFICE, Asked, Document
from grantrules.rules.ruleset import NATIONAL, OfficeValue, Rule, RuleSet, Verb

Known = dict[str, frozenset[Value]]
"""What values a fact can still have at a place in a condition, by path."""


def check_rules(rules: RuleSet, problems: Problems) -> None:
    """Find what is wrong within one year."""
    _unique_ids(rules, problems)
    _offices(rules, problems)
    _rankings(rules, problems)
    for value in rules.office_values:
        _speaks_for(value.fact, value.source, rules, problems)
    for rule in rules.rules:
        if rule.verb is Verb.SILENT:
            continue  # it was checked where it was stated
        _branch_ids(rule, problems)
        known: Known = {}
        if rule.when is not None:
            _only_for(rule.when, known, problems)
            known = _narrowed(rule.when, known)
        _only_for(rule.condition, known, problems)
        if rule.fulfilled is not None:
            _only_for(rule.fulfilled, _narrowed(rule.condition, known), problems)
        _of_reports(rule, rules, problems)
        _sources(rule, rules, problems)


def check_draft(rules: RuleSet, where: Location, problems: Problems) -> None:
    """Tell what of a draft still waits for a source, file by file; `where` is the place of the year that it is from."""
    copied = rules.drafted_from
    for rule in rules.waiting[:1] if copied is None else ():
        said = "say in `regulation.yaml` under `drafted_from` which year it was copied from"
        problems.add(place_of(rule), Code.INVALID_RULE, f"`basis: {rule.basis.value}` is for rules of a draft; {said}")
    for value in (each for each in rules.office_values if each.basis is Basis.AWAITED):
        message = f"no value of an office waits for its source; leave `{value.fact}` out until a document states it"
        problems.add(value.where or Location(value.fact), Code.INVALID_RULE, message)
    for branch in (each for rule in rules.rules for each in branches_of(rule) if each.basis is Basis.AWAITED):
        message = f"a rule waits for its source as a whole; leave `basis` out of the branch `{branch.id}`"
        problems.add(branch.where or where, Code.INVALID_RULE, message)
    if copied is None:
        return
    if copied >= rules.year:
        said = f"the year that a draft was copied from is before {rules.year}, and {copied} is not"
        problems.add(where, Code.YEARS_DISAGREE, said)
        return
    stated = Counter(rule.topic for rule in rules.rules if rule.verb is not Verb.SILENT)
    for topic, waiting in groupby(sorted(rules.waiting, key=lambda rule: rule.topic), lambda rule: rule.topic):
        first, *others = listed = list(waiting)
        documents = dict.fromkeys(f"`{source.document}`" for rule in listed for source in rule.sources)
        named = ", ".join(f"`{rule.id}`" for rule in listed[:MOST_NAMED]) + (", …" if listed[MOST_NAMED:] else "")
        number = f"{len(listed)} of {stated[topic]} rules here wait{'' if others else 's'}"
        message = f"{number} for a source of {rules.year} and still rest{'' if others else 's'} on {', '.join(documents)}: {named}"
        problems.warn(place_of(first), Code.INVALID_CITATION, message)
    message = (
        f"a draft, copied from {copied}: what is listed as silent is so by the documents of {copied}; take "
        f"`drafted_from` out when that has been held against those of {rules.year}"
    )
    problems.warn(where, Code.INVALID_CITATION, message)


MOST_NAMED = 5
"""So many rules that wait are named of a file; the others are found by their `basis`."""


def check_against_earlier(rules: RuleSet, earlier: Sequence[RuleSet], where: Location, problems: Problems) -> None:
    """Find what does not fit the earlier years; `where` is the place of what is about the year as a whole."""
    if earlier:
        before = _Before(sorted(earlier, key=lambda each: each.year))
        _succession(rules, before, where, problems)
        _repeals(rules, before, where, problems)
        _silences(rules, before, problems)
        _reports(rules, earlier, problems)


class _Before:
    """What earlier years came to: by id, the last that stated each rule, the one that repealed it, and what has ended at all.

    A rule has ended once a source says so (`repeals`), a topic without it is given whole (`complete`) or it has another id,
    and that is final: later years need not say it again. It is back where a year states it.
    """

    def __init__(self, years: Sequence[RuleSet]) -> None:
        self.last: dict[str, tuple[int, Rule]] = {}
        self.repealed: dict[str, int] = {}
        self.ended: set[str] = set()
        for year in years:
            stated = {rule.id: (year.year, rule) for rule in year.rules if rule.verb is not Verb.SILENT}
            self.ended |= {id_ for id_, (_, rule) in self.last.items() if rule.topic in year.complete}
            self.ended |= {each.rule for each in year.repeals} | {each.formerly for each in year.rules if each.formerly}
            self.ended -= year.by_id.keys()
            standing = {id_: since for id_, since in self.repealed.items() if id_ not in stated}
            self.repealed = {each.rule: year.year for each in year.repeals} | standing
            self.last |= stated


def _succession(rules: RuleSet, before: _Before, where: Location, problems: Problems) -> None:
    """Find what became of no rule: each rule that was not gone is there, repealed, silent or covered.

    Where a year's sources give a topic whole, absence means that the rule is gone (`complete`).
    """
    known = {rule.id for rule in rules.rules} | {rule.formerly for rule in rules.rules}
    known |= {each.rule for each in rules.repeals} | before.ended
    for id_, (year, rule) in before.last.items():
        if id_ not in known and rule.topic not in rules.complete:
            message = (
                f"`{id_}` of {year} is neither here, repealed, silent nor in a complete topic; "
                f"say what became of it, such as `silent: {{{year}: [{id_}]}}`"
            )
            problems.add(where, Code.YEARS_DISAGREE, message)


def _repeals(rules: RuleSet, before: _Before, where: Location, problems: Problems) -> None:
    """Find rules that are said to be gone and never were, are still here, or have been gone for longer."""
    once = before.last.keys()
    for repeal in rules.repeals:
        if repeal.rule in rules.by_id:
            problems.add(where, Code.YEARS_DISAGREE, f"`{repeal.rule}` is repealed and still here")
        elif (since := before.repealed.get(repeal.rule)) is not None:
            message = f"`{repeal.rule}` is repealed, and has been gone since {since}; a repeal is not repeated"
            problems.add(where, Code.YEARS_DISAGREE, message)
        elif repeal.rule not in once:
            hint = did_you_mean(repeal.rule, once)
            problems.add(
                where, Code.YEARS_DISAGREE, f"`{repeal.rule}` is repealed, but no earlier year has such a rule{hint}"
            )


def _silences(rules: RuleSet, before: _Before, problems: Problems) -> None:
    """Find silent rules that a later year than the one named stated too, or said are gone, among the years at hand."""
    for rule in rules.rules:
        since = rule.silent_since
        if since is None:
            continue
        last, gone = before.last.get(rule.id, (since, rule))[0], before.repealed.get(rule.id)
        if last > since:
            message = f"`{rule.id}` is silent since {since}, but {last} states it too; list it under {last}"
            problems.add(place_of(rule), Code.YEARS_DISAGREE, message)
        elif gone is not None:
            message = f"`{rule.id}` is silent since {since}, but gone since {gone}; leave it out"
            problems.add(place_of(rule), Code.YEARS_DISAGREE, message)


def _reports(rules: RuleSet, earlier: Sequence[RuleSet], problems: Problems) -> None:
    """Find rules, and offices' values, on reports that another year has for grants of the same year already.

    A report is answered from every year's rules that name its award year, so no two may have one id there.
    """
    for before in earlier:
        for rule in rules.rules:
            same = before.by_id.get(rule.id)
            shared = set(rule.awarded) & set(same.awarded if same else ())
            for year in sorted(shared):
                message = f"`{rule.id}` speaks of grants awarded in {year}, as it does in {before.year} already"
                problems.add(place_of(rule), Code.YEARS_DISAGREE, message)
        for year in sorted({year for rule in rules.rules for year in rule.awarded}):
            for value in _values_for(rules, year):
                others = [other for other in _values_for(before, year) if other.office == value.office]
                if any(other.fact == value.fact and other.value != value.value for other in others):
                    message = f"`{value.fact}` of `{value.office}` for grants awarded in {year} differs from that in {before.year}"
                    problems.add(value.where or Location(value.fact), Code.YEARS_DISAGREE, message)


def _values_for(rules: RuleSet, award_year: int) -> list[OfficeValue]:
    """The offices' values that a year's rules on the grants of a year read."""
    read = {path for rule in rules.rules if award_year in rule.awarded for path in rule.read_of_reports}
    return [value for value in rules.office_values if value.fact in read]


def place_of(rule: Rule) -> Location:
    """Where a rule stands."""
    return rule.where or Location(rule.id)


def _unique_ids(rules: RuleSet, problems: Problems) -> None:
    first: dict[str, Rule] = {}
    for rule in rules.rules:
        if rule.id in first:
            problems.add(
                place_of(rule),
                Code.DUPLICATE_ID,
                f"duplicate rule id `{rule.id}`; it stands at {place_of(first[rule.id])} already",
            )
        first.setdefault(rule.id, rule)


def _offices(rules: RuleSet, problems: Problems) -> None:
    office = rules.vocabulary.get(OFFICE)
    known = list(office.choices) if office else []
    for rule in rules.rules:
        if rule.office is not None and rule.office not in known:
            problems.add(place_of(rule), *unknown(Code.UNKNOWN_NAME, rule.office, known, what="office"))
    seen: set[tuple[str, str]] = set()
    for value in rules.office_values:
        where = value.where or Location(value.fact)
        if value.office not in (NATIONAL, *known):
            problems.add(where, *unknown(Code.UNKNOWN_NAME, value.office, [NATIONAL, *known], what="office"))
        if (value.fact, value.office) in seen:
            problems.add(where, Code.DUPLICATE_ID, f"`{value.fact}` has a value for `{value.office}` already")
        seen.add((value.fact, value.office))


def _rankings(rules: RuleSet, problems: Problems) -> None:
    """Find numbers that two rules of one ranking have: who bears both could not be told to bear one."""
    first: dict[tuple[str | None, int], Rule] = {}
    for rule in rules.rules:
        if rule.verb is Verb.PRIORITISE and rule.rank is not None:
            other = first.setdefault((rule.ranking, rule.rank), rule)
            if other is not rule:
                ranking = f"the ranking `{rule.ranking}`" if rule.ranking else "the national ranking"
                message = f"`{rule.id}` is number {rule.rank} of {ranking}, as `{other.id}` is already"
                problems.add(place_of(rule), Code.INVALID_RULE, message)


def _branch_ids(rule: Rule, problems: Problems) -> None:
    seen: set[str] = set()
    places: set[Location | None] = set()
    for branch in branches_of(rule):
        if branch.where in places:  # the same branch again, under a second bound of one count
            continue
        places.add(branch.where)
        if branch.id in seen:
            problems.add(
                branch.where or place_of(rule),
                Code.DUPLICATE_ID,
                f"duplicate branch id `{branch.id}` in rule `{rule.id}`",
            )
        seen.add(branch.id)


def branches_of(rule: Rule) -> Iterator[tree.Branch]:
    """The branches and readings of a rule."""
    roots = [each for each in (rule.condition, rule.when, rule.fulfilled) if each is not None]
    return (node for root in roots for node in tree.walk(root) if isinstance(node, tree.Branch))


def _of_reports(rule: Rule, rules: RuleSet, problems: Problems) -> None:
    """Find rules that are asked of reports and read what no report states, where a scheme has reports at all."""
    has_reports = any(Document.REPORT in fact.used_in for fact in rules.vocabulary.values())
    read = rule.shown_by | (rule.facts if rule.awarded and has_reports else frozenset())
    for path in sorted(read):
        fact = rules.vocabulary.get(path)
        if fact is not None and fact.asked is not Asked.OFFICE and Document.REPORT not in fact.used_in:
            problems.add(
                place_of(rule), Code.INVALID_RULE, f"`{rule.id}` is asked of reports, and no report states `{path}`"
            )


def _sources(rule: Rule, rules: RuleSet, problems: Problems) -> None:
    """Find rules that rest on a document of other years."""
    of_branches = [source for branch in branches_of(rule) for source in branch.sources]
    for source in () if rule.waits else dict.fromkeys((*rule.sources, *of_branches)):  # what waits is told by itself
        _speaks_for(rule.id, source, rules, problems)


def _speaks_for(what: str, source: Citation, rules: RuleSet, problems: Problems) -> None:
    document = rules.documents.get(source.document)
    if document is not None and rules.year not in document.speaks_for:
        years = ", ".join(str(each) for each in document.speaks_for)
        message = f"`{what}` cites `{document.id}`, which speaks for {years}, not for {rules.year}"
        problems.warn(source.where or Location(what), Code.INVALID_CITATION, message)


def _narrowed(condition: tree.Condition, known: Known) -> Known:
    """What is known of single-valued facts where the condition holds."""
    match condition:
        case tree.Compare(path=path, op=Op.ONE_OF, operand=frozenset() as values):
            return {**known, path: values & known.get(path, values)}
        case tree.AllOf(parts=parts):
            for part in parts:
                known = _narrowed(part, known)
            return known
        case tree.Branch(part=part):
            return _narrowed(part, known)
        case tree.Compare() | tree.AnyOf() | tree.Not() | tree.Count() | tree.Readings():
            return known
        case _:
            assert_never(condition)


def _only_for(condition: tree.Condition, known: Known, problems: Problems) -> None:
    """Find comparisons of a fact where the fact does not exist, and which therefore never hold."""
    match condition:
        case tree.Compare(only_for=None):
            return
        case tree.Compare(path=path, only_for=tree.Compare(path=other, operand=frozenset() as needed), where=where):
            possible = known.get(other)
            if possible is not None and possible.isdisjoint(needed):
                stated, wanted = (
                    " or ".join(f"`{value}`" for value in sorted(map(str, v))) for v in (possible, needed)
                )
                message = f"`{path}` exists only where `{other}` is {wanted}; here it is {stated}"
                problems.add(where or Location(path), Code.INVALID_CONDITION, message)
        case tree.AllOf():
            known = _narrowed(condition, known)
            for part in condition.parts:
                _only_for(part, known, problems)
        case tree.Not() | tree.Count():
            _only_for(condition.part, {}, problems)
        case tree.Compare() | tree.AnyOf() | tree.Branch() | tree.Readings():
            for part in tree.children(condition):
                _only_for(part, known, problems)
        case _:
            assert_never(condition)
