"""Finds times of day, ranges of them and durations in a piece of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time
from functools import cache
from typing import Literal

from bot.pipeline.intake.cues import cued, cues
from bot.pipeline.intake.vocabulary import fold, vocabulary

Half = Literal["am", "pm"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day as printed; `half` is None where neither AM nor PM is said, `sure` where 24 hours are meant."""

    start: int
    end: int
    hour: int
    minute: int
    half: Half | None
    sure: bool

    def readings(self) -> tuple[time, ...]:
        """Every time of day that the print can mean, the morning first."""
        if self.half is not None:
            return (time(self.hour % 12 + (12 if self.half == "pm" else 0), self.minute),)
        if self.sure:
            return (time(self.hour % 24, self.minute),)
        return tuple(time(self.hour % 12 + add, self.minute) for add in (0, 12))


@dataclass(frozen=True, slots=True)
class ClockRange:
    """Two times with a word or dash between them, or one time (`last` None)."""

    first: Clock
    last: Clock | None


@dataclass(frozen=True, slots=True)
class Length:
    """A printed duration in hours."""

    start: int
    end: int
    hours: float


_TIME = (
    r"(?:(?P<{n}word>(?:(?:12(?::00)?|TWELVE)\s)?(?:NOON)(?:\s\(12(?::00)?(?:\s?[ap]\.?m\.?)?\))?)"
    r"|(?:(?P<{n}lead>LEAD)\s)?(?P<{n}hour>\d{{1,2}}|(?:SPELLED)\b)(?:(?P<{n}mark>[:.h]|(?=[0-5]\d\s?[ap]m?\b))"
    r"(?P<{n}minute>[0-5]\d)(?::[0-5]\d)?)?(?![\d/%])"
    r"(?:\s(?:AFTER|(?P<{n}less>LESS))\s(?P<{n}past>PAST)|[\s-](?P<{n}spoken>SPOKEN)\b)?"
    r"(?:\s?(?P<{n}half>[ap](?:\.?\s?m\b\.?|\b(?!\.?\w)))|\s?(?P<{n}h24>(?:DAY_HOURS)\b\.?)|\s(?P<{n}part>PARTS)\b)?)"
)
# `ten to two` may be ten minutes before two.
_MINUTES_TO = cued(r"(?:{few_minutes}) (?:{minutes_to})\b")
_MINUTES_BEFORE = cued(r"\b(?:{few_minutes}|\d{1,2}) (?:(?:{minutes}) )?(?:{to_or_past}) $")
_NOON = 12
_NEAR = 12
_SHORTEST = 2
_GAP = r"(?:[\s,•·@|()]|(?:BEFORE)\b){0,40}"
_JOIN = r"(?:[ ]*\t[ ]*|[ ]/[ ]|[\s,•·@]{0,40}(?:-+>?|–|—|→|➔|➜|>|~|\b(?:BETWEEN)\b))"


@cache
def _time() -> str:
    words = vocabulary().clock_words
    parts = "|".join(sorted(vocabulary().day_parts, key=len, reverse=True))
    past = "|".join((*words["half_past"], *words["quarter_past"]))
    noon = "|".join((*words["noon"], *words["midnight"]))
    lead = "|".join(_leads())
    known = {"PARTS": parts, "PAST": past, "NOON": noon, "LEAD": lead, "SPELLED": "|".join(_hours_spelled())}
    known["SPOKEN"] = "|".join((*_minutes_spoken(), *cues("o_clock")))
    known |= {"AFTER": "|".join(cues("minutes_after")), "LESS": "|".join(cues("minutes_before"))}
    known |= {"DAY_HOURS": "|".join(cues("hour_marks")), "TWELVE": _twelve()}
    pattern = _TIME
    for name, choice in known.items():
        pattern = pattern.replace(name, choice)
    return pattern


@cache
def _twelve() -> str:
    return "|".join(word for word, number in _hours_spelled().items() if number == _NOON)


@cache
def _hours_spelled() -> dict[str, int]:
    return {word: number for word, number in vocabulary().numbers.items() if number <= _NOON and len(word) > _SHORTEST}


@cache
def _leads() -> dict[str, int]:
    """The minutes that words before the hour add to it."""
    kinds = {"half_past_before": 30, "quarter_past_before": 15, "quarter_to_before": -15}
    return {word: minutes for kind, minutes in kinds.items() for word in vocabulary().clock_words[kind]}


@cache
def _minutes_spoken() -> dict[str, int]:
    """The minutes that words behind the hour add to it."""
    kinds = {15: cues("fifteen_past"), 30: cues("thirty_past"), 45: cues("forty_five_past")}
    return {form: minutes for minutes, forms in kinds.items() for form in forms}


@cache
def _range() -> re.Pattern[str]:
    words = vocabulary().clock_words
    join = _JOIN.replace("BETWEEN", "|".join(words["between"])) + _GAP.replace("BEFORE", "|".join(words["before"]))
    return re.compile(rf"(?<![\w:.$/+#-]){_time().format(n='a')}{join}{_time().format(n='b')}(?![\w:/])")


@cache
def _single() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w:.$/+#-]){_time().format(n='a')}(?![\w:/])")


# Clock times as crews write them: four figures, in a range or before "hrs".
_FOUR = r"(?P<{n}hour>[01]\d|2[0-3])(?P<{n}minute>[0-5]\d)"
_MILITARY_RANGE = cued(
    rf"(?<![\w:.$/+#-]){_FOUR.format(n='a')}\s?(?:{{hour_marks}})?\s?(?:[-–—>→]|{{to}})\s?{_FOUR.format(n='b')}(?![\w:/-])"
)
_MILITARY = cued(rf"(?<![\w:.$/+#-]){_FOUR.format(n='a')}\s?(?:{{hours}})\b")
_QUARTERS = {"00", "15", "30", "45"}


@cache
def _stamped() -> re.Pattern[str]:
    return re.compile(r"t(?P<hour>[01]\d|2[0-3]):?(?P<minute>[0-5]\d)(?::?[0-5]\d(?:\.\d{1,6})?)?")


_LENGTH = r"""(?<![\w.,/:$-])(?:
        (?P<half_more>ONE_AND_HALF)\b
      | (?P<number>\d{1,3}(?:[.,]\d{1,2})?|SPELLED)?[ ]?(?:(?P<top>\d)/(?P<bottom>[248])|(?P<sign>[½¼¾]))?\s?-?\s?
        (?:(?P<before>AND_HALF)\s)?(?:HOURS)(?:\b|(?=\d))\.?
        (?:[ ]?(?:JOINED_BY|,)?[ ]?(?P<minutes>\d{1,2})[ ]?(?:MINUTES|m)\b\.?|(?P<joined>[0-5]\d)\b)?
        (?P<half>[ ](?:AND_HALF))?
      | (?P<only>\d{1,3})[ ]?(?:MINUTES)\b
      | (?P<clock>\d{1,2}):(?P<past>[0-5]\d)[ ](?!hr?\b)(?:HOURS)\b
      | pt(?P<isoh>\d{1,2})h(?:(?P<isom>\d{1,2})m)?
    )"""
_FOUR_FIGURES = re.compile(r"\d{4}")
_SIGNS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_LONGEST_CLOCK = 12
"""Hours of a duration that is printed like a time, as `3:30 hrs`."""
_LONGEST_HOURS = 24 * 14


@cache
def _hours_hint() -> re.Pattern[str]:
    words = vocabulary().clock_words
    return re.compile(rf"(?:{'|'.join((*words['hours'], *words['minutes']))})(?![a-z])|pt\d")


@cache
def _figure_or_noon() -> re.Pattern[str]:
    words = vocabulary().clock_words
    spelled = rf"\b(?:{'|'.join(_hours_spelled())})\b"
    return re.compile("|".join((r"\d+", *words["noon"], *words["midnight"], *_leads(), spelled)))


@cache
def _length() -> re.Pattern[str]:
    words = {name: "|".join(forms).replace(" ", "[ ]") for name, forms in vocabulary().clock_words.items()}
    pattern = _LENGTH.replace("SPELLED", "|".join((*vocabulary().numbers, words["an"])))
    pattern = pattern.replace("ONE_AND_HALF", words["hour_and_a_half"]).replace("AND_HALF", words["and_a_half"])
    pattern = pattern.replace("JOINED_BY", "|".join(cues("and")))
    return re.compile(pattern.replace("HOURS", words["hours"]).replace("MINUTES", words["minutes"]), re.VERBOSE)


def find_lengths(text: str) -> list[Length]:
    """The printed durations; "2 1/2 hours" is 2.5."""
    folded = fold(text)
    found: list[Length] = []
    for match in _length().finditer(folded) if _hours_hint().search(folded) else ():
        hours = _hours(match.groupdict())
        if hours is not None and 0 < hours <= _LONGEST_HOURS:
            found.append(Length(match.start(), match.end(), hours))
    return found


def find_times(text: str) -> list[ClockRange]:
    """The ranges and single times of the text in order. Days and durations must have been blanked out before."""
    folded = fold(text)
    starts = [sign.start() for sign in _figure_or_noon().finditer(folded)]
    if not starts:
        return []
    found = _military_times(folded) if _FOUR_FIGURES.search(folded) else []
    for match in _matches(_range(), folded, starts[:-1]):
        first, last = _clock(match, "a"), _clock(match, "b")
        if first and last and _is_range(match, first, last) and not _MINUTES_BEFORE.search(folded, 0, match.start()):
            found.append(ClockRange(first, last))
    taken = [(pair.first.start, (pair.last or pair.first).end) for pair in found]
    for match in _stamped().finditer(folded):
        found.append(
            ClockRange(Clock(match.start(), match.end(), int(match["hour"]), int(match["minute"]), None, True), None)
        )
        taken.append(match.span())
    for match in _matches(_single(), folded, starts):
        inside = any(start <= match.start() < end for start, end in taken)
        if inside or not _marked(match, "a") or _MINUTES_BEFORE.search(folded, 0, match.start()):
            continue
        if clock := _clock(match, "a"):
            found.append(ClockRange(clock, None))
    return sorted(found, key=lambda pair: pair.first.start)


def _is_range(match: re.Match[str], first: Clock, last: Clock) -> bool:
    """Whether two times with a joint between them are a range: one of them is more than a bare number, or both near."""
    if _spelled(match, "a") and not _marked(match, "a") and _MINUTES_TO.match(match[0]):
        return False
    if _marked(match, "a") or _marked(match, "b"):
        return True
    return last.start - first.end < _NEAR and not (_spelled(match, "a") or _spelled(match, "b"))


def _matches(pattern: re.Pattern[str], folded: str, starts: list[int]) -> Iterator[re.Match[str]]:
    """The matches that begin at one of the starts and do not overlap."""
    done = 0
    for start in starts:
        if start >= done and (match := pattern.match(folded, start)):
            yield match
            done = match.end()


def _military_times(folded: str) -> list[ClockRange]:
    ranges = [match for match in _MILITARY_RANGE.finditer(folded) if not _are_years(match)]
    found = [ClockRange(_military(match, "a"), _military(match, "b")) for match in ranges]
    return found + [ClockRange(_military(match, "a"), None) for match in _MILITARY.finditer(folded)]


def _are_years(match: re.Match[str]) -> bool:
    return match["ahour"] == match["bhour"] == "20" and not {match["aminute"], match["bminute"]} <= _QUARTERS


def _military(match: re.Match[str], name: str) -> Clock:
    hour, minute = match[name + "hour"], match[name + "minute"]
    return Clock(match.start(name + "hour"), match.end(name + "minute"), int(hour), int(minute), None, True)


def _spelled(match: re.Match[str], name: str) -> bool:
    return not (match[name + "hour"] or "0")[0].isdigit()


def _marked(match: re.Match[str], name: str) -> bool:
    """Whether more than a bare number says that this is a time."""
    said = (
        any(match[name + part] for part in ("lead", "h24", "part", "word", "spoken")) or _half(match, name) is not None
    )
    return said or match[name + "mark"] in (":", "h")


def _half(match: re.Match[str], name: str) -> str | None:
    """AM or PM as printed; one letter behind a spelled hour is none, as in `one a day`."""
    half = match[name + "half"]
    return None if half and len(half) == 1 and _spelled(match, name) else half


def _clock(match: re.Match[str], name: str) -> Clock | None:
    word = match[name + "word"]
    start, end = _place(match, name)
    if word:
        night = any(name in word for name in vocabulary().clock_words["midnight"])
        return Clock(start, end, 12, 0, "am" if night else "pm", True)
    printed = match[name + "hour"]
    hour = _hours_spelled()[printed] if _spelled(match, name) else int(printed)
    minute = int(match[name + "minute"] or _past(match[name + "past"]) or _spoken(match[name + "spoken"]))
    added = _leads().get(match[name + "lead"] or "", 0) or (-15 if match[name + "less"] else 0)
    if added:
        hour, minute = (hour, added) if added > 0 else ((hour - 2) % 12 + 1, 60 + added)
    said = _half(match, name) or vocabulary().day_parts.get(match[name + "part"] or "", "")
    half: Half | None = {"a": "am", "p": "pm"}.get(said[:1])  # type: ignore[assignment]
    if hour > 24 or (hour == 24 and minute):
        return None
    if hour > 12 or hour == 0:
        return Clock(start, end, hour, minute, None, True)
    day_clock = half is None and (
        match[name + "h24"] or match[name + "mark"] == "h" or match[name + "hour"] in ("07", "08", "09")
    )
    return Clock(start, end, hour, minute, half, bool(half or day_clock))


def _past(word: str | None) -> int:
    words = vocabulary().clock_words
    return 30 if word in words["half_past"] else 15 if word in words["quarter_past"] else 0


def _spoken(words: str | None) -> int:
    return next((minutes for form, minutes in _minutes_spoken().items() if words and re.fullmatch(form, words)), 0)


def _place(match: re.Match[str], name: str) -> tuple[int, int]:
    parts = [
        match.span(name + part)
        for part in ("lead", "hour", "mark", "minute", "past", "spoken", "half", "h24", "part", "word")
        if match[name + part]
    ]
    return min(start for start, _ in parts), max(end for _, end in parts)


def _hours(groups: dict[str, str | None]) -> float | None:
    if groups["isoh"]:
        return int(groups["isoh"]) + int(groups["isom"] or 0) / 60
    if groups["half_more"]:
        return 1.5
    if groups["only"]:
        return int(groups["only"]) / 60
    if groups["clock"] and int(groups["clock"]) > _LONGEST_CLOCK:
        return None
    if groups["clock"]:
        return int(groups["clock"]) + int(groups["past"] or 0) / 60
    parts = [groups["number"], groups["top"], groups["sign"]]
    if not any(parts):
        return None
    number = groups["number"] or "0"
    hours = float(
        vocabulary().numbers.get(number)
        or (1 if number in vocabulary().clock_words["an"] else number.replace(",", "."))
    )
    if groups["top"]:
        hours += int(groups["top"]) / int(groups["bottom"] or 1)
    hours += _SIGNS.get(groups["sign"] or "", 0.0)
    hours += int(groups["minutes"] or groups["joined"] or 0) / 60
    return hours + (0.5 if groups["half"] or groups["before"] else 0.0)
