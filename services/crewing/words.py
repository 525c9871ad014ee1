"""Times and names in the words people read. Pure functions of values; English, whatever the machine's locale."""

import datetime as dt
import unicodedata
from zoneinfo import ZoneInfo

from contracts.scc import EventBody

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def plain(text: str) -> str:
    """One line without control or formatting characters: safe in a mail header."""
    shown = "".join(" " if unicodedata.category(char)[0] in "CZ" else char for char in text)
    return " ".join(shown.split())


def first_name(name: str) -> str:
    return (plain(name).split() or ["Guest"])[0]


def zone_of(body: EventBody) -> dt.tzinfo:
    """The zone in which this event's times are told."""
    if body.timezone:
        return ZoneInfo(body.timezone)
    return (body.start_at and body.start_at.tzinfo) or dt.UTC


def day(date: dt.date, today: dt.date) -> str:
    """``Sat, May 30``; with the year only if it is not this one."""
    year = "" if date.year == today.year else f", {date.year}"
    return f"{_DAYS[date.weekday()]}, {_MONTHS[date.month - 1]} {date.day}{year}"


def clock(moment: dt.datetime) -> str:
    """``1:00 PM``, in the zone the moment is in."""
    return f"{moment.hour % 12 or 12}:{moment.minute:02} {'AM' if moment.hour < 12 else 'PM'}"


def moment(at: dt.datetime, today: dt.date) -> str:
    """``Sat, May 30, 1:00 PM``."""
    return f"{day(at.date(), today)}, {clock(at)}"


def hours(start: dt.datetime, end: dt.datetime) -> str:
    """``1:00–4:00 PM``, ``11:00 AM–2:00 PM``, on one day."""
    starts, ends = clock(start), clock(end)
    if starts[-2:] == ends[-2:]:
        starts = starts[:-3]
    return f"{starts}–{ends}"


def span(start: dt.datetime, end: dt.datetime, today: dt.date) -> str:
    """``Sat, May 30 · 1:00–4:00 PM``; overnight ``Fri, Jul 3, 6:00 PM → Sat, Jul 4, 10:00 AM``."""
    if start.date() == end.date():
        return f"{day(start.date(), today)} · {hours(start, end)}"
    return f"{moment(start, today)} → {moment(end, today)}"


def duration(length_hours: float) -> str:
    """``3 hours``, ``1 hour``, ``2.5 hours``."""
    return f"{length_hours:g} hour{'' if length_hours == 1 else 's'}"
