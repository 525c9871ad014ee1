"""Finds every day, duration and time of day that a piece of text mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.pipeline.intake.clock import ClockRange, Length, find_lengths, find_times
from bot.pipeline.intake.dates import Day, find_days
from bot.pipeline.intake.vocabulary import REMEMBERED, fold, vocabulary

_BARE_H = re.compile(r"\d{1,2}\s?h(?:[0-5]\d)?\.?")
_LEADING_ZERO = re.compile(r"0\d")
_UP_TO = re.compile(r"(?:[\d\wº]\s?(?:[-–—→]|->)|\b(?:a|al|las|hasta|to|until|till|at))\s*$")
_ON_TO = re.compile(r"\s*(?:->|[-–—→]|a|al|hasta|to|until|till)\s*(?:las?\s)?\d{1,2}\s?h(?:[0-5]\d)?\b")
_LAPSE = re.compile(
    r"(?i)\b(?:within|every|last|past|next|en las proximas|in)"
    r"\s\d{1,3}\s?(?:h|hrs?|hours?|min|minutes?|days?|horas|dias)\b"
    r"|\b\d{1,3}\s?(?:h|hrs?|hours?|min|minutes?|days?|horas|dias)\s(?:left|remaining|to go|ago|restantes)\b"
    r"|\b\d{1,2} to \d{1,2}\s?(?:hrs|hours)\b"
    r"|\b(?:min|minimum|at least|up to|max|maximum|hasta|m[ií]nimo|m[aá]ximo|\d or|\d o|\dx|\d x)\.?\s(?:of\s|de\s)?"
    r"\d{1,2}\s?(?:h|hrs?|hours?|horas)\b"
    r"|\b\d{1,2}[ -]?(?:h|hrs?|hours?|horas)\s(?:minimum|min|maximum|max|each|per|m[ií]nim[oa]|notice|extra"
    r"|de m[ií]nimo|before|prior|in advance|ahead|earlier|later|antes|away)\b"
)
_ELSEWHERE = re.compile(
    r"(?i)(?<=\b[ecmp][ds]t)\s?[(/,]\s?\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m\.?)?\s(?:[ecmp][ds]t|utc|gmt)\b\)?"
)
"""The same time in another zone, as in `1:00 PM PDT (4:00 PM EDT)`."""
_LONGEST_TRIP_IN_H = 12


@dataclass(frozen=True, slots=True)
class Mentions:
    """Days, durations and times, each kind in the order of the text."""

    days: tuple[Day, ...]
    lengths: tuple[Length, ...]
    times: tuple[ClockRange, ...]

    first: int | None
    """Where the first of them begins."""


_NONE = Mentions((), (), (), None)


@cache
def _hint() -> re.Pattern[str]:
    """What every text holds that says when: a figure, a day by name, noon, or hours that are spelled out."""
    words = vocabulary()
    named = "|".join((*words.weekdays, *words.relative_days, *words.numbers, *words.days_spelled))
    hours = "|".join(name for kind in ("hours", "noon", "midnight") for name in words.clock_words[kind])
    return re.compile(rf"\d|(?<!\w)(?:{named})\b|(?:{hours})\b")


@lru_cache(REMEMBERED)
def find_mentions(text: str) -> Mentions:
    """The mentions in the text; what is part of a day is not taken for a time."""
    if not _hint().search(fold(text)):
        return _NONE
    for pattern in (_LAPSE, _ELSEWHERE):
        for match in pattern.finditer(text):
            text = _without(text, *match.span())
    days = find_days(text)
    for day in days:
        text = _without(text, day.start, day.end)
    lengths = [length for length in find_lengths(text) if not _is_time(text, length)]
    for length in lengths:
        text = _without(text, length.start, length.end)
    times = find_times(text)
    marks = [*(day.start for day in days), *(length.start for length in lengths), *(pair.first.start for pair in times)]
    return Mentions(tuple(days), tuple(lengths), tuple(times), min(marks, default=None))


def _is_time(text: str, length: Length) -> bool:
    """Whether what looks like a duration is a time on a clock of 24 hours, as in `10 a 16 h`."""
    return bool(_BARE_H.fullmatch(text[length.start : length.end])) and (
        length.hours > _LONGEST_TRIP_IN_H
        or bool(_LEADING_ZERO.match(text, length.start))
        or bool(_UP_TO.search(text[: length.start]))
        or bool(_ON_TO.match(text, length.end))
    )


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]
