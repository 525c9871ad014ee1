"""One zone's block of a coastal waters forecast."""

import datetime as dt

import pytest

from services.scc.conditions import marine_text

ISSUED = dt.datetime(2026, 9, 26, 21, 43, tzinfo=dt.UTC)
TEXT = """
000
FZUS56 KSGX 262143
CWFSGX

Coastal Waters Forecast
National Weather Service San Diego CA
243 PM PDT Sat Sep 26 2026

PZZ700-271015-
243 PM PDT Sat Sep 26 2026

.Synopsis for the far Southern CA coast...
At 2 PM, a 1024 mb high was far west of San Francisco.

$$

PZZ740-271015-
Coastal Waters from San Mateo Point to the Mexican Border and out
to 10 nm-
243 PM PDT Sat Sep 26 2026

...SMALL CRAFT ADVISORY IN EFFECT FROM LATE SUNDAY NIGHT THROUGH
MONDAY EVENING...

.TONIGHT...Wind variable less than 10 kt. Seas 4 ft. Wave Detail:
W 2 ft at 9 seconds and SW 4 ft at 14 seconds.
.SUN...Wind variable less than 10 kt
...becoming W 10 kt in the afternoon...
Seas 3 to 4 ft.
.SUN NIGHT...Wind NW 10 kt. Seas 3 to 5 ft.

$$

PZZ750>753-765-
775-271015-
Outer waters-
243 PM PDT Sat Sep 26 2026

.TONIGHT...Wind NW 15 to 20 kt.

$$
"""


def block(zone: str, text: str = TEXT) -> marine_text.Block:
    found = marine_text.block(text, zone)
    assert found is not None
    return found


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("\n", "\r\n")])
def test_headline_and_periods_of_the_zone(text: str) -> None:
    found = block("PZZ740", text).text
    headline = "SMALL CRAFT ADVISORY IN EFFECT FROM LATE SUNDAY NIGHT THROUGH MONDAY EVENING"
    assert marine_text.headline(found) == headline
    assert [(period.name, period.text) for period in marine_text.periods(found)] == [
        (
            "TONIGHT",
            "Wind variable less than 10 kt. Seas 4 ft. Wave Detail: W 2 ft at 9 seconds and SW 4 ft at 14 seconds.",
        ),
        ("SUN", "Wind variable less than 10 kt ...becoming W 10 kt in the afternoon... Seas 3 to 4 ft."),
        ("SUN NIGHT", "Wind NW 10 kt. Seas 3 to 5 ft."),
    ]


@pytest.mark.parametrize("zone", ["PZZ750", "PZZ751", "PZZ752", "PZZ753", "PZZ765", "PZZ775"])
def test_zones_in_ranges_lists_and_over_two_lines(zone: str) -> None:
    found = block(zone).text
    assert [period.text for period in marine_text.periods(found)] == ["Wind NW 15 to 20 kt."]
    assert marine_text.headline(found) is None


@pytest.mark.parametrize("zone", ["PZZ754", "PZZ764", "PZZ745", "PZZ74", "AMZ740"])
def test_a_zone_of_which_nothing_is_written(zone: str) -> None:
    assert marine_text.block(TEXT, zone) is None


@pytest.mark.parametrize("text", ["", "PZZ740", "PZZ740-271015-", "$$\n$$"])
def test_a_text_that_is_cut_off(text: str) -> None:
    found = marine_text.block(text, "PZZ740")
    assert found is None or (marine_text.periods(found.text), marine_text.headline(found.text)) == ((), None)


@pytest.mark.parametrize(
    ("expires", "issued_at", "moment"),
    [
        ("271015", ISSUED, dt.datetime(2026, 9, 27, 10, 15, tzinfo=dt.UTC)),
        ("011000", dt.datetime(2026, 9, 30, 21, 0, tzinfo=dt.UTC), dt.datetime(2026, 10, 1, 10, 0, tzinfo=dt.UTC)),
        ("010400", dt.datetime(2026, 12, 31, 21, 0, tzinfo=dt.UTC), dt.datetime(2027, 1, 1, 4, 0, tzinfo=dt.UTC)),
        ("261015", ISSUED, None),
        ("279915", ISSUED, None),
        ("150000", ISSUED, None),
    ],
)
def test_when_a_block_expires(expires: str, issued_at: dt.datetime, moment: dt.datetime | None) -> None:
    assert marine_text.expires_at(marine_text.Block("", expires), issued_at) == moment


def test_a_text_of_any_length_is_kept_short() -> None:
    long = "PZZ740-271015-\n...A" + "A " * 9000 + "...\n" + ".SAT...Wind.\n" * 500 + ".SUN..." + "W " * 9000 + "\n$$"
    found = block("PZZ740", long).text
    assert len(marine_text.headline(found) or "") <= marine_text.LONGEST_TEXT
    assert len(marine_text.periods(found)) <= marine_text.MOST_PERIODS
