"""Witnesses as HTML: the smallest application, and beside it what each year says."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from grantrules.compare.proofs import Differs
from grantrules.render.diff.witness_say import WitnessTeller
from grantrules.render.paper.html import Places, element, listed


def witness_section(told: WitnessTeller, places: Places) -> Element:
    """All that was found, and what was not."""
    place = places.name("witnesses")
    others = [each for why, questions in told.others for each in (element("h3", why), listed(questions))]
    return element(
        "section",
        element("h2", told.word("witnesses"), id=place),
        *(element("p", line, class_="lead quiet") for line in told.lead),
        *(_witness(told, found, places) for found in told.found),
        *others,
        aria_labelledby=place,
    )


def _witness(told: WitnessTeller, found: Differs, places: Places) -> Element:
    place = places.name("witness")
    about = told.about(found.question)
    verdicts = (
        element("div", element("h4", side.name, class_="year"), element("p", said))
        for side, said in told.verdicts(found)
    )
    return element(
        "article",
        element("h3", told.question(found.question), id=place),
        element("p", about, class_="text") if about else None,
        element("p", f"{told.word('smallest_application')}:", class_="quiet"),
        listed(told.stated(found.witness) or [told.word("states_nothing")]),
        element("div", *verdicts, class_="sides"),
        *(element("p", line, class_="note") for line in told.silences(found)),
        None if found.smallest else element("p", told.word("not_smallest"), class_="note"),
        aria_labelledby=place,
    )
