"""The review: every doubt is named, and nothing is saved before each is settled."""

import json
from typing import Any

import pytest

from bot.domain.charter import SlackUser
from bot.domain.draft import Draft
from tests.journeys.play import ROWAN, Play, booking_text
from tests.journeys.raw import SlackWire


def hints(play: Play, text: str) -> dict[str, str]:
    """What stands below each field of the review that Slack is sent for a pasted text."""
    answer = SlackWire(play).submit("charter:paste", {"text": {"type": "plain_text_input", "value": text}})
    return hints_of(answer["view"]["blocks"])


def hints_of(blocks: list[dict[str, Any]]) -> dict[str, str]:
    assert all(block["hint"]["type"] == "plain_text" for block in blocks if "hint" in block)
    return {block["block_id"]: block["hint"]["text"] for block in blocks if "hint" in block}


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


def test_each_field_says_from_which_words_it_was_read(play: Play) -> None:
    shown = hints(play, booking_text(extra="Special requests: <b>cake</b> & tea"))
    start = "Line 13: “May 30, 2026 • 1:00 PM”, after the label “Start”."
    assert (shown["start_date"], shown["start_time"]) == (start, start)
    assert shown["end_time"] == "Line 16: “4:00 PM”, after the label “End”."
    assert shown["booking_id"] == "Line 3: “kwbzpgd”, after the label “Booking ID”."
    assert shown["boat"] == "Line 5: “JADA CLASSIC 1938 SAILING YACHT”, the title between the id and the guest."
    assert shown["party_size"] == "Line 19: “6”, after the label “Passengers”."
    assert shown["notes"] == "Line 23: “<b>cake</b> & tea”, after the label “Special requests”."


def test_where_to_board_says_whose_words_stand_there(play: Play) -> None:
    assert hints(play, booking_text())["dock"] == "This is where JADA lies. The text says: San Diego, CA"


def test_a_derived_end_says_from_what(play: Play) -> None:
    shown = hints(play, booking_text().replace("End\nMay 30, 2026 • 4:00 PM", "Duration\n3 hours"))
    derived = "From the start and the duration (line 16: “3 hours”)."
    assert (shown["end_date"], shown["end_time"]) == (derived, derived)


def test_where_only_a_duration_was_read_the_end_shows_it(play: Play) -> None:
    text = booking_text().replace("Start\nMay 30, 2026 • 1:00 PM", "").replace("End\nMay 30, 2026 • 4:00 PM", "")
    text = text.replace("for May 30, 2026 • 1:00 PM", "") + "Duration\n3 hours\n"
    shown = hints(play, text)
    assert shown["end_time"].endswith("“3 hours”, after the label “Duration”.")
    assert "When does it start?" in shown["start_time"]


def test_the_doubt_is_said_before_the_reason(play: Play) -> None:
    assert hints(play, booking_text(day="May 30"))["start_date"] == (
        "The text has no year. I read 2026: is that right? Line 13: “May 30 • 1:00 PM”, after the label “Start”."
    )


def test_what_an_operator_would_look_for_is_said_to_be_absent(play: Play) -> None:
    shown = hints(play, booking_text())
    absent = {name for name, hint in shown.items() if hint == "Not found in the text."}
    assert absent == {"guest_phone", "guest_email", "notes", "total_usd", "payout_usd"}


def test_a_doubted_field_is_not_said_to_be_absent(play: Play) -> None:
    shown = hints(play, booking_text(extra="You earn: $812.60\nYour payout: $900.00\n"))
    assert shown["payout_usd"].startswith("The text gives two different values for the payout")
    assert "Not found" not in shown["payout_usd"]
    assert shown["guest_phone"] == "Not found in the text."


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (
            booking_text().replace("Booking ID: kwbzpgd", ""),
            "I found no booking ID. Can you add it? The one here was made up.",
        ),
        (
            "GetMyBoat\n"
            + booking_text().replace("Booking ID: kwbzpgd", "").replace("an Instant Booking", "a booking"),
            "This looks like a booking from another platform (getmyboat). Should it become a charter here? "
            "The text has no booking id. This one was made up for it.",
        ),
    ],
)
def test_a_made_up_booking_id_says_so_once(play: Play, text: str, hint: str) -> None:
    assert hints(play, text)["booking_id"] == hint


def test_an_unknown_boat_is_quoted_once(play: Play) -> None:
    text = booking_text().replace("JADA CLASSIC 1938 SAILING YACHT", "Boat: QUEEN OF HEARTS 40FT")
    shown = hints(play, text)
    assert shown["boat"] == (
        "Line 5: “QUEEN OF HEARTS 40FT”, after the label “Boat”. I remember your choice for this title."
    )
    assert shown["dock"] == "The text says: San Diego, CA"


def test_a_draft_written_before_there_were_reasons_still_becomes_a_charter(play: Play) -> None:
    review = play.review(booking_text()).view
    assert review is not None
    rowan, drafts = SlackUser(ROWAN), play.drafts()
    draft = drafts.draft(rowan, review.private_metadata)
    assert draft is not None
    assert draft.reasons
    new = {"reasons", "following", "booked"}
    before = {name: value for name, value in json.loads(draft.model_dump_json()).items() if name not in new}
    key = {"pk": {"S": f"DRAFT#{ROWAN}"}, "sk": {"S": draft.draft_id}}
    drafts.client.put_item(TableName=drafts.table, Item={**key, "draft": {"S": json.dumps(before)}})
    assert drafts.draft(rowan, draft.draft_id) == Draft.model_validate({**before, "reasons": {}})
    assert not play.save(review).errors
