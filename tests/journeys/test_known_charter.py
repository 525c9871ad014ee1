"""A text about a charter on file never writes over it: it says so, or offers what the text says."""

import pytest

from sandbox.slack.models import View
from tests.journeys.play import ROWAN, Play, booking_text

UPDATED = (
    "Your booking kwbzpgd has been updated\n\nBooking ID: kwbzpgd\n\nJADA CLASSIC 1938 SAILING YACHT\n\n"
    "Renter: Marisol\n\nStart\nMay 31, 2026 • 2:00 PM\n\nEnd\nMay 31, 2026 • 5:00 PM\n"
)
CANCELLED = (
    "Marisol has canceled their booking kwbzpgd for May 30, 2026 • 1:00 PM.\n\nCanceled booking details:\n\n"
    "Booking ID: kwbzpgd\n\nJADA CLASSIC 1938 SAILING YACHT\n\nRenter: Marisol\n\nStart\nMay 30, 2026 • 1:00 PM\n"
)
REMINDER = "Prepare your boat for your May 30, 2026 • 1:00 PM booking\n\nBooking ID: kwbzpgd\n\nMake sure it is clean."


def shown(play: Play, text: str) -> View:
    view = play.review(text).view
    assert view is not None
    return view


def test_the_same_booking_again_says_so_and_links_the_charter(play: Play) -> None:
    play.book()
    view = shown(play, booking_text())
    assert "KWBZPGD is already on file, just as this text says." in view.plain_text()
    [status] = play.channel()
    assert f"/archives/C0CHARTERS/p{status.ts.replace('.', '')}|Open it" in str(view.blocks)
    assert play.docket().charter.version == 1


def test_an_update_shows_old_and_new_and_moves_it_on_submit(play: Play) -> None:
    play.book()
    play.tap("ana")
    view = shown(play, UPDATED)
    words = view.plain_text()
    assert "When  Sat, May 30 · 1:00–4:00 PM → Sun, May 31 · 2:00–5:00 PM" in words
    assert "Ana and Miguel are asked again" in words
    assert "Guest's name" not in words.split("The guest page follows")[0]
    assert view.submit == "Save changes"
    saved = play.person(ROWAN).submit(view)
    play.settle()
    assert saved.view is not None
    assert saved.view.title == "Saved"
    assert play.calendar()[0]["start_at"] == "2026-05-31T21:00:00Z"
    assert play.dm("ana")[-1].plain_text().startswith("CHANGED: JADA was Sat, May 30, 1:00 PM")
    assert play.docket().charter.trip.guest_name == "Marisol Vega"


def test_an_update_can_be_corrected_before_it_is_taken_over(play: Play) -> None:
    play.book()
    again = play.person(ROWAN).submit(shown(play, UPDATED), {"end_time": "18:00"})
    assert again.view is not None
    assert "→ Sun, May 31 · 2:00–6:00 PM" in again.view.plain_text()
    assert play.docket().charter.version == 1
    play.person(ROWAN).submit(again.view)
    assert play.docket().charter.version == 2


def test_an_update_that_says_what_is_on_file_changes_nothing(play: Play) -> None:
    play.book()
    same = UPDATED.replace("May 31, 2026 • 2:00 PM", "May 30, 2026 • 1:00 PM").replace(
        "May 31, 2026 • 5:00 PM", "May 30, 2026 • 4:00 PM"
    )
    assert "already on file" in shown(play, same).plain_text()


def test_another_party_size_is_offered_as_a_correction(play: Play) -> None:
    play.book()
    view = shown(play, booking_text(party=9))
    assert "Party size  6 → 9" in view.plain_text()
    assert "Nobody needs to be asked again." in view.plain_text()
    play.person(ROWAN).submit(view)
    assert play.docket().charter.trip.party_size == 9


def test_a_cancel_notice_offers_the_cancel(play: Play) -> None:
    play.book()
    view = shown(play, CANCELLED)
    assert "This text says that the booking was cancelled." in view.plain_text()
    assert (view.submit, view.close) == ("Cancel charter", "Keep charter")
    assert play.docket().charter.status == "booked"
    play.person(ROWAN).submit(view, {"by": "renter"})
    assert play.docket().charter.status == "cancelled"


def test_a_cancel_notice_of_a_cancelled_charter_has_nothing_to_do(play: Play) -> None:
    play.book()
    play.cancel()
    assert "KWBZPGD is cancelled here already." in shown(play, CANCELLED).plain_text()


def test_a_booking_pasted_again_after_a_cancel_offers_to_reopen(play: Play) -> None:
    play.book()
    play.cancel()
    view = shown(play, booking_text())
    assert "This booking was cancelled here, and the text books it." in view.plain_text()
    play.person(ROWAN).submit(view)
    play.settle()
    assert play.docket().charter.status == "booked"
    assert "Can you crew JADA?" in play.dm("ana")[-1].plain_text()


def test_a_reminder_says_why_there_is_nothing_to_create(play: Play) -> None:
    play.book()
    words = shown(play, REMINDER).plain_text()
    assert "KWBZPGD is on file." in words
    assert "reminder" in words


@pytest.mark.parametrize("text", [CANCELLED, REMINDER])
def test_the_same_texts_without_a_charter_create_nothing(play: Play, text: str) -> None:
    view = shown(play, text)
    assert view.title == "Nothing was created"
    assert not view.submit


def test_an_unknown_title_is_asked_about_once_and_remembered(play: Play) -> None:
    unknown = booking_text().replace("JADA CLASSIC 1938 SAILING YACHT", "Boat: QUEEN OF HEARTS 40FT")
    view = shown(play, unknown)
    assert "I don't know the boat “QUEEN OF HEARTS 40FT”. Please choose it." in view.plain_text()
    saved = play.save(view, boat="jada")
    assert saved.view is not None, saved.errors
    assert saved.view.title == "Saved"
    view = shown(play, unknown.replace("kwbzpgd", "lnfcqtx").replace("HEARTS", "Hearts"))
    assert "I don't know the boat" not in view.plain_text()
    assert view.element("boat")["initial_option"]["value"] == "jada"

    boats = play.person(ROWAN).command("/charter boats", "C0CHARTERS").view
    assert boats is not None
    assert "“QUEEN OF HEARTS 40FT” is JADA, Rowan said." in boats.plain_text()
    play.person(ROWAN).click(boats, "boats:forget_title")
    assert "I don't know the boat" in shown(play, unknown.replace("kwbzpgd", "bpmzvwx")).plain_text()
