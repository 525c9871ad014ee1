"""Finds every day, duration and time of day that a piece of text mentions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.pipeline.intake.clock import ClockRange, Length, find_lengths, find_times
from bot.pipeline.intake.dates import Day, find_days
from bot.pipeline.intake.vocabulary import REMEMBERED


@dataclass(frozen=True, slots=True)
class Mentions:
    """Days, durations and times, each kind in the order of the text."""

    days: tuple[Day, ...]
    lengths: tuple[Length, ...]
    times: tuple[ClockRange, ...]

    @property
    def first(self) -> int | None:
        """Where the first of them begins."""
        marks = [day.start for day in self.days] + [length.start for length in self.lengths]
        marks += [pair.first.start for pair in self.times]
        return min(marks, default=None)


@lru_cache(REMEMBERED)
def find_mentions(text: str, today: date) -> Mentions:
    """The mentions in the text; what is part of a day is not taken for a time."""
    days = find_days(text, today)
    for day in days:
        text = _without(text, day.start, day.end)
    lengths = find_lengths(text)
    for length in lengths:
        text = _without(text, length.start, length.end)
    return Mentions(tuple(days), tuple(lengths), tuple(find_times(text)))


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]
