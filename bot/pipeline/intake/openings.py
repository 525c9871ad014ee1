"""Tells what the opening of a text, above its labelled lines, says has become of the booking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from bot.pipeline.intake.cues import cue_words, cued
from bot.pipeline.intake.labels import Pair
from bot.pipeline.intake.lines import Line, Role
from bot.pipeline.intake.prose import sentences_in
from bot.pipeline.intake.shapes import SHAPE
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import Sentence, fold, key, signs_of, vocabulary

_CORE = ("guest", "start", "date", "boat", "party", "time", "end")
_MOST_LINES = 5
_LONGEST = 300
_OF_BOOKING = cued(r"\b(?:{booking})s?\b")
_STANDS = cued(r"\b(?:{stands})\b")
_NOT_SO = cued(r"\b(?:{not_so})\b")
_DENIED = cued(r"(?:{denied})(?: \w+)?\s*$")
_SOME = cued(r"\b(?:\d{1,2}|{some})(?: (?:{people}))?(?: (?:{have}))? $")
_PAID = cued(r"\b(?:{payments})\b")
_OF_REQUESTS = ("void_request", "requested")
_ACCEPT = cue_words("accept")
_DECLINE = cue_words("decline")


def opening_end(lines: Sequence[Line], pairs: Sequence[Pair]) -> int:
    """Behind which line the opening ends."""
    return min((min(pair.line, pair.last) for pair in pairs if pair.meaning in _CORE), default=len(lines))


def said_in_opening(lines: Sequence[Line], pairs: Sequence[Pair]) -> Iterator[tuple[str, Span]]:
    """The kinds that the sentences of the opening, or a pair of buttons, make of the text."""
    notes = {pair.line for pair in pairs if pair.meaning == "notes"}
    opening = (
        line
        for index, line in enumerate(lines[: opening_end(lines, pairs)])
        if line.tells and index not in notes and len(line.span.text) < _LONGEST
    )
    for line in islice(opening, _MOST_LINES):
        for sentence in sentences_in(line.span):
            if (kind := _kind_of(sentence.text)) is not None:
                yield kind, sentence
    buttons = [line for line in lines if line.role is Role.FURNITURE]
    names = {key(name) for line in buttons for name in re.split(r"\s{2,}|[|\t]", line.span.text)}
    if names & _ACCEPT and names & _DECLINE:
        yield "requested", buttons[0].span


def _kind_of(text: str) -> str | None:
    folded = fold(text)
    if folded.rstrip().endswith("?"):
        return "requested" if {"asked", "requested"} & {kind for kind, _ in _matches(folded)} else None
    for kind, match in _matches(folded):
        if kind in _OF_REQUESTS and (_STANDS.search(folded) or _PAID.search(folded)):
            continue
        if kind == "cancelled" and _SOME.search(folded[: match.start()]):
            continue
        apart = kind != "requested" and _NOT_SO.search(folded.replace(match[0], " "))
        if apart or _DENIED.search(folded[: match.start()]):
            continue
        if kind != "asked" and (kind != "changed" or _OF_BOOKING.search(folded) or SHAPE.search(text)):
            return kind
    return None


def _matches(folded: str) -> Iterator[tuple[str, re.Match[str]]]:
    for sentence in _said():
        if sentence.may_stand_in(folded) and (match := sentence.pattern.search(folded)):
            yield sentence.kind, match


@cache
def _said() -> tuple[Sentence, ...]:
    return tuple(
        Sentence(kind, signs_of(words), re.compile(rf"(?<!\w)(?:{words})(?!\w)"))
        for kind, forms in vocabulary().openings.items()
        for words in forms
    )
