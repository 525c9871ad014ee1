"""Resolves the booking id by its shape and place."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.pipeline.intake.cues import cued
from bot.pipeline.intake.evidence import Evidence
from bot.pipeline.intake.facts import Fact, Facts
from bot.pipeline.intake.lines import Line
from bot.pipeline.intake.shapes import SHAPE
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import fold, key, vocabulary

_IN_LINK = re.compile(r"(?:boatsetter\.com|/bookings?)/[\w/-]{0,60}?\b([bcdfghjklmnpqrstvwxz]{7})\b")
_PAST = cued(r"\b(?:{of_the_past})(?: \w+){0,2}[ #:(]*$")
# Codes that are no booking's: those of a discount, of a door, of a gift.
_OTHER_CODE = cued(r"\b(?:{use_the_code})[ :“\"]*$|\b(?:{other_codes})(?: [a-z]+){0,2}[ #:(“\"]*$")
_FEWEST_LETTERS = 2
"""Different letters; `xxxxxxx` only stands for an id."""
_TOKEN = re.compile(r"[#\s`]*([A-Za-z0-9](?:[A-Za-z0-9-]{2,18}[A-Za-z0-9]))(?=$|[\s,;.)|·•(`<])")
_NO_VOWELS = re.compile(r"(?i)[bcdfghjklmnpqrstvwxyz]{6,8}")


def resolve_id(evidence: Evidence, facts: Facts) -> None:
    """Put the booking id into the facts: labelled, in a platform's sentence, or the only word of that shape."""
    told = [
        Fact(token.text, token, statement.why)
        for statement in evidence.about("id")
        if (token := read_id(statement.span, alone=statement.tier > 0)) is not None
        and not is_of_the_past(token, evidence.lines)
    ]
    facts.settle("booking_id", told or _by_shape(evidence))


def read_id(span: Span, *, alone: bool = False) -> Span | None:
    """The id at the head of a labelled value; with `alone`, only if it has digits or no vowels."""
    match = _TOKEN.match(span.text)
    if not match:
        return None
    token = match[1]
    rest = span.text[match.end() :].strip(" .,;)")
    if key(token) in vocabulary().status_words:
        return None
    if _stands_for_id(token):
        return None
    if _NO_VOWELS.fullmatch(token):
        return span.cut(match.start(1), match.end(1))
    if any(sign.isdigit() for sign in token):
        dated = re.fullmatch(r"\d{4}-\d\d-\d\d|\d{1,2}-\d{1,2}-\d{2,4}", token)
        return (
            None
            if dated or (rest and token.isdigit() and len(token) < 5) or len(token) < 4
            else span.cut(match.start(1), match.end(1))
        )
    return (
        span.cut(match.start(1), match.end(1))
        if token.isupper() and len(token) >= 5 and not rest and not alone
        else None
    )


def is_of_the_past(token: Span, lines: Sequence[Line]) -> bool:
    """Whether the words before an id say that it is that of an earlier booking, as in `we had booking xyz`."""
    at = next((at for at, line in enumerate(lines) if line.span.at <= token.at < line.span.end), None)
    if at is None:
        return False
    before = lines[at].span.text[: token.at - lines[at].span.at]
    above = lines[at - 1].span.text if at and before.strip() else ""
    return _PAST.search(f"{above} {before}".lower()) is not None


def _is_other_code(token: Span, lines: Sequence[Line]) -> bool:
    """Whether the words before, or the line above where there are none, make it the code of something else."""
    at = next((at for at, line in enumerate(lines) if line.span.at <= token.at < line.span.end), None)
    if at is None:
        return False
    before = lines[at].span.text[: token.at - lines[at].span.at]
    above = lines[at - 1].span.text if at and not before.strip() else ""
    return _OTHER_CODE.search(fold(before if before.strip() else above)) is not None


def _stands_for_id(token: str) -> bool:
    """Whether the letters are those of no id, as in a sample of a mail."""
    return len(set(token)) < _FEWEST_LETTERS and token.isalpha() and len(token) > 1


def _by_shape(evidence: Evidence) -> list[Fact]:
    found: list[Fact] = []
    for line in evidence.lines:
        for span in shaped_ids(line):
            if is_of_the_past(span, evidence.lines) or _is_other_code(span, evidence.lines):
                continue
            found.append(Fact(span.text, span, "the only word in the shape of a Boatsetter id"))
    return found


def shaped_ids(line: Line) -> list[Span]:
    """Words of the line in the shape of a Boatsetter id."""
    if not line.tells:
        return []
    shaped = SHAPE.finditer(line.span.text)
    found = [line.span.cut(*match.span(1)) for match in shaped if len(set(match[1])) >= _FEWEST_LETTERS]
    if "/" in line.span.text and len(line.span.text) < 600:
        found += [line.span.cut(*match.span(1)) for match in _IN_LINK.finditer(line.span.text)]
    return found
