"""Chooses between morning and afternoon where only one of two times says which."""

from __future__ import annotations

from datetime import date, datetime, time

from bot.pipeline.intake.clock import Clock, ClockRange

_DAY = 24.0
_LONGEST_GUESS = 12.0
_DAWN, _NOON = time(5, 30), time(12, 0)
"""Nobody sails from `04:00 - 07:00`, the noughts fill the form; it may be the afternoon."""


def choose_halves(times: ClockRange, hours: float | None) -> tuple[time | None, time | None]:
    """Start and end; None for what the print leaves open. `hours` is the printed duration."""
    first, last = times.first, times.last
    if last is None:
        return (first.readings()[0] if first.sure else None), None
    if _is_24_hours(first, last):
        start, end = _as_printed(first), _as_printed(last)
        return (None, None) if start < _DAWN and end < _NOON else (start, end)
    pairs = [(start, end) for start in first.readings() for end in last.readings()]
    if hours is not None and len(fitting := [pair for pair in pairs if abs(_gap(*pair) - hours % _DAY) < 1e-6]) == 1:
        return fitting[0]
    if first.sure and last.sure:
        return pairs[0]
    if not first.sure and not last.sure:
        return None, None
    if last.sure and last.half is not None:
        return _start_before(first, last)
    nearest = min(pairs, key=lambda pair: _gap(*pair))
    return nearest if _gap(*nearest) <= _LONGEST_GUESS else (nearest[0] if first.sure else None, None)


def _is_24_hours(first: Clock, last: Clock) -> bool:
    """Whether one of the times can only be meant on a clock of 24 hours, and none says AM or PM."""
    return first.half is None and last.half is None and (first.sure or last.sure)


def _as_printed(clock: Clock) -> time:
    return time(clock.hour % 24, clock.minute)


def _start_before(first: Clock, last: Clock) -> tuple[time | None, time | None]:
    """The start that shares the end's half of the day, or the other half where it would lie behind the end."""
    end = last.readings()[0]
    if last.half == "am" and last.hour == 12:
        return None, None
    shared = time(first.hour % 12 + (12 if last.half == "pm" else 0), first.minute)
    if shared < end:
        return shared, end
    other = next(reading for reading in first.readings() if reading != shared)
    return other, end


def _gap(start: time, end: time) -> float:
    """Hours from start to the next such end."""
    day = date(2000, 1, 1)
    hours = (datetime.combine(day, end) - datetime.combine(day, start)).total_seconds() / 3600
    return hours % _DAY or _DAY
