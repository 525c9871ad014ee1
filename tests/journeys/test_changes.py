"""Move, cancel, reopen, reassign and correct: all run through the same steps."""

import datetime as dt

from tests.journeys.play import ROWAN, Play, booking_text


def test_a_move_asks_everybody_again(play: Play) -> None:
    play.book()
    play.tap("ana")
    play.move(start_date="2026-05-31", start_time="14:00", end_date="2026-05-31", end_time="17:00")

    [entry] = play.calendar()
    assert (entry["date"], entry["start_at"]) == ("2026-05-31", "2026-05-31T21:00:00Z")
    event = play.event()
    assert event["asked_versions"] == {"ana": 2, "miguel": 2}
    assert event["answers"] == []
    old, new = play.dm("ana")
    assert "no longer stands" in old.plain_text()
    assert not old.buttons()
    assert new.plain_text().startswith(
        "CHANGED: JADA was Sat, May 30, 1:00 PM, is now Sun, May 31, 2:00 PM. Your yes no longer counts. Can you come?"
    )
    assert play.mails_to("miguel")[-1].subject == "CHANGED: JADA was Sat, May 30, 1:00 PM, is now Sun, May 31, 2:00 PM"
    assert "Your trip has moved" in play.guest_page().text
    assert "Sun, May 31 · 2:00–5:00 PM" in play.channel()[0].plain_text()
    assert len(play.channel()) == 1


def test_a_cancel_tells_everybody_at_once(play: Play) -> None:
    play.book()
    play.tap("ana")
    play.cancel(by="weather")

    assert play.calendar() == []
    assert play.event()["status"] == "cancelled"
    *earlier, newest = play.dm("ana")
    for message in earlier:
        assert message.plain_text() == "CANCELLED: JADA, Sat, May 30, 1:00 PM. Please do not come."
        assert not message.buttons()
    assert newest.plain_text() == "CANCELLED: JADA, Sat, May 30, 1:00 PM. Please do not come.\n[Got it]"
    assert play.mails_to("miguel")[-1].subject.startswith("CANCELLED: JADA, Sat, May 30, 1:00 PM")
    assert "This trip is cancelled" in play.guest_page().text
    assert "CANCELLED" in play.channel()[0].plain_text()


def test_the_cancel_modal_says_what_will_happen(play: Play) -> None:
    play.book()
    modal = play.person(ROWAN).command("/charter cancel kwbzpgd", "C0CHARTERS").view
    assert modal is not None
    words = modal.plain_text()
    assert (
        "KWBZPGD will be cancelled here: calendar, crew event and guest page change, "
        "and Ana and Miguel are told at once." in words
    )
    assert "This does NOT cancel it on Boatsetter: do that there too." in words
    assert "Keep charter" in words


def test_a_reopened_charter_asks_anew(play: Play) -> None:
    play.book()
    play.tap("ana")
    play.cancel()
    play.reopen()

    assert len(play.calendar()) == 1
    event = play.event()
    assert (event["status"], event["asked_versions"]) == ("booked", {"ana": 3, "miguel": 3})
    assert "Can you crew JADA?" in play.dm("ana")[-1].plain_text()
    assert "Welcome aboard" in play.guest_page().text


def test_a_to_b_to_a_asks_a_again(play: Play) -> None:
    play.book()
    play.tap("ana")
    play.reassign(("tomas", "captain"), ("miguel", "crew"))
    assert play.dm("ana")[-1].plain_text() == "You are off JADA on Sat, May 30. Please do not come.\n[Got it]"
    assert [mail.subject for mail in play.mails_to("tomas")] == ["Can you crew JADA? Sat, May 30, call 12:00 PM"]

    play.reassign(("ana", "captain"), ("miguel", "crew"))
    assert play.event()["asked_versions"] == {"ana": 3, "miguel": 1}
    assert play.event()["answers"] == []
    assert "Can you crew JADA?" in play.dm("ana")[-1].plain_text()
    assert play.mails_to("tomas")[-1].subject == "You are off JADA on Sat, May 30"
    assert len(play.mails_to("miguel")) == 1


def test_a_corrected_party_size_sends_nobody_anything(play: Play) -> None:
    play.book()
    play.tap("ana")
    mails = len(play.sandbox.mails)
    play.wish("edit", {"party_size": "8"})
    assert len(play.sandbox.mails) == mails
    assert len(play.dm("ana")) == 1
    assert play.event()["body"]["party_size"] == 8
    assert {answer["crew_id"] for answer in play.event()["answers"]} == {"ana"}
    assert "party of 8" in play.channel()[0].plain_text()
    assert play.thread()[-2] == "Rowan corrected the party size. Nobody needs to be asked again."


def test_a_change_made_while_a_run_is_under_way_is_not_forgotten(play: Play) -> None:
    play.book(settle=False)
    play.move(start_time="15:00", end_time="18:00", settle=False)
    play.settle()
    assert play.docket().step("calendar").version == 2
    assert play.calendar()[0]["start_at"] == "2026-05-30T22:00:00Z"


def test_a_moved_charter_frees_its_old_hours(play: Play) -> None:
    play.book()
    play.move(start_date="2026-05-31", end_date="2026-05-31")
    play.book(booking_text("lnfcqtx"))
    assert {entry["booking_id"] for entry in play.calendar()} == {"KWBZPGD", "LNFCQTX"}


def test_a_cancelled_charter_frees_its_hours(play: Play) -> None:
    play.book()
    play.cancel()
    play.book(booking_text("lnfcqtx"))
    assert [entry["booking_id"] for entry in play.calendar()] == ["LNFCQTX"]


def test_a_move_into_the_past_is_refused_at_the_field(play: Play) -> None:
    play.book()
    outcome = play.move(start_date="2026-05-01", end_date="2026-05-01")
    assert "in the past" in outcome.errors["start_date"]
    assert play.docket().charter.version == 1


def test_time_passes_between_versions(play: Play) -> None:
    play.book()
    play.wait(days=1, hours=2)
    play.move(start_time="14:00", end_time="17:00")
    assert play.docket().charter.asked_at > dt.datetime(2026, 5, 21, tzinfo=dt.UTC)
