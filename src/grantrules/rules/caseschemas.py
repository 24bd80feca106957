"""The JSON Schemas of the files of cases: documents, and what a year's own documents answer to each.

The library does not read them; the tests do, and `python -m tests.guards.cases`. What a rule, a measure or a branch is
called in a case is checked there.
"""

from __future__ import annotations

from collections.abc import Mapping

from grantrules.language.editorhelp import Schema, apart, one_of
from grantrules.language.vocabulary import Document
from grantrules.rules.ruleset import Aspect
from grantrules.rules.schemas import MEANINGS

_VERDICTS = one_of(
    {
        "eligible": "nothing that the rules decide stands in the way",
        "not_eligible": "something surely bars",
        "undetermined": "something is missing, to be mended, or left to people",
    }
)
_STATUS_OF_REPORT = one_of(
    {
        "complete": "everything that the documents ask for is there",
        "to_correct": "something surely is not as asked",
        "open": "it cannot be said",
    }
)
_CAUSES = one_of(
    {
        "fact": "a fact is missing",
        "correction": "the applicant has to mend something",
        "judgement": "it is left to judgement",
        "reading": "the words can be read in two ways",
        "disputed": "the sources differ",
        "unclear": "the source is unclear",
        "silent": "the sources say nothing",
    }
)
_OUTCOMES = one_of(
    {
        "held": "it holds; of an `exclude` that it bars",
        "failed": "it does not hold",
        "open": "it cannot be said",
        "not_applicable": "it is not about this",
    }
)
_KEPT = one_of({"on_time": "in time", "late": "too late", "unknown": "not known"})
_FULFILLED = one_of({"fulfilled": "done", "not_fulfilled": "not done", "unknown": "not known"})
_APPLIES = one_of(
    {
        "sure": "surely",
        "perhaps": "perhaps",
        "no": "not, though the documents speak of it",
        "not_stated": "none of the documents says",
    }
)
_ASPECTS = one_of(MEANINGS[Aspect.__name__])
_TEXT: Schema = {"type": "string", "minLength": 1}
_RULE = "^[a-z0-9][a-z0-9-]*(:fulfilled)?$"


def _said(description: str, schema: Schema) -> Schema:
    return {"description": description, **schema}


def _each(value: Schema) -> Schema:
    return {"type": "object", "additionalProperties": value}


def _by_rule(value: Schema) -> Schema:
    """Something of each of some rules."""
    return {"type": "object", "propertyNames": {"pattern": _RULE}, "additionalProperties": value}


def _or_by_measure(value: Schema) -> Schema:
    """Something of a rule, or of each of some measures."""
    return apart("object", _each(value), value)


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _of(properties: Mapping[str, Schema], *needs: str) -> Schema:
    return {"type": "object", "additionalProperties": False, "required": list(needs), "properties": dict(properties)}


_RULES = _list({"type": "string", "pattern": _RULE})
_FACTS = _list({"type": "string", "pattern": r"^[a-z0-9_]+(\.[a-z0-9_]+)*$"})
_ABOUT = _of(
    {
        "about": _said("What it is about.", _TEXT),
        "amount": _said("The amount that it states.", {"type": "number"}),
        "figure": _said("What kind of figure that is, such as `budget`.", _TEXT),
    }
)

_REASONED = {
    "outcomes": _said(
        "How rules (among others) come out, for all or for each measure.", _by_rule(_or_by_measure(_OUTCOMES))
    ),
    "waits_for": _said("All facts that rules are open for.", _by_rule(_or_by_measure(_FACTS))),
    "doubts": _said(
        "All branches that keep rules open, each after the kind of doubt; of readings the rule itself.",
        _by_rule(_or_by_measure(_list(_TEXT))),
    ),
    "states": _said("Rules (among others) with what they are about or the figure that they state.", _by_rule(_ABOUT)),
    "silences": _said(
        "Rules (among others) that the year is silent on, with the last year that stated them.",
        _by_rule({"type": "integer"}),
    ),
    "notes": _said("All rules that point somewhere.", _RULES),
    "missing": _said("Facts (among others) without which there is no verdict.", _FACTS),
    "duties": _said(
        "Duties (among others) with when they are due: a day, `03-01 of the year after grant.award_year`, `letter` or `not_stated`.",
        _by_rule(_TEXT),
    ),
}

_OF_AN_APPLICATION: Mapping[str, Schema] = {
    "status": _said("The verdict on the application.", _VERDICTS),
    "measures": _said("The verdict on each measure.", _each(_VERDICTS)),
    "barred_by": _said("All rules that bar the application or a measure.", _RULES),
    "open": _said("Rules (among others) that keep the verdict open, with the cause.", _by_rule(_CAUSES)),
    "tags": _said(
        "All priorities, sure and perhaps.",
        _of(
            {
                "sure": _said("Those that are sure.", _RULES),
                "perhaps": _said("Those that hang on something open.", _RULES),
            }
        ),
    ),
    "ranks": _said("The numbers of priorities (among others).", _by_rule({"type": "integer", "minimum": 1})),
    "judge": _said("Rules (among others) that people must judge.", _RULES),
    "judge_all": _said("All rules that people must judge.", _RULES),
    "corrections": _said("Rules (among others) on what the applicant has to mend.", _RULES),
    **_REASONED,
}

_FOR = _said("What it is for: `report`, `accounts` or `audit`.", {"type": ["string", "null"]})
_DAY = _said("The day that it comes to.", {"type": ["string", "null"], "format": "date"})
_SETS = _said("The document that sets it, or `letter`.", _TEXT)

_OF_A_REPORT: Mapping[str, Schema] = {
    "status": _said("How far the report is what the documents ask for.", _STATUS_OF_REPORT),
    "dates": _said(
        "All days that surely bind.",
        _list(_of({"for": _FOR, "day": _DAY, "according_to": _SETS, "found": _said("How it was kept.", _KEPT)})),
    ),
    "perhaps_dates": _said(
        "Days (among others) that hang on something not stated.",
        _list(_of({"for": _FOR, "day": _DAY, "according_to": _SETS})),
    ),
    "aspects": _said(
        "What the documents answer to a question.",
        {**_each(_APPLIES), "propertyNames": _ASPECTS},
    ),
    "aspect_of": _said("Rules (among others) with the question that they answer.", _by_rule(_ASPECTS)),
    "corrections": _said("Facts (among others) found wanting.", _FACTS),
    "judge": _said("Whether people must judge something.", {"type": "boolean"}),
    "fulfilled": _said("Duties (among others) with whether the report shows them done.", _by_rule(_FULFILLED)),
    "held_against": _said("Duties (among others) with what it is whose arrival their day is for.", _by_rule(_TEXT)),
    "error": _said(
        "That the report is refused.",
        one_of({"unknown_year": "no rules for grants of that year", "no_year": "it does not state that year"}),
    ),
    **_REASONED,
}


def cases_schema(document: Schema, kind: Document) -> Schema:
    """The schema of a file of cases of one kind of document, which has a schema itself."""
    parts = document["$defs"]
    own = {key: value for key, value in document.items() if key != "$defs"}
    name = f"Given{kind.value.capitalize()}"
    inside: Schema = {"$ref": f"#/$defs/{name}"}
    expected = _OF_AN_APPLICATION if kind is Document.APPLICATION else _OF_A_REPORT
    case = _of(
        {
            "id": _said("What the case is called; no other has that name.", _TEXT),
            "about": _said("What is asked, and what the document answers, in a sentence.", _TEXT),
            "at": _said("Where in the document the answer stands.", _TEXT),
            kind.value: _said(f"The {kind.value}, as it would be written in a file.", inside),
            "expect": _said("What the documents answer; what is left out they do not settle.", _of(expected)),
        },
        *("id", kind.value, "expect"),
    )
    properties: dict[str, Schema] = {"cases": _said("The cases.", {**_list(case), "minItems": 1})}
    if kind is Document.APPLICATION:
        properties["matrix"] = _said(
            "Every type of applicant crossed with every kind of measure.", _matrix(inside, parts)
        )
    return {**_of(properties, "cases"), "$defs": {**parts, name: own}}


def _matrix(application: Schema, parts: Mapping[str, Schema]) -> Schema:
    measure: Schema = {"$ref": "#/$defs/Measure"} if "Measure" in parts else {}
    return _of(
        {
            "about": _said("What the table is of.", _TEXT),
            "at": _said("Where in the document the answers stand.", _TEXT),
            "base": _said("What all applications have alike.", application),
            "applicants": _said("The types of applicant.", _list(_TEXT)),
            "measures": _said("The measures, each under a name.", _each(measure)),
            "expect": _said("By type of applicant, the verdict for each measure.", _each(_each(_VERDICTS))),
        },
        *("base", "applicants", "measures", "expect"),
    )
