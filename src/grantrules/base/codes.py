"""The codes of problems: what a program holds on to, where the words beside them are for people and are improved.

A code stays, and is never given to anything else (docs/stability.md). So a new kind of problem gets a code that is here, where
its meaning fits, or a new one.
"""

from __future__ import annotations

from enum import StrEnum, unique


@unique
class Code(StrEnum):
    """What kind of problem something is; each has its `meaning` in words."""

    meaning: str

    def __new__(cls, value: str, meaning: str = "") -> Code:  # noqa: D102  how enums with two values are made
        made = str.__new__(cls, value)
        made._value_, made.meaning = value, meaning
        return made

    # what stands in documents and files
    UNKNOWN_FIELD = "unknown-field", "A field that is not known where it stands."
    MISSING_FIELD = "missing-field", "A field or a key that must be there is not, or nothing stands in it."
    UNKNOWN_VALUE = "unknown-value", "A word that is none of those to choose from."
    UNREADABLE_VALUE = (
        "unreadable-value",
        "A value that is not what the field takes: a date, a number, true or false, text.",
    )
    DOUBTFUL_VALUE = "doubtful-value", "A value that could be meant in two ways, such as `010` or `1.500`."
    OUT_OF_RANGE = "out-of-range", "A number, a date, a text or a list beyond what is taken there."
    WRONG_SHAPE = "wrong-shape", "A mapping, a list or a single value where something else belongs."
    WRONG_KIND = "wrong-kind", "A report where an application belongs, or the other way round."
    DUPLICATE_KEY = "duplicate-key", "A key, or a fact that is changed, that is there twice."
    DUPLICATE_ID = "duplicate-id", "An id that something else has already."
    INCOMPLETE_SET = "incomplete-set", "A set of yes and no of which some are stated and others are not."

    # files
    NO_SUCH_FILE = "no-such-file", "A file or a folder that is not there, or not where it belongs."
    UNREADABLE_FILE = "unreadable-file", "A file or a folder that cannot be read, or is no such thing."
    UNREADABLE_TEXT = "unreadable-text", "Bytes or characters that are no text: not UTF-8, or a control character."
    INVALID_SYNTAX = "invalid-syntax", "What stands there is not YAML, JSON or CSV."
    NOT_SUPPORTED = "not-supported", "What the format allows and is not read here, such as anchors and tags of YAML."
    TOO_LARGE = "too-large", "More than is read or written: bytes, values, depth, rows."
    EMPTY_FILE = "empty-file", "Nothing stands in a file."
    MISPLACED_FILE = "misplaced-file", "A file of rules under a name or in a folder where it is not read."
    NOT_WRITTEN = "not-written", "Something cannot be written where it should; what was there is as it was."

    # what is asked for
    UNKNOWN_YEAR = "unknown-year", "There are no rules for a year, or none on the grants of one."
    OTHER_YEAR = "other-year", "A report on a grant of another year than the rules are for."
    UNKNOWN_FACT = "unknown-fact", "A fact that the vocabulary does not have."
    UNKNOWN_RULE = "unknown-rule", "A rule that the year does not have."
    UNKNOWN_MEASURE = "unknown-measure", "A measure that the application does not have."
    UNKNOWN_LANGUAGE = "unknown-language", "A language other than `nb`, `nn` and `en`."
    UNKNOWN_NAME = "unknown-name", "Any other name that is none of those that are known; the message says what of."
    MISSING_PACKAGE = "missing-package", "An optional package is not installed; the message says how to get it."

    # tables
    UNKNOWN_COLUMN = "unknown-column", "A column that tables do not have, or that has no name."
    MISSING_COLUMN = "missing-column", "A column that a table must have, alone or beside others."
    DUPLICATE_COLUMN = "duplicate-column", "Several columns of one name."
    WRONG_COLUMN_TYPE = "wrong-column-type", "A column whose type does not hold what belongs there."
    UNKNOWN_APPLICATION = "unknown-application", "A measure in a table belongs to an application that is not there."
    UNCLEAR_TABLES = "unclear-tables", "Which table goes with which, or what is in one, cannot be told."

    # rules
    INVALID_RULE = "invalid-rule", "Parts of a rule, or of what a year says of one, that do not go together."
    INVALID_CONDITION = "invalid-condition", "A condition that cannot be read, or can never hold."
    INVALID_FACT = "invalid-fact", "A fact of the vocabulary that does not go with itself or the others."
    YEARS_DISAGREE = "years-disagree", "What a year says of another does not fit that one, or something is left unsaid."
    INVALID_CITATION = "invalid-citation", "Rules, the ledger and the documents do not cite the same places."
    MISSING_TRANSLATION = "missing-translation", "A text lacks a language; bokmål stands in for it."

    # faults that are nobody's who asks
    ENGINE_FAILED = "engine-failed", "A rules engine refused its work; nothing was decided."
    INTERNAL_FAULT = "internal-fault", "Two ways to work the same out differ: a fault of the library; please report it."
