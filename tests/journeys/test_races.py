"""Many at once: one truth comes of it."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any

from bot.views.changes import frame
from tests.journeys.play import LEE, ROWAN, Play, booking_text
from tests.journeys.raw import SlackWire, element
from tests.journeys.tampering import button
from tests.journeys.test_overtaken import away


def test_fifty_racing_submits_of_one_booking_make_one_charter(play: Play) -> None:
    wire = SlackWire(play)
    drafts = [wire.review(booking_text()) for _ in range(50)]
    with ThreadPoolExecutor(max_workers=10) as clicks:
        answers = list(clicks.map(wire.save, drafts))
    play.settle()

    saved = [answer for answer in answers if answer["response_action"] == "update"]
    refused = [answer for answer in answers if answer["response_action"] == "errors"]
    assert (len(saved), len(refused)) == (1, 49)
    assert {field for answer in refused for field in answer["errors"]} == {"booking_id"}
    assert len(play.calendar()) == 1
    assert len(play.channel()) == 1
    assert len(play.mails_to("ana")) == 1
    assert play.docket().charter.version == 1


def test_a_double_click_on_save_says_the_same_twice(play: Play) -> None:
    wire = SlackWire(play)
    draft = wire.review(booking_text())
    with ThreadPoolExecutor(max_workers=4) as clicks:
        answers = list(clicks.map(wire.save, [draft] * 4))
    assert [answer["response_action"] for answer in answers] == ["update"] * 4
    play.settle()
    assert len(play.calendar()) == 1
    assert play.docket().charter.version == 1


def test_two_bookings_racing_for_the_same_hours_make_one_charter(play: Play) -> None:
    wire = SlackWire(play)
    first, second = wire.review(booking_text()), wire.review(booking_text("lnfcqtx"))
    with ThreadPoolExecutor(max_workers=2) as clicks:
        one = clicks.submit(wire.save, first)
        other = clicks.submit(wire.save, second, booking_id="LNFCQTX", captain="tomas", crew=[])
        answers = [one.result(), other.result()]
    play.settle()
    titles = sorted(answer["view"]["title"]["text"] for answer in answers)
    assert titles == ["Check the booking", "Saved"]
    assert len(play.calendar()) == 1


def test_cancelled_twice_at_once_is_cancelled_once(play: Play) -> None:
    play.book()
    wire = SlackWire(play)
    with ThreadPoolExecutor(max_workers=2) as clicks:
        answers = list(clicks.map(lambda user: submit_cancel(wire, user), (ROWAN, LEE)))
    play.settle()
    assert sorted(answer["response_action"] for answer in answers) == ["errors", "update"]
    assert play.docket().charter.version == 2
    assert len([mail for mail in play.mails_to("miguel") if "CANCELLED" in mail.subject]) == 1


# A click while something else is on its way


def test_a_yes_tapped_while_the_cancel_is_on_its_way(play: Play) -> None:
    """The cancel is on file, but the message with its buttons still stands as it was."""
    play.book()
    play.cancel(settle=False)
    assert play.tap("ana", settle=False).ok
    play.settle()
    assert play.dm("ana")[0].plain_text().startswith("CANCELLED: JADA, Sat, May 30, 1:00 PM. Please do not come.")
    assert not any(action == "crew:confirmed" for message in play.dm("ana") for action, *_ in message.buttons())
    assert "CANCELLED" in play.channel()[0].plain_text()
    assert play.calendar() == []
    assert not play.docket().taps


def test_a_yes_tapped_once_the_crew_system_has_the_cancel(play: Play) -> None:
    """Only the message could not be drawn again: its reader is told in a new one."""
    play.book()
    shown = play.dm("ana")[0]
    play.cancel()
    told = len(play.dm("ana"))
    assert play.tap("ana", message=replace(shown, blocks=[button("crew:confirmed", "KWBZPGD|1")])).ok
    assert play.event()["answers"] == []
    [answer] = play.dm("ana")[told:]
    assert answer.plain_text().startswith("CANCELLED: JADA, Sat, May 30, 1:00 PM. Please do not come.")
    assert not [line for line in play.thread() if "said yes" in line]


def test_a_yes_tapped_while_a_move_is_on_its_way_counts_for_neither(play: Play) -> None:
    play.book()
    play.move(start_date="2026-05-31", end_date="2026-05-31", settle=False)
    play.tap("ana")
    assert "Captain Ana Reyes: asked" in play.channel()[0].plain_text()
    assert play.dm("ana")[-1].plain_text().startswith("CHANGED: JADA was Sat, May 30, 1:00 PM, is now Sun, May 31")
    assert [button[0] for button in play.dm("ana")[-1].buttons()] == ["crew:confirmed", "crew:declined"]
    play.tap("ana")
    assert "Captain Ana Reyes: yes" in play.channel()[0].plain_text()


def test_a_yes_tapped_while_somebody_is_taken_off(play: Play) -> None:
    play.book()
    play.reassign(("tomas", "captain"), ("miguel", "crew"), settle=False)
    play.tap("ana")
    assert "You are off JADA on Sat, May 30" in play.dm("ana")[-1].plain_text()
    assert "Ana Reyes" not in play.channel()[0].plain_text()
    assert "Captain Tomas Lind: asked" in play.channel()[0].plain_text()


# Two operators


def move_form(day: str) -> dict[str, str]:
    return {"start_date": day, "start_time": "13:00", "end_date": day, "end_time": "16:00"}


def submit_move(wire: SlackWire, user: str, day: str = "2026-05-31") -> dict[str, Any]:
    """The second submit of a move, whose effects were shown for version 1."""
    form = move_form(day)
    values = {name: element(value) for name, value in form.items()}
    metadata = json.dumps(["KWBZPGD", 1, frame.name_of_form(form)])
    return wire.submit("charter:move", values, metadata=metadata, user=user)


def submit_cancel(wire: SlackWire, user: str) -> dict[str, Any]:
    return wire.submit("charter:cancel", {"by": element("us")}, metadata='["KWBZPGD", 1, ""]', user=user)


def shown_to(answer: dict[str, Any]) -> str:
    """What an operator reads after a submit."""
    return json.dumps(answer.get("errors") or answer["view"]["blocks"], ensure_ascii=False)


def test_one_moves_while_another_cancels(play: Play) -> None:
    """Whoever was second is shown what the first did, and nothing of theirs is done unseen."""
    play.book()
    wire = SlackWire(play)
    with ThreadPoolExecutor(max_workers=2) as clicks:
        moving, cancelling = clicks.submit(submit_move, wire, ROWAN), clicks.submit(submit_cancel, wire, LEE)
        moved, cancelled = shown_to(moving.result()), shown_to(cancelling.result())
    play.settle()
    charter = play.docket().charter
    assert charter.version == 2
    if charter.status == "cancelled":
        assert "KWBZPGD is cancelled. Nothing was changed." in moved
        assert play.calendar() == []
        assert "CANCELLED" in play.channel()[0].plain_text()
    else:
        assert "moved it: start and end, while you had this open." in cancelled
        assert play.calendar()[0]["date"] == "2026-05-31"
        assert "Sun, May 31" in play.channel()[0].plain_text()


def test_two_moves_at_once_are_one_and_the_other_is_asked_again(play: Play) -> None:
    play.book()
    wire = SlackWire(play)
    with ThreadPoolExecutor(max_workers=2) as clicks:
        tries = [clicks.submit(submit_move, wire, *who) for who in ((ROWAN, "2026-05-31"), (LEE, "2026-06-01"))]
        answers = [shown_to(each.result()) for each in tries]
    play.settle()
    assert play.docket().charter.version == 2
    assert sum("is moved. Its thread shows who is asked." in answer for answer in answers) == 1
    assert sum("moved it: start and end, while you had this open." in answer for answer in answers) == 1
    assert len(play.calendar()) == 1


def test_a_block_and_a_booking_at_once_never_stand_unseen(play: Play) -> None:
    wire = SlackWire(play)
    draft = wire.review(booking_text())
    form = {"boat": element("jada"), "first": element("2026-05-28"), "last": element("2026-06-02")}
    form["reason"] = element("haul-out")
    with ThreadPoolExecutor(max_workers=2) as clicks:
        saving = clicks.submit(wire.save, draft, ROWAN)
        blocking = clicks.submit(wire.submit, "boats:block", form, user=LEE)
        titles = saving.result()["view"]["title"]["text"], blocking.result()["view"]["title"]["text"]
        told = shown_to(saving.result()), shown_to(blocking.result())
    play.settle()
    assert titles in {("Saved", "Block a boat"), ("Check the booking", "Blocked")}
    assert "JADA is taken by KWBZPGD" in told[1] or "JADA is blocked" in told[0]
    assert len(play.calendar()) == 1


def test_an_edit_while_the_guest_is_erased_does_not_bring_the_guest_back(play: Play) -> None:
    play.book()
    wire = SlackWire(play)
    form = {"guest_name": "Marisol Vega-Ruiz"}
    metadata = json.dumps(["KWBZPGD", 1, frame.name_of_form(form)])
    edit = partial(wire.submit, "charter:edit", {"guest_name": element("Marisol Vega-Ruiz")}, metadata=metadata)
    erase = partial(wire.submit, "charter:forget", {"typed": element("KWBZPGD")}, metadata="KWBZPGD", user=LEE)
    with ThreadPoolExecutor(max_workers=2) as clicks:
        editing, erasing = clicks.submit(edit), clicks.submit(erase)
        edited, erased = shown_to(editing.result()), shown_to(erasing.result())
    if play.docket().charter.forgotten_at is None:
        assert "Somebody else saved a change at the same moment" in erased
        erase()
    else:
        assert "was erased" in edited or "is changed" in edited
    play.settle()
    assert play.docket().charter.trip.guest_name is None
    assert "Marisol" not in play.channel()[0].plain_text()


# The same click, many times at once


def test_got_it_pressed_at_once_is_said_once(play: Play) -> None:
    play.book()
    play.cancel()
    wire, place = SlackWire(play), play.person("U0ANA").dm_channel
    with ThreadPoolExecutor(max_workers=4) as clicks:
        press = partial(wire.press, "crew:got_it", "KWBZPGD|cancelled|1|ana", user="U0ANA", channel=place)
        assert [each.result().status_code for each in [clicks.submit(press) for _ in range(4)]] == [200] * 4
    play.settle()
    assert not play.person("U0ANA").ephemerals
    assert play.dm("ana")[-1].plain_text().endswith("Got it, thanks.")
    assert [key.recipient for key in play.docket().acknowledged] == ["ana"]
    assert not play.docket().taps


def test_retry_pressed_at_once_tries_once_more(play: Play) -> None:
    with away("calendar"):
        play.book()
    wire = SlackWire(play)
    with ThreadPoolExecutor(max_workers=4) as clicks:
        press = partial(wire.press, "charter:retry", "KWBZPGD", channel="C0CHARTERS")
        answers = clicks.map(lambda user: press(user=user), (ROWAN, LEE, ROWAN, LEE))
        assert {answer.status_code for answer in answers} == {200}
    play.settle()
    assert len(play.calendar()) == 1
    assert "✓ Calendar" in play.channel()[0].plain_text()
    assert len([line for line in play.thread() if line.startswith("Done: on the calendar")]) == 1


def test_yes_and_no_at_once_end_in_the_later_one_everywhere(play: Play) -> None:
    play.book()
    wire, place = SlackWire(play), play.person("U0ANA").dm_channel
    with ThreadPoolExecutor(max_workers=2) as clicks:
        for action in ("crew:confirmed", "crew:declined"):
            clicks.submit(wire.press, action, "KWBZPGD|1", user="U0ANA", channel=place)
    play.settle()
    [answer] = play.event()["answers"]
    said = {"confirmed": ("yes", "You said yes."), "declined": ("can't", "You said you can't make it.")}
    in_channel, to_ana = said[answer["answer"]]
    assert f"Captain Ana Reyes: {in_channel}" in play.channel()[0].plain_text()
    assert to_ana in play.dm("ana")[0].plain_text()
