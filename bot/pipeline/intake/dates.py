"""Finds calendar days in a piece of text, with every way in which they can be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from bot.pipeline.intake.cues import cued
from bot.pipeline.intake.vocabulary import fold, vocabulary


@dataclass(frozen=True, slots=True)
class Relative:
    """A day reckoned from today: so many days behind today, or behind the first such weekday from today on."""

    weekday: int | None
    days: int

    def reckoned(self, today: date) -> date:
        """The day that is meant."""
        first = 0 if self.weekday is None else (self.weekday - today.weekday()) % 7
        return today + timedelta(days=first + self.days)


@dataclass(frozen=True, slots=True)
class Day:
    """A day as printed, at `start` to `end`: (month, day) readings, year and weekday (Monday 0) where said."""

    start: int
    end: int
    options: tuple[tuple[int, int], ...] = ()
    year: int | None = None
    weekday: int | None = None
    relative: Relative | None = None


@dataclass(frozen=True, slots=True)
class SettledDay:
    """The day that is meant, if sure, and the codes of what is not."""

    day: date | None
    doubts: tuple[str, ...] = ()


_NUMBER_BEFORE = cued(r"(?<![\w:/.])(?P<d>\d{1,2})(?P<ordinal>{ordinal}|\s(?:{of}))?\s?$")
_CLOCK_BEHIND = cued(r"\s?(?::\d\d|[ap]\.?m?\b|h\b|[-–—]|(?:{behind_the_day})\b)")
_NEAR = 12
_LONGEST_MONTH = 31
_OLDEST, _NEWEST = 2000, 2099


@dataclass(frozen=True, slots=True)
class _Form:
    """A way to print a day; `hint` is a cheap pattern that every such text holds."""

    hint: re.Pattern[str]
    pattern: re.Pattern[str]


@cache
def _forms() -> tuple[_Form, ...]:
    months = "|".join(sorted(vocabulary().months, key=len, reverse=True))
    weekdays = "|".join(sorted(vocabulary().weekdays, key=len, reverse=True))
    before = rf"(?:(?P<weekday>{weekdays})\b\.?,?\s{{0,3}}(?:(?:{{the}})\s)?(?:(?:{{day}})\s)?)?"
    after = rf"(?:\s?\(?(?:,\s?)?(?P<after>{weekdays})\b\)?)?"
    spelled = "|".join(sorted(vocabulary().days_spelled, key=len, reverse=True)).replace(" ", "[ -]")
    said = rf"(?:{{century}})[ -]?(?:{'|'.join(vocabulary().numbers)})\b"
    year = rf"(?P<year>20\d\d|{said}|'\d\d(?!\d)|(?<=[a-z.][-/])\d\d(?![\d:]))"
    end = r"(?![\w])"
    month = "|".join({name[:3] for name in vocabulary().months})
    return tuple(
        _Form(re.compile(hint), cued(pattern))
        for hint, pattern in (
            (
                r"20\d\d[-/.]\d",
                rf"(?<![\w/.-]){before}(?P<iso>20\d\d)(?P<mark>[-/.])(?P<m>\d\d?)(?P=mark)(?P<d>\d\d?)(?:(?=t\d)|(?![\w/-])){after}",
            ),
            (r"20\d{6}", r"(?<![\w])(?P<iso>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?=t\d{4}|\b)"),
            (
                month,
                rf"(?<![\w]){before}(?P<month>{months})(?![a-z])\.?\s{{0,3}}(?:(?:{{the}}) )?"
                rf"(?P<d>\d{{1,2}}|(?:{spelled})\b)(?:{{ordinal}})?(?!:?\d)(?:\s?[,.]?\s{{0,3}}(?:(?:{{of}})\s)?{year})?{end}{after}",
            ),
            (
                month,
                rf"(?<![\w:/.]){before}(?P<d>\d{{1,2}}|(?:{spelled})\b)(?:{{ordinal}}|o|\.)?[\s./-]{{0,3}}(?:(?:{{of}})\s)?(?P<month>{months})(?![a-z])\.?"
                rf"(?:[\s,./-]{{0,3}}(?:(?:{{of}})\s)?{year})?{end}{after}",
            ),
            (
                r"\d[/.-]\d\d?[/.-]\d",
                rf"(?<![\w/.$-]){before}(?P<a>\d{{1,2}})(?P<mark>[/.-])(?P<b>\d{{1,2}})(?P=mark)(?P<year>20\d\d|\d\d)(?![\w/-]){after}",
            ),
            (
                r"\d/\d",
                rf"(?<![\w/.$-]){before}(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})(?![\w/-]|\s(?:(?:{{of}})\s)?(?:{months})\b){after}",
            ),
        )
    )


@cache
def _weekday() -> re.Pattern[str]:
    weekdays = "|".join(sorted(vocabulary().weekdays, key=len, reverse=True))
    following = "|".join(sorted(vocabulary().following))
    return cued(
        rf"(?<![\w])(?:(?P<which>{{coming_weekday}}|{following})\s)?(?P<weekday>{weekdays})\b"
        rf"(?!\s?,?\s?\d{{1,2}}[/.]\d)(?:\s(?P<later>{following})\b)?"
    )


@cache
def _relative() -> re.Pattern[str]:
    return cued(rf"(?<![\w]){{!the_morning}}(?P<relative>{'|'.join(vocabulary().relative_days)})(?![\w])")


def find_days(text: str) -> list[Day]:
    """The days of the text in order; a bare weekday or "tomorrow" counts where no date is printed."""
    folded = fold(text)
    found: list[Day] = []
    for form in _forms():
        for match in form.pattern.finditer(folded) if form.hint.search(folded) else ():
            if all(match.end() <= day.start or match.start() >= day.end for day in found):
                found += _days_of(match, folded, max((day.end for day in found if day.end <= match.start()), default=0))
    if not found:
        found = _relative_days(folded)
    elif len(found) == 1 and found[0].weekday is None:
        found = [replace(found[0], weekday=_only_weekday(folded))]
    return sorted(found, key=lambda day: day.start)


def _days_of(match: re.Match[str], folded: str, taken_to: int) -> list[Day]:
    """The day of the match; none, or one with two readings, where the number before the month may be the day.

    What stands before `taken_to` belongs to the day before.
    """
    day = _day(match.groupdict(), match.start(), match.end())
    if day.year or "month" not in match.groupdict() or match.start("d") < match.start("month"):
        return [day]
    before = _NUMBER_BEFORE.search(folded, max(match.start("month") - _NEAR, taken_to), match.start("month"))
    if before is None or not 0 < int(before["d"]) <= _LONGEST_MONTH:
        return [day]
    if before["ordinal"] or _CLOCK_BEHIND.match(folded, match.end("d")):
        return []
    return [replace(day, start=before.start(), options=((day.options[0][0], int(before["d"])), *day.options))]


def _only_weekday(folded: str) -> int | None:
    """The weekday that the text names apart from its date, if it names just one."""
    named = {vocabulary().weekdays[match["weekday"]] for match in _weekday().finditer(folded)}
    return named.pop() if len(named) == 1 else None


def settle(day: Day, today: date, years: Mapping[tuple[int, int], int]) -> SettledDay:
    """The calendar day that is meant; `years` holds the years of days printed in full elsewhere in the text."""
    if day.relative is not None:
        return SettledDay(day.relative.reckoned(today), ("ambiguous_date", "year_inferred"))
    readings = [reading for option in day.options if (reading := _dated(day, option, today, years)) is not None]
    if not readings:
        return SettledDay(None, ("impossible_date",))
    if len(readings) > 1 and day.weekday is not None:
        readings = [reading for reading in readings if reading.weekday() == day.weekday] or readings
    if len(readings) > 1:
        return SettledDay(None, ("ambiguous_date",))
    doubts: list[str] = []
    option = (readings[0].month, readings[0].day)
    if day.year is None and option not in years:
        doubts.append("year_inferred")
    if day.weekday is not None and readings[0].weekday() != day.weekday:
        doubts.append("date_weekday_mismatch")
    return SettledDay(readings[0], tuple(doubts))


def _day(groups: Mapping[str, str | None], start: int, end: int) -> Day:
    words = vocabulary()
    weekday = groups.get("weekday") or groups.get("after")
    options: tuple[tuple[int, int], ...]
    if groups.get("iso"):
        options = ((int(groups["m"] or 0), int(groups["d"] or 0)),)
        year: int | None = int(groups["iso"] or 0)
    else:
        printed = (groups.get("year") or "").strip("'")
        year = _year(printed) if printed else None
        if groups.get("month"):
            options = ((words.months[groups["month"] or ""], _number(groups["d"] or "0")),)
        else:
            a, b = int(groups["a"] or 0), int(groups["b"] or 0)
            options = tuple({(a, b): None, (b, a): None})
            options = tuple(option for option in options if option[0] <= 12) or ((a, b),)
    return Day(start, end, options, year, words.weekdays[weekday] if weekday else None)


def _number(printed: str) -> int:
    return int(printed) if printed.isdigit() else vocabulary().days_spelled[printed.replace("-", " ")]


def _year(printed: str) -> int:
    if printed.isdigit():
        return int(printed) + 2000 if len(printed) == 2 else int(printed)
    numbers = vocabulary().numbers
    return 2020 + next(numbers[word] for word in sorted(numbers, key=len, reverse=True) if printed.endswith(word))


def _dated(day: Day, option: tuple[int, int], today: date, years: Mapping[tuple[int, int], int]) -> date | None:
    month, number = option
    year = day.year or years.get(option)
    if year is not None:
        return _date(year, month, number) if _OLDEST <= year <= _NEWEST else None
    coming = (_date(today.year + ahead, month, number) for ahead in range(9))
    return next((reading for reading in coming if reading is not None and reading >= today), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _relative_days(folded: str) -> list[Day]:
    words = vocabulary()
    found: list[Day] = []
    for match in _weekday().finditer(folded):
        name = match["weekday"]
        if len(name) >= 3:
            later = 7 if {match["which"], match["later"]} & words.following else 0
            found.append(Day(match.start(), match.end(), relative=Relative(words.weekdays[name], later)))
    for match in _relative().finditer(folded):
        ahead = words.relative_days[match["relative"]]
        found.append(Day(match.start(), match.end(), relative=Relative(None, ahead)))
    return found
