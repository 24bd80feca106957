"""Witnesses as application files, each with a first line that says what it shows."""

from __future__ import annotations

from pathlib import Path

from grantrules.base.errors import GrantRulesError, visible
from grantrules.base.texts import Language
from grantrules.base.yamltext import as_yaml
from grantrules.compare.causes import Side
from grantrules.compare.impact import YearDiff
from grantrules.compare.proofs import Acting, Differs, VerdictsQuestion, YearQuestion
from grantrules.compare.proofs.search import document
from grantrules.language.layout import is_set_by_office
from grantrules.render.pages.edits import Teller
from grantrules.render.pages.witnesses import WitnessTeller, own_facts


def write_witnesses(diff: YearDiff, folder: Path, language: Language) -> list[Path]:
    """Write a file for each witness into a folder; the paths are returned.

    Each is an application to the later year, by the vocabulary of that year.

    Raises:
        GrantRulesError: the folder or a file cannot be written.
    """
    assert diff.witnesses is not None
    teller = Teller(diff.before, diff.after, language)
    told = WitnessTeller(teller, diff.witnesses)
    written: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for found in told.found:
            path = folder / f"{file_name(found.question, diff)}.yaml"
            lines = [f"# {visible(told.question(found.question))}"]
            lines += [f"# {side.name}: {visible(said)}" for side, said in told.verdicts(found)]
            lines += [f"# {visible(line)}" for line in told.silences(found)]
            if left_out := _left_out(found):
                said = teller.word("known_only_in").format(year=teller.before.name, facts=", ".join(left_out))
                lines.append(f"# {said}")
            path.write_text("\n".join([*lines, as_yaml(_application(diff, found))]), encoding="utf-8")
            written.append(path)
    except OSError as error:
        raise GrantRulesError(
            f"{visible(str(error.filename or folder))}: cannot be written: {error.strerror}"
        ) from None
    return written


def file_name(question: YearQuestion, diff: YearDiff) -> str:
    """What the file of a witness is called: the two verdicts, or the rule with what it does and in which year."""
    match question:
        case VerdictsQuestion(before=before, after=after):
            return f"{before.value}-then-{after.value}"
        case Acting(act=act, side=side, rule=rule):
            years = {Side.BEFORE: diff.before.year, Side.AFTER: diff.after.year}
            where = str(years[side]) if diff.before.year != diff.after.year else side.value
            return f"{rule.id}-{act.value}-{where}"


def _application(diff: YearDiff, found: Differs) -> dict[str, object]:
    """The application as the later year knows it."""
    stated = found.witness.after.stated
    common = own_facts([stated.facts], of_measures=False)
    measures = [own_facts([measure.facts], of_measures=True) for measure in stated.measures]
    made = document(common, measures)
    return {"kind": made.pop("kind"), "year": diff.after.year, **made}


def _left_out(found: Differs) -> list[str]:
    """The facts that the later year does not know, and that the file therefore leaves out."""
    before, after = (
        {path for facts in (of.stated.facts, *(each.facts for each in of.stated.measures)) for path in facts}
        for of in (found.witness.before, found.witness.after)
    )
    return sorted(path for path in before - after if not is_set_by_office(path))
