"""Mails that do not arrive: nothing more goes there, an operator hears it, and another address is asked anew."""

import json
from typing import Any

import pytest

from sandbox.functions import Function
from sandbox.mail import Mail
from sandbox.post_office import Fate, to_event, to_lambda
from tests.journeys.play import Play, booking_text
from tests.journeys.test_roster_in_slack import crew_list, opened, person_of, save, stored, told

CALL = "Can you crew JADA? Sat, May 30, call 12:00 PM"
SECOND_CALL = "Can you crew JADA? Sun, May 31, call 12:00 PM"
OLD, NEW, NEWEST = "miguel@example.com", "miguel.new@example.com", "miguel.newest@example.com"
LOST = (
    "@Rowan Ashby The mail to Miguel Santos did not arrive, so nothing more goes to that address. Please reach Miguel "
    "Santos another way. Once there is another address in /charter crew, what is open is mailed there."
)


def report(play: Play, mail: Mail, fate: Fate = Fate.BOUNCED) -> None:
    play.sandbox.post_office.report(mail, fate)
    play.settle()


def call_to_miguel(play: Play) -> Mail:
    return play.mails_to("miguel")[0]


def lines(play: Play, booking_id: str = "KWBZPGD") -> list[str]:
    """What the thread says of mails that went wrong."""
    return [line for line in play.thread(booking_id) if "another way" in line]


def status(play: Play) -> str:
    return play.channel()[0].plain_text()


def subjects(play: Play, address: str) -> list[str]:
    return [mail.subject for mail in play.sandbox.mails if mail.to == address]


def state(play: Play, crew_id: str = "miguel", kind: str = "call", booking_id: str = "KWBZPGD") -> str:
    mails = play.event(booking_id)["mails"]
    [found] = [mail["state"] for mail in mails if (mail["crew_id"], mail["kind"]) == (crew_id, kind)]
    return str(found)


def stopped(play: Play, crew_id: str = "miguel") -> str | None:
    return (stored(play, crew_id) or {}).get("mail_stopped")


def second_booking(play: Play) -> None:
    play.book(booking_text("lnfcqtx", day="May 31, 2026"))


# What came back


def test_a_call_that_comes_back_is_told_and_the_person_counts_as_not_reached(play: Play) -> None:
    play.book()
    assert "Crew Miguel Santos: asked" in status(play)
    report(play, call_to_miguel(play))
    assert lines(play) == [LOST]
    assert "Crew Miguel Santos: not reached" in status(play)
    assert (state(play), stopped(play), stopped(play, "ana")) == ("bounced", "bounced", None)


def test_an_address_that_bounces_from_the_start(play: Play) -> None:
    play.sandbox.post_office.fates[OLD] = Fate.BOUNCED
    play.book()
    assert lines(play) == [LOST]
    assert "Crew Miguel Santos: not reached" in status(play)


def test_nothing_more_goes_to_that_address_whatever_happens(play: Play) -> None:
    play.book()
    report(play, call_to_miguel(play))
    play.move(start_date="2026-06-06", end_date="2026-06-06")
    second_booking(play)
    play.wait(days=1, hours=1)
    play.cancel()
    assert subjects(play, OLD) == [CALL]
    assert lines(play, "LNFCQTX") == [LOST]
    assert state(play, booking_id="LNFCQTX") == "bounced"
    assert "Crew Miguel Santos: not reached" in status(play)


def test_not_reached_is_escalated_like_an_open_place(play: Play) -> None:
    play.book()
    play.tap("ana")
    report(play, call_to_miguel(play))
    play.at(2026, 5, 28, 13, 1)
    assert "there is no yes yet for: crew (Miguel was not reached)." in play.thread()[-1]
    play.at(2026, 5, 30, 1, 1)
    assert "there is no yes yet for: crew (Miguel was not reached)." in play.thread()[-1]


def test_it_needs_a_person_and_the_crew_list_says_so(play: Play) -> None:
    play.book()
    report(play, call_to_miguel(play))
    assert play.person("U0OPROWAN").open_home().ok
    play.settle()
    home = play.person("U0OPROWAN").home
    assert home is not None
    assert "• Miguel was not reached. Please call." in home.plain_text()
    assert "*mails to this address come back*: please enter another one" in person_of(crew_list(play), "Miguel")


def test_somebody_with_slack_is_reached_there(play: Play) -> None:
    play.book()
    report(play, play.mails_to("ana")[0])
    assert "Captain Ana Reyes: asked" in status(play)
    assert "The mail to Ana Reyes did not arrive" in lines(play)[0]
    play.wait(days=1, hours=1)
    assert len(play.mails_to("ana")) == 1
    assert "Still needed" in play.dm("ana")[-1].plain_text()


def test_an_answer_given_all_the_same_counts(play: Play) -> None:
    play.book()
    report(play, call_to_miguel(play))
    play.answer_by_link("miguel", mail=call_to_miguel(play))
    assert "Crew Miguel Santos: yes" in status(play)


def test_a_complaint_stops_the_mails_too_and_is_called_what_it_is(play: Play) -> None:
    play.book()
    report(play, call_to_miguel(play), Fate.COMPLAINED)
    assert "Miguel Santos called a mail of ours spam, so nothing more goes to that address." in lines(play)[0]
    assert "Crew Miguel Santos: not reached" in status(play)
    second_booking(play)
    assert subjects(play, OLD) == [CALL]
    assert "called a mail of ours spam" in lines(play, "LNFCQTX")[0]


def test_a_full_mailbox_changes_nothing(play: Play) -> None:
    play.book()
    report(play, call_to_miguel(play), Fate.LATE)
    assert (lines(play), stopped(play), state(play)) == ([], None, "sent")
    second_booking(play)
    assert subjects(play, OLD) == [CALL, SECOND_CALL]


# Another address


@pytest.mark.parametrize("way", ["form", "script"])
def test_another_address_is_asked_what_is_open(play: Play, way: str) -> None:
    play.book()
    second_booking(play)
    report(play, call_to_miguel(play))
    report(play, next(mail for mail in play.mails_to("miguel") if mail.subject == SECOND_CALL))
    if way == "form":
        save(play, opened(play, "miguel"), email=NEW)
        assert told(play)[-1].endswith(f"A new one for KWBZPGD and LNFCQTX is on its way to {NEW}.")
    else:
        assert play.api("PUT", "/roster/miguel", {**(stored(play, "miguel") or {}), "email": NEW}).status_code == 200
        play.settle()
    assert sorted(subjects(play, NEW)) == [CALL, SECOND_CALL]
    assert stopped(play) is None
    assert "Crew Miguel Santos: asked" in status(play)
    play.wait(days=1)
    play.answer_by_link("miguel", mail=next(mail for mail in play.sandbox.mails if mail.to == NEW))
    assert "Crew Miguel Santos: yes" in status(play)


def test_an_address_that_is_wrong_again_is_told_again(play: Play) -> None:
    play.sandbox.post_office.fates |= {OLD: Fate.BOUNCED, NEW: Fate.BOUNCED}
    play.book()
    save(play, opened(play, "miguel"), email=NEW)
    assert lines(play) == [LOST, LOST]
    play.wait(days=1, hours=1)
    assert lines(play) == [LOST, LOST]
    save(play, opened(play, "miguel"), email=NEWEST)
    assert [subjects(play, address) for address in (OLD, NEW, NEWEST)] == [[CALL]] * 3
    assert len(lines(play)) == 2
    assert "Crew Miguel Santos: no answer since Wed" in status(play)


def test_a_change_that_leaves_the_address_asks_nobody(play: Play) -> None:
    play.book()
    report(play, call_to_miguel(play))
    save(play, opened(play, "miguel"), rank="3")
    assert (subjects(play, OLD), stopped(play)) == ([CALL], "bounced")
    assert "rank 1 → 3" in told(play)[-1]
    assert (stored(play, "miguel") or {})["rank"] == 3


def test_a_script_cannot_say_that_an_address_is_good(play: Play) -> None:
    play.book()
    report(play, call_to_miguel(play))
    play.api("PUT", "/roster/miguel", {**(stored(play, "miguel") or {}), "mail_stopped": None})
    assert stopped(play) == "bounced"


def test_who_cannot_come_is_not_asked_at_another_address(play: Play) -> None:
    play.book()
    play.answer_by_link("miguel", "declined")
    report(play, call_to_miguel(play))
    save(play, opened(play, "miguel"), email=NEW)
    assert subjects(play, NEW) == []


def test_what_comes_back_late_from_an_address_that_was_changed_blames_not_the_new_one(play: Play) -> None:
    play.book()
    late = call_to_miguel(play)
    save(play, opened(play, "miguel"), email=NEW)
    report(play, late)
    assert stopped(play) is None
    assert subjects(play, NEW) == ["Your new link: JADA, Sat, May 30, call 12:00 PM", CALL]


# What comes twice, late, or from elsewhere


def test_the_same_event_twice_is_told_once(play: Play) -> None:
    play.book()
    for _ in range(3):
        report(play, call_to_miguel(play))
    assert lines(play) == [LOST]


def signal(play: Play, event: Any) -> None:
    play.sandbox.functions["signals"].invoke(event)
    play.settle()


def of_mail(mail: Mail, **changed: Any) -> Any:
    event = to_event(mail, Fate.BOUNCED)
    event["mail"].update(changed)
    return to_lambda(event, "arn:aws:sns:us-west-2:123456789012:signals")


@pytest.mark.parametrize(
    "notice",
    [
        "bk-kwbzpgd/miguel/call/1",
        "bk-kwbzpgd/miguel/call/7",
        "bk-kwbzpgd/nobody/call/1",
        "bk-nothing/miguel/call/1",
        "bk-kwbzpgd/miguel/love_letter/1",
        "bk-kwbzpgd/miguel/call/99999999999",
        "bk-kwbzpgd/../roster/miguel/call/1",
        "",
    ],
)
def test_a_mail_that_was_never_sent_stops_nothing(play: Play, notice: str) -> None:
    play.book()
    header = [{"name": "X-Charter-Notice", "value": notice}]
    signal(play, of_mail(call_to_miguel(play), messageId="somebody-else-s", headers=header))
    assert (lines(play), stopped(play), state(play)) == ([], None, "sent")


@pytest.mark.parametrize(
    "message",
    [
        "",
        "hello",
        "[]",
        json.dumps({"AlarmName": "jobs waiting", "NewStateValue": "ALARM"}),
        json.dumps({"eventType": "Delivery", "mail": {"messageId": "m"}}),
        json.dumps({"eventType": "Bounce", "mail": {"messageId": "m"}}),
        json.dumps({"eventType": "Bounce", "mail": {}, "bounce": {"bounceType": 7}}),
    ],
)
def test_what_it_does_not_know_it_leaves_alone(play: Play, message: str) -> None:
    signal(play, {"Records": [{"EventSource": "aws:sns", "Sns": {"MessageId": "m-1", "Message": message}}]})
    for nothing in ({}, {"Records": []}, {"Records": [{}]}, {"Records": [{"Sns": None}]}):
        signal(play, nothing)
    assert play.sandbox.crashes == []


@pytest.mark.parametrize("times", [1, 2])
def test_while_the_crew_system_is_away_it_is_tried_again(
    play: Play, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    play.book()
    invoke, away = Function.invoke, [times * 3]  # each try of the function is three tries of the call

    def sometimes(function: Function, event: Any) -> Any:
        if str(event.get("rawPath", "")).endswith("/bounces") and away[0]:
            away[0] -= 1
            return {"statusCode": 503, "headers": {}, "body": ""}
        return invoke(function, event)

    monkeypatch.setattr(Function, "invoke", sometimes)
    report(play, call_to_miguel(play))
    assert away == [0]
    assert lines(play) == [LOST]
    assert play.sandbox.post_office.failures == []


def test_a_bounce_that_overtakes_the_note_that_the_mail_was_sent(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    from services.crewing.table import CrewingTable

    finish = CrewingTable.finish_notice
    early: list[str] = []

    def slow(table: CrewingTable, row: Any) -> bool:
        if row.crew_id == "miguel" and not early:
            with pytest.raises(Exception, match="the crew system"):
                play.sandbox.functions["signals"].invoke(of_mail(call_to_miguel(play)))
            early.append("tried")
        return finish(table, row)

    monkeypatch.setattr(CrewingTable, "finish_notice", slow)
    play.book()
    play.sandbox.crashes.clear()
    assert (early, state(play)) == (["tried"], "sent")
    report(play, call_to_miguel(play))
    assert lines(play) == [LOST]


def test_no_address_is_logged(play: Play, caplog: pytest.LogCaptureFixture) -> None:
    play.book()
    with caplog.at_level("INFO"):
        report(play, call_to_miguel(play))
    records = [record for record in caplog.records if record.name == "bot.signals"]
    assert [record.getMessage() for record in records] == ["a mail did not arrive"]
    assert OLD not in str([vars(record) for record in records])
