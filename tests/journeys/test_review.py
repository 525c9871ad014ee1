"""The review: every doubt is named, and nothing is saved before each is settled."""

from tests.journeys.play import Play, booking_text


def test_a_doubt_is_named_on_top_and_at_its_field_and_needs_a_tick(play: Play) -> None:
    review = play.review(booking_text(day="May 30")).view
    assert review is not None
    assert "Please look at this before you save" in review.plain_text()
    refused = play.save(review)
    assert list(refused.errors) == ["checks0"]
    ticks = [option["value"] for option in review.element("checks0")["options"]]
    saved = play.save(review, checks0=ticks)
    assert not saved.errors
    play.settle()
    assert play.docket().charter.trip.start_at.year == 2026


def test_a_corrected_field_settles_the_doubt_too(play: Play) -> None:
    review = play.review(booking_text(day="May 30")).view
    assert review is not None
    saved = play.save(review, start_date="2026-05-31", end_date="2026-05-31")
    assert not saved.errors, saved.errors


def test_empty_fields_are_refused_where_they_are(play: Play) -> None:
    text = booking_text().replace("Passengers\n6", "").replace("End\nMay 30, 2026 • 4:00 PM", "")
    review = play.review(text).view
    assert review is not None
    refused = play.save(review)
    assert {"party_size", "end_time"} <= set(refused.errors)
    ticks = {
        block["block_id"]: [option["value"] for option in block["element"]["options"]]
        for block in review.blocks
        if str(block.get("block_id", "")).startswith("checks")
    }
    saved = play.save(review, party_size="4", end_date="2026-05-30", end_time="17:00", **ticks)
    assert not saved.errors, saved.errors
    play.settle()
    assert play.docket().charter.trip.party_size == 4


def test_an_unconfirmed_booking_cannot_be_ticked_away(play: Play) -> None:
    text = booking_text().replace("You received an Instant Booking for", "You have a new booking request for")
    review = play.review(text + "\nStatus: Pending\n").view
    assert review is not None
    if review.element("status").get("initial_option", {}).get("value") == "confirmed":
        raise AssertionError(review.plain_text())
    ticks = {
        block["block_id"]: [option["value"] for option in block["element"]["options"]]
        for block in review.blocks
        if str(block.get("block_id", "")).startswith("checks")
    }
    refused = play.save(review, **ticks)
    assert "not confirmed yet" in refused.errors["status"]
    assert not play.save(review, status="confirmed", **ticks).errors


def test_a_start_in_the_past_is_refused(play: Play) -> None:
    review = play.review(booking_text(day="May 10, 2026")).view
    assert review is not None
    assert "in the past" in play.save(review).errors["start_date"]


def test_an_hour_the_clocks_skip_is_refused(play: Play) -> None:
    review = play.review(booking_text(day="Mar 14, 2027")).view
    assert review is not None
    refused = play.save(review, start_time="02:30")
    assert "There is no 2:30 AM on that day in San Diego" in refused.errors["start_time"]


def test_an_end_before_the_start_is_refused(play: Play) -> None:
    review = play.review(booking_text()).view
    assert review is not None
    assert play.save(review, end_time="12:00").errors == {"end_time": "The end must come after the start."}


def test_a_booking_without_an_id_gets_one_that_stands_in_its_field(play: Play) -> None:
    review = play.review(booking_text().replace("Booking ID: kwbzpgd", "")).view
    assert review is not None
    minted = review.element("booking_id")["initial_value"]
    assert minted.startswith("JD-")
    assert not set(minted[3:]) & set("AEIOU")
    ticks = [option["value"] for option in review.element("checks0")["options"]]
    assert not play.save(review, checks0=ticks).errors
    play.settle()
    assert play.docket(minted).charter.booking_id == minted


def test_an_unknown_boat_is_asked_about(play: Play) -> None:
    review = play.review(booking_text().replace("JADA CLASSIC 1938 SAILING YACHT", "Boat: QUEEN OF HEARTS 40FT")).view
    assert review is not None
    assert "initial_option" not in review.element("boat")
    assert "boat" in play.save(review).errors


def test_several_bookings_are_asked_for_one_at_a_time(play: Play) -> None:
    both = booking_text() + "\n\n----------\n\n" + booking_text("lnfcqtx", day="Jun 6, 2026", guest="Devin Okafor")
    shown = play.review(both).view
    assert shown is not None
    assert "2 bookings" in shown.plain_text()


def test_overnight_and_the_year_are_said(play: Play) -> None:
    play.book(booking_text(day="Jul 3, 2027", start="6:00 PM", end="10:00 AM", end_day="Jul 4, 2027"))
    assert "Sat, Jul 3, 2027, 6:00 PM → Sun, Jul 4, 2027, 10:00 AM" in play.channel()[0].plain_text()
