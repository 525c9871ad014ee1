"""The tide as a curve: between two turns it goes as a cosine does, which is what tide tables are read with."""

import datetime as dt
import math
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, Protocol

WIDTH, HEIGHT = 340, 160
TOP, BOTTOM = 44, 108
"""Where the highest and the lowest water of the window are drawn."""
POINTS = 60
LABEL = 64
"""What the word at a turn may be wide."""
LONGEST = dt.timedelta(hours=32)
"""A longer window is cut off: further waves would be too narrow to read."""


class Turn(Protocol):
    """A high or a low water."""

    @property
    def kind(self) -> Literal["high", "low"]: ...
    @property
    def height_feet(self) -> float: ...
    @property
    def at(self) -> dt.datetime: ...


class Span(NamedTuple):
    start_at: dt.datetime
    end_at: dt.datetime


class Mark(NamedTuple):
    turn: Turn
    x: float
    y: float

    @property
    def label_x(self) -> float:
        return min(max(self.x, LABEL / 2), WIDTH - LABEL / 2)

    @property
    def label_y(self) -> float:
        return self.y - 11 if self.turn.kind == "high" else self.y + 19


class Chart(NamedTuple):
    line: str
    """The curve, as the ``d`` of an SVG path."""
    water: str
    """The same with everything below it."""
    trip_x: float
    trip_width: float
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, dt.datetime], ...]
    """Whole local hours along the bottom."""


def height_at(turns: Sequence[Turn], moment: dt.datetime) -> float | None:
    """Feet; None outside the turns."""
    for before, after in pairwise(turns):
        if before.at <= moment <= after.at:
            part = (moment - before.at) / (after.at - before.at)
            return before.height_feet + (after.height_feet - before.height_feet) * (1 - math.cos(math.pi * part)) / 2
    return None


def chart(turns: Sequence[Turn], window: Span, trip: Span, zone: dt.tzinfo) -> Chart | None:
    """None where the turns do not reach over the window."""
    window = Span(window.start_at, min(window.end_at, window.start_at + LONGEST))
    length = window.end_at - window.start_at
    moments = [window.start_at + length * step / POINTS for step in range(POINTS + 1)]
    inside = [turn for turn in turns if window.start_at <= turn.at <= window.end_at]
    moments = sorted({*moments, *(turn.at for turn in inside)})
    heights = [height_at(turns, moment) for moment in moments]
    known = [height for height in heights if height is not None]
    if len(known) < len(moments):
        return None
    low, high = min(known), max(known)

    def x(moment: dt.datetime) -> float:
        return round((moment - window.start_at) / length * WIDTH, 1)

    def y(height: float) -> float:
        return round(BOTTOM - (height - low) / ((high - low) or 1) * (BOTTOM - TOP), 1)

    line = "M" + "L".join(f"{x(moment)} {y(height)}" for moment, height in zip(moments, known, strict=True))
    ends_at = min(trip.end_at, window.end_at)
    return Chart(
        line=line,
        water=f"{line}V{HEIGHT}H0Z",
        trip_x=x(trip.start_at),
        trip_width=round(x(ends_at) - x(trip.start_at), 1),
        marks=tuple(Mark(turn, x(turn.at), y(turn.height_feet)) for turn in inside),
        ticks=tuple((x(hour), hour) for hour in _hours(window, zone)),
    )


def _hours(window: Span, zone: dt.tzinfo) -> list[dt.datetime]:
    """Every third local hour, or every sixth in a long window, away from the edges."""
    every = 3 if window.end_at - window.start_at <= dt.timedelta(hours=16) else 6
    first = window.start_at.astimezone(dt.UTC).replace(minute=0, second=0, microsecond=0)
    count = int((window.end_at - first) / dt.timedelta(hours=1)) + 1
    hours = [(first + dt.timedelta(hours=step)).astimezone(zone) for step in range(count)]
    margin = (window.end_at - window.start_at) / 16
    return [
        hour
        for hour in hours
        if hour.hour % every == 0 and not hour.minute and window.start_at + margin <= hour <= window.end_at - margin
    ]
