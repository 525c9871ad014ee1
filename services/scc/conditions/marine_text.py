"""One zone's part of a coastal waters forecast (CWF), as NWS's forecasters write it.

A block begins with its zones and the time it expires (``PZZ740-271015-``; ``PZZ750>753-775-271015-`` stands for more)
and ends with ``$$``. In between stand the zones' name, the time of issue, headlines between dots, and the periods, each
after a dot of its own (NWS Instructions 10-310 and, for the codes, 10-1702).
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from contracts.conditions import MarinePeriod

LONGEST_TEXT = 1000
MOST_PERIODS = 20

_HEAD = re.compile(r"^([A-Z]{2}Z\d{3}(?:[->]\s*(?:[A-Z]{2}Z)?\d{3})*)-\s*(\d{6})-\s*$", re.MULTILINE)
_CODE = re.compile(r"([->]?)\s*([A-Z]{2}Z)?(\d{3})")
_HEADLINE = re.compile(r"^\.\.\.(?!\.)(.+?)\.\.\.\s*$", re.MULTILINE | re.DOTALL)
_PERIOD = re.compile(r"^\.([A-Z][A-Z0-9 ]*?)\.\.\.(.*?)(?=^\.[A-Z]|\Z)", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    text: str
    expires: str
    """Day of the month, hour and minute of UTC: ``271015``."""


def block(text: str, zone: str) -> Block | None:
    """The part about this zone; None if the text does not speak of it."""
    for head in _HEAD.finditer(text):
        if zone in _zones(head[1]):
            return Block(text[head.end() :].partition("$$")[0], head[2])
    return None


def expires_at(block: Block, issued_at: dt.datetime) -> dt.datetime | None:
    """The first such moment after the issue; None where there is none within a week."""
    day, hour, minute = (int(block.expires[at : at + 2]) for at in (0, 2, 4))
    issued = issued_at.astimezone(dt.UTC)
    for ahead in range(8):
        date = issued.date() + dt.timedelta(days=ahead)
        if date.day == day and hour < 24 and minute < 60:
            moment = dt.datetime.combine(date, dt.time(hour, minute), dt.UTC)
            if moment > issued:
                return moment
    return None


def headline(block: str) -> str | None:
    """All headlines of the block, in one line; they stand before the periods."""
    first = _PERIOD.search(block)
    found = [_one_line(each) for each in _HEADLINE.findall(block[: first.start()] if first else block)]
    return " · ".join(found)[:LONGEST_TEXT] or None


def periods(block: str) -> tuple[MarinePeriod, ...]:
    found = [
        MarinePeriod(name=name.strip(), text=_one_line(text)[:LONGEST_TEXT]) for name, text in _PERIOD.findall(block)
    ]
    return tuple(found[:MOST_PERIODS])


def _zones(head: str) -> set[str]:
    return set(_each_zone(head))


def _each_zone(head: str) -> Iterator[str]:
    prefix, last = "", 0
    for link, area, number in _CODE.findall(head):
        prefix = area or prefix
        for each in range(last + 1, int(number)) if link == ">" else ():
            yield f"{prefix}{each:03}"
        last = int(number)
        yield f"{prefix}{last:03}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
