"""Says whether words are somebody's name."""

from __future__ import annotations

import re

from bot.pipeline.intake.cues import cue_words, cued
from bot.pipeline.intake.meanings import is_label
from bot.pipeline.intake.shapes import SHAPE
from bot.pipeline.intake.statuses import status_of
from bot.pipeline.intake.titles import has_boat_words
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import fold, key, vocabulary

_PARTICLES = cue_words("name_particles", "more_particles")
_PERSON = re.compile(r"[^\W\d_][\w'’.-]*(?:,?\s[^\W\d_][\w'’.-]*){1,4}")
_OWNER = re.compile(r"['’]s\s")
_BEHIND_DASH = cued(r"(?P<boat>[\w' ]{2,30}?)\s(?:[-–—·|/:]|{for})\s(?P<name>.+)")


def reads_as_person(text: str, *, typed: bool) -> bool:
    """Whether the text is two to five words, none of them an everyday one, capitalised unless `typed` by hand."""
    words = vocabulary()
    if (
        not _PERSON.fullmatch(text)
        or SHAPE.search(text)
        or _OWNER.search(text)
        or key(text) in words.places
        or status_of(text)
        or is_label(text)
        or has_boat_words(text)
    ):
        return False
    parts = [part.strip(".,'") for part in text.split()]
    folded = {fold(part) for part in parts}
    if folded & (words.everyday | words.numbers.keys()) or key(text) in words.buttons:
        return False
    return typed or all(part[:1].isupper() or part in _PARTICLES for part in parts)


def person_behind_boat(span: Span) -> Span | None:
    """The name of two words or more behind nothing but the operator's boat, as in `JADA – Guo Meiling`."""
    match = _BEHIND_DASH.fullmatch(span.text)
    if match is None or fold(match["boat"]) not in vocabulary().boat_names:
        return None
    return span.cut(match.start("name")) if reads_as_person(match["name"], typed=False) else None
