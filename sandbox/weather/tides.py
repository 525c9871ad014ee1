"""A plausible tide for San Diego: six constituents of about the right size, each with its true speed.

Speeds: tidesandcurrents.noaa.gov/harcon.html?id=9410170. Phases are invented; not for navigation.
"""

import datetime as dt
import math
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

MEAN_FEET = 2.94
"""Mean sea level above MLLW."""
_EPOCH = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
_STEP_MINUTES = 40
_CONSTITUENTS = (  # feet, degrees an hour, degrees
    (1.79, 28.9841042, 143.0),
    (0.73, 30.0, 137.0),
    (0.42, 28.4397295, 122.0),
    (1.10, 15.0410686, 208.0),
    (0.70, 13.9430356, 193.0),
    (0.35, 14.9589314, 206.0),
)


class Turn(NamedTuple):
    at: dt.datetime
    feet: float
    is_high: bool


@lru_cache(maxsize=16)
def turns(first: dt.date, last: dt.date) -> tuple[Turn, ...]:
    """Every high and low water of the days of UTC, both included, to the minute."""
    start = dt.datetime.combine(first, dt.time(), dt.UTC)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), dt.UTC)
    return tuple(_turns(_minutes(start), _minutes(end)))


def feet(minute: float) -> float:
    return MEAN_FEET + sum(height * math.cos(angle) for height, _, angle in _angles(minute))


def _turns(start: int, end: int) -> Iterator[Turn]:
    rises = _slope(start) > 0
    for minute in range(start, end, _STEP_MINUTES):
        rises_then = _slope(minute + _STEP_MINUTES) > 0
        if rises_then != rises:
            turn = _between(minute, minute + _STEP_MINUTES, rises)
            if turn < end:
                yield Turn(_EPOCH + dt.timedelta(minutes=turn), feet(turn), is_high=rises)
        rises = rises_then


def _between(low: int, high: int, rises: bool) -> int:
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if (_slope(middle) > 0) == rises else (low, middle)
    return high


def _slope(minute: float) -> float:
    return -sum(height * speed * math.sin(angle) for height, speed, angle in _angles(minute))


def _angles(minute: float) -> Iterator[tuple[float, float, float]]:
    for height, speed, phase in _CONSTITUENTS:
        yield height, speed, math.radians(speed * minute / 60 - phase)


def _minutes(moment: dt.datetime) -> int:
    return int((moment - _EPOCH).total_seconds() // 60)
