"""Finds the days, times and durations that each statement prints."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.pipeline.intake.clock import ClockRange, Length
from bot.pipeline.intake.cues import cued
from bot.pipeline.intake.dates import Day
from bot.pipeline.intake.facts import Statement
from bot.pipeline.intake.halves import choose_halves
from bot.pipeline.intake.instants import read_instant
from bot.pipeline.intake.mentions import find_mentions
from bot.pipeline.intake.vocabulary import fold
from bot.pipeline.intake.whens import ends_there, own_times

ABOUT = ("start", "end", "date", "time", "duration")
_BARE_NUMBER = re.compile(r"\d{1,2}(?:[.,]\d{1,2})?")
_HOURS = cued(r"\b(?:{hours})\b")
_HEDGED = cued(r"\b(?:{hedged_day})(?: (?:{the}|{on}))?\s*$")
_OR_ANOTHER = cued(r"\s(?:{or})\s(?:(?:{the})\s)?\d{1,2}\b")
_AND_ANOTHER = cued(r"\s?(?:[&+/–-]|{and}|{or})\s?(?:(?:{the})\s)?\d{1,2}(?:{ordinal})?(?=,?\s20\d\d|\s*$)")
_EITHER = cued(r"\s?(?:{or}|/)\s(?:(?:{the})\s)?|/")
_ONE_AND = cued(r"(?<![\w:/])\d{1,2}(?:{ordinal})?\s?(?:[&+/]|{and}|{or})\s?$")
_AND_MORE = cued(r"\s?(?:\+|{plus})\s?\d")
_RANGE_OF = cued(r"\d\s?(?:{to}|{or}|-|–)\s?$")
_LEAD = 1
_TWO = 2


@dataclass(frozen=True, slots=True)
class Printed:
    """A statement with the days, times and durations that stand in it, in their order."""

    statement: Statement
    days: tuple[Day, ...]
    times: tuple[ClockRange, ...]
    lengths: tuple[Length, ...]
    instant: datetime | None


def printed_in(statements: Sequence[Statement], today: date, zone: ZoneInfo) -> list[Printed]:
    """What the statements about when print; bare weekdays beside a printed day only name its weekday."""
    return _without_bare_weekdays([_parse(s, today, zone) for s in statements if s.about in ABOUT])


def _parse(statement: Statement, today: date, zone: ZoneInfo) -> Printed:
    text = statement.span.text
    instant = read_instant(text, zone)
    if statement.about == "duration":
        hours = find_mentions(text).lengths or _bare_hours(statement)
        if hours and (_AND_MORE.match(text, hours[0].end) or _RANGE_OF.search(text[: hours[0].start])):
            hours = ()
        return Printed(statement, (), (), tuple(hours), None)
    found = find_mentions(text)
    if found.days and _HEDGED.search(fold(text[: found.days[0].start])):
        return Printed(statement, (), (), (), instant)
    day = found.days[0] if found.days else None
    if day and (_AND_ANOTHER.match(fold(text), day.end) or _ONE_AND.search(fold(text[: day.start]))):
        return Printed(statement, (), (), (), instant)
    if _names_either(text, found.days):
        return Printed(statement, (), (), (), instant)
    ranges = tuple(pair for pair in found.times if pair.last)
    times = ranges if len(ranges) == 1 and statement.about not in ("start", "end") else found.times
    if found.days and statement.tier > _LEAD and _OR_ANOTHER.match(fold(text), found.days[0].end):
        return Printed(statement, (), (), (), instant)
    times = _without_repeats(own_times(text, times) if statement.tier > _LEAD else times) if len(times) > 1 else times
    if statement.tier > _LEAD:
        times = () if times and ends_there(text, times[0]) else times
    return Printed(statement, found.days, times, () if statement.about == "end" else found.lengths, instant)


def _names_either(text: str, days: Sequence[Day]) -> bool:
    """Whether one of two different days is meant, as in `June 20 or June 21`."""
    if len(days) < _TWO or days[0].options == days[1].options:
        return False
    return _EITHER.fullmatch(fold(text[days[0].end : days[1].start])) is not None


def _without_repeats(times: Sequence[ClockRange]) -> tuple[ClockRange, ...]:
    """The times without those that are said twice, as in two languages."""
    return tuple(
        {choose_halves(pair, None) if pair.last else pair.first.readings(): pair for pair in times[::-1]}.values()
    )[::-1]


def _without_bare_weekdays(parsed: Sequence[Printed]) -> list[Printed]:
    """The statements, without weekdays where as trusted a one, or a later one with times, prints a day."""
    parsed = _with_named_weekday(parsed)
    printed = [item for item in parsed if any(day.relative is None for day in item.days)]
    tiers = {item.statement.tier for item in printed}
    timed = any(item.times for item in printed)

    def is_idle(item: Printed) -> bool:
        bare = bool(item.days) and all(day.relative is not None for day in item.days)
        return bare and (item.statement.tier in tiers or (timed and item.statement.tier > _LEAD))

    return [replace(item, days=()) if is_idle(item) else item for item in parsed]


def _with_named_weekday(parsed: Sequence[Printed]) -> Sequence[Printed]:
    """The statements with the only labelled weekday in the labelled day that prints none."""
    labelled = [day for item in parsed if item.statement.tier == 0 for day in item.days]
    named = {day.relative.weekday for day in labelled if day.relative is not None and day.relative.days == 0}
    if len(named) != 1 or (weekday := named.pop()) is None:
        return parsed

    def told(day: Day) -> Day:
        return replace(day, weekday=weekday) if day.relative is None and day.weekday is None else day

    return [replace(item, days=tuple(map(told, item.days))) if item.statement.tier == 0 else item for item in parsed]


def _bare_hours(statement: Statement) -> Sequence[Length]:
    """The number alone behind a label that names hours, as `Hrs: 4.5`."""
    number = statement.span.text
    hours = _BARE_NUMBER.fullmatch(number) and statement.tier == 0 and _HOURS.search(fold(statement.why))
    return [Length(0, len(number), float(number.replace(",", ".")))] if hours else []
