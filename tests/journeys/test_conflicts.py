"""A boat or a person taken twice: shown, and overridden only by an operator who says why."""

from concurrent.futures import ThreadPoolExecutor

from tests.journeys.play import LEE, ROWAN, Play, booking_text
from tests.journeys.raw import SlackWire

LATER = booking_text("lnfcqtx", start="4:30 PM", end="7:00 PM")
TAKEN = "JADA is taken by KWBZPGD: Sat, May 30 · 1:00–5:00 PM, with the time to turn her around."


def override_of(blocks: list[dict[str, object]]) -> str:
    """The block id of the field that asks why it is right all the same."""
    [found] = [str(block["block_id"]) for block in blocks if str(block.get("block_id", "")).startswith("override-")]
    return found


def test_the_review_shows_that_the_boat_is_taken_before_anything_is_typed(play: Play) -> None:
    play.book()
    review = play.review(LATER).view
    assert review is not None
    assert TAKEN in review.plain_text()
    assert "Save it all the same, because …" in review.plain_text()


def test_without_a_reason_nothing_is_saved_and_what_was_typed_stays(play: Play) -> None:
    play.book()
    review = play.review(LATER).view
    assert review is not None
    again = play.save(review, captain="tomas", crew=["june"], guest_name="Marisol V.")
    assert again.view is not None
    assert again.view.title == "Check the booking"
    assert TAKEN in again.view.plain_text()
    assert again.view.element("guest_name")["initial_value"] == "Marisol V."
    assert again.view.element("captain")["initial_option"]["value"] == "tomas"
    assert play.charters().charter("LNFCQTX") is None


def test_a_reason_saves_it_and_stands_in_the_thread_and_the_trail(play: Play) -> None:
    play.book()
    review = play.review(LATER).view
    assert review is not None
    reason = {override_of(review.blocks): "KWBZPGD ends early, the guest said so"}
    saved = play.save(review, captain="tomas", crew=["june"], **reason)
    assert saved.view is not None
    assert "Saved as LNFCQTX" in saved.view.plain_text()
    play.settle()
    assert len(play.calendar()) == 2
    assert "because: KWBZPGD ends early, the guest said so" in play.thread("LNFCQTX")[0]
    charter = play.docket("LNFCQTX").charter
    assert charter.changes[-1].override == "KWBZPGD ends early, the guest said so"


def test_a_person_asked_twice_is_named_with_the_other_charter(play: Play) -> None:
    play.book()
    review = play.review(booking_text("lnfcqtx", start="5:30 PM", end="7:00 PM")).view
    assert review is not None
    again = play.save(review, captain="ana", crew=["june"])
    assert again.view is not None
    assert "Ana Reyes is on KWBZPGD: Sat, May 30 · 12:00–4:00 PM." not in again.view.plain_text()  # call is at 4:30 PM
    review = play.review(booking_text("bpmzvwx", start="4:30 PM", end="7:00 PM")).view
    assert review is not None
    again = play.save(review, captain="ana", crew=["june"])
    assert again.view is not None
    assert "Ana Reyes is on KWBZPGD: Sat, May 30 · 12:00–4:00 PM." in again.view.plain_text()


def test_a_reason_holds_only_for_what_was_shown(play: Play) -> None:
    """Somebody else books between the warning and the reason: the new conflict is shown, too."""
    play.book()
    review = play.review(LATER, LEE).view
    assert review is not None
    reason = {override_of(review.blocks): "agreed"}
    play.book(booking_text("tfhncsx", start="7:30 PM", end="9:00 PM"), captain="tomas", crew=["june"])
    again = play.save(review, LEE, captain=None, crew=[], **reason)
    assert again.view is not None
    assert "JADA is taken by TFHNCSX" in again.view.plain_text()
    assert play.charters().charter("LNFCQTX") is None
    reason = {override_of(again.view.blocks): "agreed with both"}
    saved = play.person(LEE).submit(again.view, reason)
    assert saved.view is not None
    assert "Saved as LNFCQTX" in saved.view.plain_text()


def test_a_move_onto_another_charter_is_shown_with_its_effects(play: Play) -> None:
    play.book()
    play.book(booking_text("lnfcqtx", day="May 31, 2026"), captain="tomas", crew=["june"])
    shown = play.wish("move", {"start_date": "2026-05-31", "end_date": "2026-05-31"}, settle=False)
    assert shown.view is not None
    assert "JADA is taken by LNFCQTX: Sun, May 31" in shown.view.plain_text()
    assert play.docket().charter.version == 1
    reason = {override_of(shown.view.blocks): "LNFCQTX is about to move"}
    moved = play.person(ROWAN).submit(shown.view, reason)
    assert moved.view is not None
    assert moved.view.title == "Moved"
    assert play.docket().charter.changes[-1].override == "LNFCQTX is about to move"


def test_what_was_overridden_once_is_not_asked_again_by_a_correction(play: Play) -> None:
    play.book()
    review = play.review(LATER).view
    assert review is not None
    play.save(review, captain="tomas", crew=["june"], **{override_of(review.blocks): "agreed"})
    play.settle()
    corrected = play.wish("edit", {"party_size": "5"}, "LNFCQTX")
    assert corrected.view is not None
    assert corrected.view.title == "Saved"


def test_a_reopened_charter_whose_boat_was_given_away_says_so(play: Play) -> None:
    play.book()
    play.cancel()
    play.book(booking_text("lnfcqtx"), captain="tomas", crew=["june"])
    shown = play.wish("reopen", {}, settle=False)
    assert shown.view is not None
    assert "JADA is taken by LNFCQTX" in shown.view.plain_text()
    assert play.docket().charter.status == "cancelled"


def test_two_overrides_at_once_are_both_seen(play: Play) -> None:
    """Two operators save into the same hours at once: the second is shown the first one's charter."""
    play.book()
    wire = SlackWire(play)
    first, second = wire.review(LATER), wire.review(LATER.replace("lnfcqtx", "tfhncsx"))
    review = play.review(LATER.replace("lnfcqtx", "bpmzvwx")).view
    assert review is not None
    field = override_of(review.blocks)
    hours = {"start_time": "16:30", "end_time": "19:00", "captain": None, "crew": [], field: "agreed"}
    with ThreadPoolExecutor(max_workers=2) as clicks:
        one = clicks.submit(wire.save, first, booking_id="LNFCQTX", **hours)
        other = clicks.submit(wire.save, second, booking_id="TFHNCSX", **hours)
        titles = sorted(answer.result()["view"]["title"]["text"] for answer in (one, other))
    assert titles == ["Check the booking", "Saved"]
