"""The tide curve against its turns."""

import datetime as dt
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.conditions import TideTurn
from drawing.tide import BOTTOM, HEIGHT, LABEL, TOP, WIDTH, Span, chart, height_at

ZERO = dt.datetime(2026, 5, 30, 6, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
ZONE = dt.timezone(-7 * HOUR)
TRIP = Span(ZERO + 10 * HOUR, ZERO + 13 * HOUR)
WINDOW = Span(ZERO + 6 * HOUR, ZERO + 17 * HOUR)


def turns(*heights: float) -> tuple[TideTurn, ...]:
    return tuple(
        TideTurn(kind="low" if number % 2 == 0 else "high", height_feet=height, at=ZERO + 6 * number * HOUR)
        for number, height in enumerate(heights)
    )


TIDE = turns(0.4, 5.0, 1.0, 4.6)


def points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path)]


def test_it_is_at_each_turn_what_the_table_says() -> None:
    for turn in TIDE:
        assert height_at(TIDE, turn.at) == pytest.approx(turn.height_feet)


def test_half_way_it_is_in_the_middle_and_moves_least_at_the_turns() -> None:
    assert height_at(TIDE, ZERO + 3 * HOUR) == pytest.approx(2.7)
    first = height_at(TIDE, ZERO + HOUR)
    assert first == pytest.approx(0.4 + 4.6 * 0.0670, abs=0.01)


@pytest.mark.parametrize("moment", [ZERO - HOUR, ZERO + 18 * HOUR + dt.timedelta(seconds=1)])
def test_beyond_the_turns_nothing_is_known(moment: dt.datetime) -> None:
    assert height_at(TIDE, moment) is None


@given(
    st.lists(st.floats(-2, 9, allow_nan=False), min_size=2, max_size=8),
    st.floats(0, 1),
)
def test_between_two_turns_it_stays_between_their_heights(heights: list[float], part: float) -> None:
    held = turns(*heights)
    for before, after in pairwise(held):
        height = height_at(held, before.at + (after.at - before.at) * part)
        assert height is not None
        low, high = sorted((before.height_feet, after.height_feet))
        assert low - 1e-9 <= height <= high + 1e-9


def test_the_curve_passes_through_the_turns_of_the_window() -> None:
    drawn = chart(TIDE, WINDOW, TRIP, ZONE)
    assert drawn is not None
    assert [(mark.turn.kind, mark.turn.height_feet) for mark in drawn.marks] == [("high", 5.0), ("low", 1.0)]
    line = points(drawn.line)
    for mark in drawn.marks:
        assert (mark.x, mark.y) in line
    assert (line[0][0], line[-1][0]) == (0.0, WIDTH)
    assert min(y for _, y in line) == TOP
    assert max(y for _, y in line) == BOTTOM
    assert drawn.water.startswith(drawn.line)
    assert drawn.water.endswith(f"V{HEIGHT}H0Z")


def test_the_trip_is_shaded_where_it_is() -> None:
    drawn = chart(TIDE, WINDOW, TRIP, ZONE)
    assert drawn is not None
    assert drawn.trip_x == pytest.approx(WIDTH * 4 / 11, abs=0.1)
    assert drawn.trip_width == pytest.approx(WIDTH * 3 / 11, abs=0.1)


def test_words_stay_inside_and_hours_are_local() -> None:
    drawn = chart(TIDE, WINDOW, TRIP, ZONE)
    assert drawn is not None
    for mark in drawn.marks:
        assert LABEL / 2 <= mark.label_x <= WIDTH - LABEL / 2
        assert (mark.label_y < mark.y) == (mark.turn.kind == "high")
    assert [hour.hour for _, hour in drawn.ticks] == [6, 9, 12, 15]


def test_a_long_trip_is_cut_off() -> None:
    long = tuple(turn for turn in turns(*[0.5, 5.0] * 10))
    drawn = chart(long, Span(ZERO, ZERO + 100 * HOUR), Span(ZERO + 4 * HOUR, ZERO + 96 * HOUR), ZONE)
    assert drawn is not None
    assert drawn.trip_x + drawn.trip_width == pytest.approx(WIDTH)
    assert len(drawn.marks) == 6


@pytest.mark.parametrize("known", [(), TIDE[:1], TIDE[:2], TIDE[1:3]])
def test_without_all_turns_there_is_no_curve(known: tuple[TideTurn, ...]) -> None:
    assert chart(known, WINDOW if len(known) < 2 else Span(ZERO, ZERO + 18 * HOUR), TRIP, ZONE) is None


def test_water_that_does_not_move_is_a_line() -> None:
    drawn = chart(turns(2.0, 2.0, 2.0, 2.0), WINDOW, TRIP, ZONE)
    assert drawn is not None
    assert {y for _, y in points(drawn.line)} == {BOTTOM}
