"""Each modal opens with what is now, shows what will change and who hears of it, and keeps what was typed."""

import json

import pytest

from sandbox.slack.models import View
from tests.journeys.play import LEE, ROWAN, Play, booking_text
from tests.journeys.raw import SlackWire, element
from tests.journeys.requests import counted

CHANNEL = "C0CHARTERS"


def opened(play: Play, wish: str, user: str = ROWAN) -> View:
    view = play.person(user).command(f"/charter {wish} kwbzpgd", CHANNEL).view
    assert view is not None
    return view


def test_an_edit_shows_what_changes_before_it_does(play: Play) -> None:
    play.book()
    form = opened(play, "edit")
    assert form.submit == "See what changes"
    assert form.element("guest_name")["initial_value"] == "Marisol Vega"
    shown = play.person(ROWAN).submit(form, {"guest_phone": "+1 619 555 0144", "party_size": "8"})
    assert shown.view is not None
    words = shown.view.plain_text()
    assert "Party size  6 → 8" in words
    assert "Guest's phone  nothing → +1 619 555 0144" in words
    assert "Nobody needs to be asked again. The guest page follows." in words
    assert play.docket().charter.version == 1
    saved = play.person(ROWAN).submit(shown.view)
    play.settle()
    assert saved.view is not None
    assert saved.view.title == "Saved"
    assert play.docket().charter.trip.guest_phone == "+1 619 555 0144"
    assert "+1 619 555 0144" not in "\n".join(play.thread())


def test_a_move_says_who_is_asked_again_and_that_the_platform_is_not_told(play: Play) -> None:
    play.book()
    shown = play.person(ROWAN).submit(opened(play, "move"), {"start_time": "14:00", "end_time": "17:00"})
    assert shown.view is not None
    words = shown.view.plain_text()
    assert "When  Sat, May 30 · 1:00–4:00 PM → Sat, May 30 · 2:00–5:00 PM" in words
    assert "Ana and Miguel are asked again, and answers given before no longer count." in words
    assert words.count("Boatsetter is not told: change it there too.") == 1
    assert words.count("Ana and Miguel") == 1
    assert shown.view.submit == "Move charter"
    play.person(ROWAN).submit(shown.view)
    play.settle()
    assert play.thread()[-1].startswith("Done: calendar, crew event and guest page say so, Ana Reyes")


def test_a_new_captain_is_asked_and_the_old_one_told(play: Play) -> None:
    play.book()
    form = opened(play, "reassign")
    assert "On it now: Ana Reyes (captain) and Miguel Santos (crew). Who stays keeps their answer." in form.plain_text()
    shown = play.person(ROWAN).submit(form, {"captain": "tomas"})
    assert shown.view is not None
    assert "Tomas is asked. Ana is told not to come." in shown.view.plain_text()
    play.person(ROWAN).submit(shown.view)
    play.settle()
    assert play.dm("ana")[-1].plain_text().startswith("You are off JADA on Sat, May 30. Please do not come.")
    assert len(play.mails_to("tomas")) == 1
    assert len(play.mails_to("miguel")) == 1


def test_asking_again_sends_a_fresh_call_to_the_chosen_only(play: Play) -> None:
    play.book()
    play.tap("ana", "declined")
    play.wish("ask", {"people": ["ana"]})
    assert play.docket().charter.seats[0].asked_version == 2
    assert "Can you crew JADA?" in play.dm("ana")[-1].plain_text()
    assert "Captain Ana Reyes: asked" in play.channel()[0].plain_text()
    assert len(play.mails_to("ana")) == 2
    assert len(play.mails_to("miguel")) == 1
    assert "Rowan asked Ana again." in play.thread()


def test_two_operators_editing_at_once_both_see_what_the_other_did(play: Play) -> None:
    play.book()
    mine, theirs = opened(play, "edit"), opened(play, "move", LEE)
    shown = play.person(ROWAN).submit(mine, {"notes": "Bringing a cake"})
    assert shown.view is not None
    moving = play.person(LEE).submit(theirs, {"start_time": "14:00", "end_time": "17:00"})
    assert moving.view is not None
    play.person(LEE).submit(moving.view)

    again = play.person(ROWAN).submit(shown.view)
    assert again.view is not None
    words = again.view.plain_text()
    assert "Lee moved it: start and end, while you had this open." in words
    assert "KWBZPGD · JADA · Sat, May 30 · 2:00–5:00 PM" in words
    assert again.view.element("notes")["initial_value"] == "Bringing a cake"


def test_a_charter_cancelled_meanwhile_is_not_moved(play: Play) -> None:
    play.book()
    moving = opened(play, "move", LEE)
    play.cancel()
    refused = play.person(LEE).submit(moving, {"start_time": "14:00", "end_time": "17:00"})
    assert "KWBZPGD is cancelled" in next(iter(refused.errors.values()))


def test_nothing_changed_is_said_at_the_form(play: Play) -> None:
    play.book()
    refused = play.person(ROWAN).submit(opened(play, "edit"))
    assert "Nothing was changed" in next(iter(refused.errors.values()))


def test_a_second_click_on_the_same_button_is_the_same_wish(play: Play) -> None:
    play.book()
    wire, form = SlackWire(play), {"by": element("us")}
    first = wire.submit("charter:cancel", form, metadata=json.dumps(["KWBZPGD", 1, ""]))
    second = wire.submit("charter:cancel", form, metadata=json.dumps(["KWBZPGD", 1, ""]))
    assert first == second
    assert play.docket().charter.version == 2


@pytest.mark.parametrize(
    ("wish", "button"),
    [
        ("edit", "charter:open_edit"),
        ("move", "charter:open_move"),
        ("reassign", "charter:open_reassign"),
        ("ask", "charter:open_ask_again"),
        ("cancel", "charter:open_cancel"),
        ("answer", "charter:open_write_answer"),
    ],
)
def test_a_button_and_a_command_open_the_same_modal(play: Play, wish: str, button: str) -> None:
    play.book()
    by_button = play.person(ROWAN).click(play.channel()[0], button)
    assert by_button.view is not None
    assert by_button.view.plain_text() == opened(play, wish, LEE).plain_text()


def test_a_cancelled_charter_offers_to_reopen_and_nothing_else(play: Play) -> None:
    play.book()
    play.cancel()
    [status] = play.channel()
    assert [name for name, _, _ in status.buttons()] == ["charter:open_reopen"]
    view = play.person(ROWAN).click(status, "charter:open_reopen").view
    assert view is not None
    assert "Ana and Miguel are asked anew" in view.plain_text()
    refused = play.person(ROWAN).command("/charter move KWBZPGD", CHANNEL)
    assert "KWBZPGD is cancelled already. Reopen it to change it." in str(refused.message)


def test_an_answer_by_word_of_mouth_is_shown_as_such_and_can_be_corrected(play: Play) -> None:
    play.book()
    form = opened(play, "answer")
    who = [choice["value"] for choice in form.element("who")["options"]]
    written = play.person(ROWAN).submit(form, {"who": who[0], "answer": "confirmed"})
    play.settle()
    assert written.view is not None
    assert "Ana Reyes: yes." in written.view.plain_text()
    assert "Captain Ana Reyes: yes, told to Rowan" in play.channel()[0].plain_text()
    assert "Ana Reyes said yes, by word of mouth." in play.thread()
    assert play.dm("ana")[-1].plain_text().startswith("You are on JADA: Sat, May 30, call 12:00 PM")
    assert "Rowan wrote down your yes. Not right? Say so." in play.dm("ana")[-1].plain_text()
    play.tap("ana", "declined")
    assert "Captain Ana Reyes: can't" in play.channel()[0].plain_text()


def test_the_reason_of_a_written_no_is_for_operators_only(play: Play) -> None:
    play.book()
    form = opened(play, "answer")
    who = [choice["value"] for choice in form.element("who")["options"]]
    play.person(ROWAN).submit(form, {"who": who[1], "answer": "declined", "reason": "a broken toe"})
    play.settle()
    assert "Crew Miguel Santos: can't, told to Rowan" in play.channel()[0].plain_text()
    assert play.mails_to("miguel")[-1].subject == "Noted: you can't make it. JADA, Sat, May 30, call 12:00 PM"
    assert "Rowan wrote down that you can't make it on JADA. Not right? Say so." in play.mails_to("miguel")[-1].text
    assert "a broken toe" not in "\n".join([*play.thread(), play.channel()[0].plain_text()])
    play.person(ROWAN).command("/charter show KWBZPGD", CHANNEL)
    assert "a broken toe" in play.person(ROWAN).ephemerals[-1].plain_text()


def test_what_was_told_by_mail_costs_later_runs_nothing(play: Play) -> None:
    play.book()
    form = opened(play, "answer")
    who = [choice["value"] for choice in form.element("who")["options"]]
    play.person(ROWAN).submit(form, {"who": who[1], "answer": "confirmed"})
    play.settle()
    play.wait(minutes=30)
    with counted(play.charters().table) as seen:
        play.person(ROWAN).command("/charter retry KWBZPGD", CHANNEL)
        play.settle()
    assert "PutItem" not in seen.table


def test_only_operators_change_a_charter_whoever_posted_it(play: Play) -> None:
    play.book()
    wire = SlackWire(play)
    answer = wire.submit("charter:cancel", {"by": element("us")}, metadata=json.dumps(["KWBZPGD", 1, ""]), user="U0ANA")
    assert "Only the boat's operators" in next(iter(answer["errors"].values()))
    assert play.docket().charter.status == "booked"


def test_a_modal_of_another_make_is_refused_in_words(play: Play) -> None:
    play.book()
    answer = SlackWire(play).submit("charter:cancel", {"by": element("us")}, metadata="not ours")
    assert "I can't read this button or form any more." in next(iter(answer["errors"].values()))


def test_who_left_the_roster_stays_on_charters_they_are_on(play: Play) -> None:
    play.book(booking_text())
    member = next(each for each in play.api("GET", "/roster").json()["members"] if each["crew_id"] == "ana")
    play.api("PUT", "/roster/ana", {**member, "active": False})
    play.settle()
    saved = play.wish("edit", {"party_size": "7"})
    assert saved.view is not None
    assert saved.view.title == "Saved"
    form = opened(play, "reassign")
    assert form.element("captain")["initial_option"]["value"] == "ana"
