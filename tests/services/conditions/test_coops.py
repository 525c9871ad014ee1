"""What NOAA CO-OPS answers, and how it is asked."""

import datetime as dt
import itertools
import json
from typing import Any

import pytest

from services.scc.conditions import coops
from services.scc.conditions.errors import NoPredictions, Refused, SourceError, Unreadable

ANSWER = {
    "predictions": [
        {"t": "2026-08-30 10:32", "v": "0.235", "type": "L"},
        {"t": "2026-08-30 16:51", "v": "4.120", "type": "H"},
        {"t": "2026-08-30 22:04", "v": "-0.410", "type": "LL"},
    ]
}


def body(value: Any) -> bytes:
    return json.dumps(value).encode()


def test_texts_become_turns_in_utc() -> None:
    told = [(turn.kind, turn.height_feet, turn.at.isoformat()) for turn in coops.turns(body(ANSWER))]
    assert told == [
        ("low", 0.235, "2026-08-30T10:32:00+00:00"),
        ("high", 4.12, "2026-08-30T16:51:00+00:00"),
        ("low", -0.41, "2026-08-30T22:04:00+00:00"),
    ]


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (
            body({"error": {"message": "No Predictions data was found. Please make sure the Datum input is valid."}}),
            NoPredictions,
        ),
        (body({"error": {"message": "Wrong Time Zone: Time zone should be one of GMT, LST, LST_LDT."}}), Refused),
        (body({"predictions": []}), NoPredictions),
        (body({"predictions": [{"t": "2026-08-30 10:32", "v": None, "type": "L"}]}), Unreadable),
        (body({"predictions": [{"t": "2026-08-30 10:32", "v": "", "type": "L"}]}), Unreadable),
        (body({"predictions": [{"t": "08/30/2026 10:32", "v": "1.0", "type": "L"}]}), Unreadable),
        (body({"predictions": [{"t": "2026-08-30 10:32", "v": "1.0", "type": "?"}]}), Unreadable),
        (b"<html>Service Unavailable</html>", Unreadable),
        (b"", Unreadable),
        (b"[]", Unreadable),
    ],
)
def test_what_is_no_list_of_turns(content: bytes, error: type[SourceError]) -> None:
    with pytest.raises(SourceError) as raised:
        coops.turns(content)
    assert type(raised.value) is error


def test_it_is_asked_in_feet_above_mllw_and_in_gmt() -> None:
    query = coops.query("9410170", dt.date(2026, 5, 1), dt.date(2026, 10, 31))
    assert (query["begin_date"], query["end_date"]) == ("20260501", "20261031")
    assert (query["station"], query["interval"], query["product"]) == ("9410170", "hilo", "predictions")
    assert (query["datum"], query["units"], query["time_zone"], query["format"]) == ("MLLW", "english", "gmt", "json")


@pytest.mark.parametrize(
    "today", [dt.date(2026, 5, 20), dt.date(2026, 1, 1), dt.date(2024, 2, 29), dt.date(2026, 12, 31)]
)
def test_whole_months_are_held_from_the_last_one_to_400_days_ahead(today: dt.date) -> None:
    months = coops.months_to_hold(today)
    assert months[0] < today.replace(day=1)
    assert coops.next_month(months[0]) == today.replace(day=1)
    assert months[-1] <= today + dt.timedelta(days=400) < coops.next_month(months[-1])
    asked = list(coops.chunks(months))
    assert (asked[0][0], asked[-1][1]) == (months[0], coops.next_month(months[-1]) - dt.timedelta(days=1))
    assert all(later[0] - earlier[1] == dt.timedelta(days=1) for earlier, later in itertools.pairwise(asked))
    assert all(last - first < dt.timedelta(days=365) for first, last in asked)
