"""Finds every day, duration and time of day that a piece of text mentions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from bot.pipeline.intake.clock import ClockRange, Length, find_lengths, find_times
from bot.pipeline.intake.cues import cued
from bot.pipeline.intake.dates import Day, find_days
from bot.pipeline.intake.vocabulary import REMEMBERED, fold, vocabulary

_BARE_H = re.compile(r"\d{1,2}\s?h(?:[0-5]\d)?\.?")
_LEADING_ZERO = re.compile(r"0\d")
_UP_TO = cued(r"(?:[\d\wº]\s?(?:[-–—→]|->)|\b(?:{to}|{until}|{at}|{hour_article}))\s*$")
_ON_TO = cued(r"\s*(?:->|[-–—→]|{to}|{until})\s*(?:(?:{hour_article})\s)?\d{1,2}\s?h(?:[0-5]\d)?\b")
_LAPSE = cued(
    r"(?i)\b(?:{within})\s\d{1,3}\s?(?:{hours}|{minutes}|{days})\b|\b\d{1,3}\s?(?:{hours}|{minutes}|{days})\s(?:{left})\b"
    r"|\b(?:{some_hours})\b|(?<![\dh]\s)\b(?:{at_least}|\d ?x)\.?\s(?:(?:{of})\s)?\d{1,2}\s?(?:{hours})\b"
    r"|\b\d{1,2}[ -]?(?:{hours})\s(?:{as_a_limit})\b"
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
