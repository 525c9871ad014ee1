"""Why a field holds what it holds is one plain sentence, whatever was pasted."""

import datetime
from pathlib import Path

import pytest

from bot.pipeline.intake import Reading, read
from bot.pipeline.intake.reading import FIELDS
from bot.pipeline.intake.reasons import reason

TODAY = datetime.date(2026, 5, 1)
SAMPLES = sorted((Path(__file__).parent.parent / "bookings").glob("*.txt"))
TEXT = (
    "You have a new booking!\nBooking ID: rtkwzbn\nRenter: Odalys\nStart\nSep 12, 2026 • 2:00 PM\n"
    "Duration: 3 hours\nGuests: 4"
)


def reading(text: str) -> Reading:
    return read(text, today=TODAY)


def test_it_names_the_line_the_words_and_the_label() -> None:
    assert reason(reading(TEXT), "start_local") == "Line 5: “Sep 12, 2026 • 2:00 PM”, after the label “Start”."


def test_a_derived_value_says_from_what() -> None:
    from_duration = reading(TEXT)
    assert reason(from_duration, "end_local") == "From the start and the duration (line 6: “3 hours”)."
    assert reason(from_duration, "duration_hours") == "Line 6: “3 hours”, after the label “Duration”."
    from_end = reading(TEXT.replace("Duration: 3 hours", "End: 5:00 PM"))
    assert reason(from_end, "end_local") == "Line 6: “5:00 PM”, after the label “End”."
    assert reason(from_end, "duration_hours") == "From the start and the end."


def test_what_the_words_say_themselves_is_not_said_again() -> None:
    assert reason(reading(TEXT), "status") == "Line 1: “You have a new booking”."


def test_nothing_is_said_of_what_was_not_found() -> None:
    assert reason(reading(TEXT), "guest_phone") is None
    assert reason(reading(TEXT), "no such field") is None


def test_long_words_are_cut_between_two_words() -> None:
    note = reading(TEXT + "\nSpecial requests: we  bring our grandmother\twho walks with a cane, and a cake for twelve")
    assert reason(note, "notes") == (
        "Line 8: “we bring our grandmother who walks with a cane, and a cake…”, after the label “Special requests”."
    )
    unbroken = reason(reading(TEXT + "\nSpecial requests: " + "x" * 200), "notes")
    assert unbroken is not None
    assert "x…”" in unbroken
    assert len(unbroken) < 120


def test_a_sentence_is_quoted_in_full() -> None:
    earned = "Get ready to earn $812.60. Instant Book means that this trip is automatically approved.\n"
    assert reason(reading(earned + TEXT), "payout_usd") == (
        "Line 1: “$812.60”, in the sentence “Get ready to earn $812.60.”."
    )


@pytest.mark.parametrize("unseen", ["\x1b", "\u202e", "\u200b", "\x00"])
def test_what_cannot_be_seen_is_left_out(unseen: str) -> None:
    told = reason(reading(TEXT.replace("Odalys", f"Oda{unseen}lys")), "guest_name")
    assert told == "Line 3: “Odalys”, after the label “Renter”."


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_each_found_value_of_a_sample_has_one_short_sentence(sample: Path) -> None:
    whole = reading(sample.read_bytes().decode())
    for booking in whole.bookings or (whole,):
        told = {field: reason(booking, field) for field in FIELDS}
        assert {field for field, why in told.items() if why} == set(booking.found)
        for why in filter(None, told.values()):
            assert why.startswith(("Line ", "From the start and the "))
            assert why.endswith(".")
            assert "\n" not in why
            assert '"' not in why
            assert len(why) < 200
