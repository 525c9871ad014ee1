"""Resolves when a charter starts, ends and how long it is, on the boat's wall clock."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.pipeline.intake.clock import Clock, ClockRange
from bot.pipeline.intake.cues import cued
from bot.pipeline.intake.dates import Day, settle
from bot.pipeline.intake.evidence import Evidence
from bot.pipeline.intake.facts import Doubt, Fact, Facts
from bot.pipeline.intake.halves import choose_halves
from bot.pipeline.intake.instants import elapsed_hours, from_named_zone, later, missing, twice
from bot.pipeline.intake.printed import Printed, printed_in
from bot.pipeline.intake.reading import ProblemCode
from bot.pipeline.intake.traced import Span
from bot.pipeline.intake.vocabulary import fold, vocabulary

_LEAD = 1
_ALONE = 2
_PROSE = 3
_LATE_NIGHT = time(6, 0)
_WORD = re.compile(r"[^\W\d_]+")
_JOINING = cued(r"{joining}")
_FIELDS = ("start_local", "end_local")
_LONGEST = timedelta(days=7)
_LONGEST_OF_CHANGED = timedelta(days=1)
"""Without a printed duration, longer ones are two days that the text says for one; changes say the old one, too."""


@dataclass(frozen=True, slots=True)
class _When:
    """The day and the times that one tier of statements gives."""

    day: date | None = None
    times: ClockRange | None = None
    last_day: date | None = None
    first_at: Printed | None = None
    times_at: Printed | None = None
    last_at: Printed | None = None


def resolve_moments(evidence: Evidence, facts: Facts, today: date, zone: ZoneInfo) -> None:
    """Put start, end and duration into the facts, with the doubts about them."""
    parsed = printed_in(evidence.statements, today, zone)
    years = {option: day.year for item in parsed for day in item.days if day.year for option in day.options}
    hours = _printed_hours(parsed, facts)
    changed = any(kind.name == "changed" for kind in evidence.kinds)
    start, end = _instants(parsed)
    if start is None:
        when = _gather(parsed, facts, today, years, changed=changed)
        start, end = _combine(when, hours, facts, zone)
    _conclude(start, end, hours, facts, today, zone, changed=changed)


def _printed_hours(parsed: Sequence[Printed], facts: Facts) -> Fact | None:
    for tier in range(4):
        found = [
            Fact(length.hours, item.statement.span.cut(length.start, length.end), item.statement.why)
            for item in parsed
            if item.statement.tier == tier
            for length in item.lengths
        ]
        if found:
            own = Facts()
            own.settle("duration_hours", found)
            facts.doubts += own.doubts
            return own.values.get("duration_hours")
    return None


def _instants(parsed: Sequence[Printed]) -> tuple[Fact | None, Fact | None]:
    """Start and end where they are printed with a zone, as calendars do."""
    found: dict[str, Fact] = {}
    for item in parsed:
        if item.instant is not None and item.statement.about in ("start", "end"):
            found.setdefault(item.statement.about, Fact(item.instant, item.statement.span, item.statement.why))
    return found.get("start"), found.get("end")


def _otherwise(
    labelled: _When, parsed: Sequence[Printed], facts: Facts, today: date, years: dict[tuple[int, int], int]
) -> str | None:
    """A line that is but another day and its times, as in the headline of a page."""
    for item in parsed:
        alone = item.statement.tier == _ALONE and len(item.days) == len(item.times) == 1 and item.times[0].last
        if not alone or _says_more(item):
            continue
        if _settled(item, item.days[0], facts, today, years, "start_local") != labelled.day:
            return item.statement.span.text[:40]
    return None


def _says_more(item: Printed) -> bool:
    """Whether words stand beside the day and the times of a line."""
    text = list(item.statement.span.text)
    day, pair = item.days[0], item.times[0]
    for start, end in ((day.start, day.end), (pair.first.start, (pair.last or pair.first).end)):
        text[start:end] = " " * (end - start)
    return any(not _JOINING.fullmatch(word) for word in _WORD.findall(fold("".join(text))))


def _gather(
    parsed: Sequence[Printed], facts: Facts, today: date, years: dict[tuple[int, int], int], *, changed: bool
) -> _When:
    tiers: list[_When] = []
    for tier in range(4):
        if any(when.day for when in tiers) and any(when.times for when in tiers) and tier > _LEAD:
            break
        tiers.append(_of_tier([item for item in parsed if item.statement.tier == tier], facts, today, years))
    labelled, lead = tiers[0], tiers[_LEAD]
    if labelled.day and lead.day and labelled.day != lead.day:
        return _contradicted(facts, f"{lead.day:%b %-d}", f"{labelled.day:%b %-d}")
    if labelled.times and lead.times and not set(labelled.times.first.readings()) & set(lead.times.first.readings()):
        return _contradicted(
            facts, *(f"{times.first.readings()[0]:%-I:%M %p}" for times in (lead.times, labelled.times))
        )
    if labelled.day and not changed and (line := _otherwise(labelled, parsed, facts, today, years)):
        return _contradicted(facts, f"“{line}”", f"{labelled.day:%b %-d}")
    dated = next((when for when in tiers if when.day), _When())
    timed = next((when for when in tiers if when.times), _When())
    if dated.day and (own := _day_beside(timed, facts, today, years)) and own != dated.day:
        return _contradicted(facts, f"{dated.day:%b %-d}", f"{own:%b %-d}")
    when = replace(timed, day=dated.day, first_at=dated.first_at, last_day=timed.last_day or dated.last_day)
    for item in (item for item in parsed if item.statement.about == "end"):
        if item.times and when.times:
            when = replace(when, times=ClockRange(when.times.first, item.times[-1].first), last_at=item)
        if item.days:
            when = replace(when, last_day=_settled(item, item.days[-1], facts, today, years, "end_local"))
    return when


def _day_beside(when: _When, facts: Facts, today: date, years: dict[tuple[int, int], int]) -> date | None:
    """The day in the words that the times were read from."""
    if when.times_at is None or not when.times_at.days:
        return None
    return _settled(when.times_at, when.times_at.days[0], facts, today, years, "start_local")


def _contradicted(facts: Facts, *values: str) -> _When:
    named = " and ".join(dict.fromkeys(values))
    facts.doubts.append(Doubt(ProblemCode.CONFLICTING_VALUES, ("start_local",), named))
    return _When()


def _of_tier(parsed: Sequence[Printed], facts: Facts, today: date, years: dict[tuple[int, int], int]) -> _When:
    opening = [item for item in parsed if item.statement.about in ("start", "date", "time")]
    ranged = [item for item in opening if item.statement.tier == _PROSE and any(pair.last for pair in item.times)]
    if ranged and not any(item.days for item in ranged):
        ranged += [item for item in opening if item.days and not item.times]
    opening = ranged or opening
    dated = [item for item in opening if item.days]
    timed = sorted((item for item in opening if item.times), key=lambda item: item.statement.about != "start")
    days = [_settled(item, item.days[0], facts, today, years, "start_local") for item in dated]
    if len(set(days)) > 1 or any(_is_apart(item) for item in dated):
        return _contradicted(facts, *(f"“{item.statement.span.text[:40]}”" for item in dated[:2]))
    day = days[0] if days else None
    first_at = dated[0] if dated else None
    crowded = any(len(item.times) > 1 and not _day_pair(item) and not _out_and_back(item) for item in timed)
    if len({item.times[0].first.readings() for item in timed}) > 1 or crowded:
        return replace(
            _contradicted(facts, *(f"“{item.statement.span.text[:40]}”" for item in timed[:2])),
            day=day,
            first_at=first_at,
        )
    times_at = next((item for item in timed if item.times[0].last), timed[0] if timed else None)
    times = times_at.times[0] if times_at else None
    if times_at and times and times.last is None and len(times_at.times) == 2:
        times = ClockRange(times.first, times_at.times[1].first)
    last_at = times_at if times and times.last else None
    last_day = next((_settled(i, i.days[1], facts, today, years, "end_local") for i in dated if len(i.days) == 2), None)
    return _When(day, times, last_day, first_at, times_at, last_at)


def _day_pair(item: Printed) -> bool:
    """Whether two days each have a time, as in `Jul 3 6 PM to Jul 4 10 AM`."""
    return len(item.days) == 2 and len(item.times) == 2 and not any(pair.last for pair in item.times)


def _is_apart(item: Printed) -> bool:
    """Whether words between two days of running text part them, as in `June 20, 1-4 PM, and June 22 we haul out`."""
    if item.statement.tier <= _LEAD or len(item.days) != 2 or item.days[0].options == item.days[1].options:
        return False
    between = list(item.statement.span.text)[item.days[0].end : item.days[1].start]
    for pair in item.times:
        for at in range(pair.first.start - item.days[0].end, (pair.last or pair.first).end - item.days[0].end):
            if 0 <= at < len(between):
                between[at] = " "
    return any(not _JOINING.fullmatch(word) for word in _WORD.findall(fold("".join(between))))


def _out_and_back(item: Printed) -> bool:
    """Whether two times are said to be those of leaving and of coming back."""
    if len(item.times) != 2 or item.times[0].last or item.times[1].last:
        return False
    between = item.statement.span.text[item.times[0].first.end : item.times[1].first.start]
    return bool(re.search(rf"\b(?:{'|'.join(vocabulary().returning)})\b", fold(between)))


def _settled(
    item: Printed, day: Day, facts: Facts, today: date, years: dict[tuple[int, int], int], name: str
) -> date | None:
    settled = settle(day, today, years)
    words = " ".join(item.statement.span.text[day.start : day.end].split())
    for code in settled.doubts:
        read = f"{settled.day:%A, %B %-d, %Y}" if settled.day else ""
        doubt = Doubt(ProblemCode(code), (name,), "|".join((words, read)))
        if all(known.code != doubt.code for known in facts.doubts):
            facts.doubts.append(doubt)
    return settled.day


def _combine(when: _When, hours: Fact | None, facts: Facts, zone: ZoneInfo) -> tuple[Fact | None, Fact | None]:
    """Start and end as wall-clock facts, as far as day and times are sure."""
    if when.times is None or when.times_at is None:
        return None, None
    first, last = choose_halves(when.times, float(str(hours.value)) if hours else None)
    if first is None:
        facts.doubts.append(Doubt(ProblemCode.AMBIGUOUS_TIME, _FIELDS, _printed(when.times, when.times_at)))
        return None, None
    if when.day is None:
        return None, None
    start = from_named_zone(datetime.combine(when.day, first), when.times_at.statement.span.text, zone)
    start_fact = Fact(start, _words(when.times.first, when.times_at, when.first_at), _why(when.times_at, when.first_at))
    if when.times.last is None or when.last_at is None:
        return start_fact, None
    if last is None:
        facts.doubts.append(Doubt(ProblemCode.AMBIGUOUS_TIME, ("end_local",), when.last_at.statement.span.text[:60]))
        return start_fact, None
    end = from_named_zone(datetime.combine(when.last_day or when.day, last), when.last_at.statement.span.text, zone)
    if end <= start and when.last_day is None and _crosses_midnight(start, last, hours, zone):
        end += timedelta(days=1)
    clock = when.times.last
    end_words = when.last_at.statement.span.cut(clock.start, clock.end)
    return start_fact, Fact(end, end_words, when.last_at.statement.why)


def _printed(times: ClockRange, item: Printed) -> str:
    """The words of the times; those of the whole statement where they stand in two of them."""
    text = item.statement.span.text
    whole = times not in item.times and times.last is not None
    return text[:60] if whole else text[times.first.start : (times.last or times.first).end]


def _crosses_midnight(start: datetime, last: time, hours: Fact | None, zone: ZoneInfo) -> bool:
    if hours is not None:
        return any(end.time() == last for end in later(start, float(str(hours.value)), zone))
    return start.hour >= 12 and last <= _LATE_NIGHT


def _words(clock: Clock, times_at: Printed, first_at: Printed | None) -> Span:
    """The words of the start: its time, with the day where both stand in one statement."""
    span = times_at.statement.span
    if first_at is times_at and first_at.days:
        day = first_at.days[0]
        return span.cut(min(day.start, clock.start), max(day.end, clock.end))
    return span.cut(clock.start, clock.end)


def _why(times_at: Printed, first_at: Printed | None) -> str:
    why = times_at.statement.why
    if first_at is None or first_at is times_at:
        return why
    return f"{why}, with the day {first_at.statement.why}"


def _conclude(
    start: Fact | None,
    end: Fact | None,
    hours: Fact | None,
    facts: Facts,
    today: date,
    zone: ZoneInfo,
    *,
    changed: bool,
) -> None:
    """Check start, end and duration against each other and the clock changes; derive what follows from two of them."""
    if start is None or not isinstance(start.value, datetime):
        if hours is not None:
            facts.values["duration_hours"] = hours
        return
    begin = start.value
    facts.values["start_local"] = start
    if begin.date() < today:
        facts.doubts.append(Doubt(ProblemCode.DATE_IN_PAST, ("start_local",), f"{begin:%B %-d, %Y}"))
    if missing(begin, zone):
        facts.doubts.append(
            Doubt(ProblemCode.NONEXISTENT_LOCAL_TIME, ("start_local",), f"{begin:%-I:%M %p on %B %-d, %Y}")
        )
        facts.values |= {name: fact for name, fact in (("end_local", end), ("duration_hours", hours)) if fact}
        return
    printed = float(str(hours.value)) if hours else None
    if end is None or not isinstance(end.value, datetime):
        if hours is not None and printed is not None:
            facts.values["duration_hours"] = hours
            _derive_end(begin, printed, hours, facts, zone)
        return
    finish = end.value
    if printed is None and finish - begin > (_LONGEST_OF_CHANGED if changed else _LONGEST):
        del facts.values["start_local"]
        _contradicted(facts, f"{begin:%b %-d, %-I:%M %p}", f"{finish:%b %-d, %-I:%M %p}")
        return
    if finish <= begin:
        facts.values["end_local"] = end
        facts.doubts.append(
            Doubt(ProblemCode.END_BEFORE_START, _FIELDS, f"{begin:%b %-d, %-I:%M %p}|{finish:%b %-d, %-I:%M %p}")
        )
        return
    if missing(finish, zone):
        facts.values["end_local"] = end
        facts.doubts.append(
            Doubt(ProblemCode.NONEXISTENT_LOCAL_TIME, ("end_local",), f"{finish:%-I:%M %p on %B %-d, %Y}")
        )
        return
    lengths = elapsed_hours(begin, finish, zone)
    if printed is not None and any(abs(length - printed) < 1e-6 for length in lengths):
        facts.values |= {"end_local": end, "duration_hours": hours} if hours else {}
    elif printed is not None:
        detail = f"{begin:%-I:%M %p}|{finish:%-I:%M %p}|{printed:g}"
        facts.doubts.append(Doubt(ProblemCode.CONFLICTING_VALUES, ("end_local", "duration_hours"), detail))
    elif len(lengths) == 1:
        why = "the time from start to end"
        facts.values |= {"end_local": end, "duration_hours": Fact(lengths[0], end.span, why)}
    else:
        facts.values["end_local"] = end
        name, moment = ("start_local", begin) if twice(begin, zone) else ("end_local", finish)
        facts.doubts.append(Doubt(ProblemCode.AMBIGUOUS_LOCAL_TIME, (name,), f"{moment:%-I:%M %p on %B %-d, %Y}"))


def _derive_end(begin: datetime, printed: float, hours: Fact, facts: Facts, zone: ZoneInfo) -> None:
    ends = later(begin, printed, zone)
    if len(ends) == 1:
        facts.values["end_local"] = Fact(ends[0], hours.span, f"the start and the duration {hours.why}")
    else:
        facts.doubts.append(Doubt(ProblemCode.AMBIGUOUS_LOCAL_TIME, _FIELDS, f"{begin:%-I:%M %p on %B %-d, %Y}"))
