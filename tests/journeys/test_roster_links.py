"""What a change of the crew list does beyond it: links that end, charters that stay, and what is told meanwhile."""

import json
from typing import Any

import httpx
import pytest

from sandbox import cast
from sandbox.functions import Function
from tests.journeys.play import ROWAN, SLACK_USERS, Play, booking_text
from tests.journeys.test_overtaken import away
from tests.journeys.test_roster_in_slack import LEE, ZOE, crew_list, opened, person_of, save, stored, told

# Links and addresses


def test_a_new_address_ends_old_links_and_gets_new_ones(play: Play) -> None:
    play.book()
    old = str(play.mails_to("miguel")[-1].link)
    save(play, opened(play, "miguel"), email="miguel.new@example.com")
    mails = [mail for mail in play.sandbox.mails if mail.to == "miguel.new@example.com"]
    assert [mail.subject for mail in mails] == ["Your new link: JADA, Sat, May 30, call 12:00 PM"]
    assert told(play)[-1].endswith(
        "Links mailed before have ended. A new one for KWBZPGD is on its way to miguel.new@example.com."
    )
    ended = httpx.get(old, trust_env=False, verify=False)
    assert ended.status_code == 401
    assert "This link has ended" in ended.text
    assert play.answer_by_link("miguel", mail=mails[0]).status_code == 200
    assert [answer["crew_id"] for answer in play.event()["answers"]] == ["miguel"]


def test_a_new_link_whose_answer_was_lost_is_not_mailed_again(play: Play) -> None:
    play.book()
    invoke = Function.invoke

    def answer_is_lost(function: Function, event: Any) -> Any:
        answer = invoke(function, event)
        if isinstance(event, dict) and str(event.get("rawPath", "")).endswith("/notices"):
            return {"statusCode": 504, "headers": {}, "body": ""}
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Function, "invoke", answer_is_lost)
        save(play, opened(play, "miguel"), email="miguel.new@example.com")
    assert "is waiting" in told(play)[-1]
    play.wait(minutes=61)
    assert "A new one for KWBZPGD is on its way" in told(play)[-1]
    mails = [mail.subject for mail in play.sandbox.mails if mail.to == "miguel.new@example.com"]
    assert mails == ["Your new link: JADA, Sat, May 30, call 12:00 PM"]


def test_who_said_no_or_is_on_nothing_gets_no_new_link(play: Play) -> None:
    play.book()
    play.answer_by_link("miguel", "declined")
    mails = len(play.sandbox.mails)
    save(play, opened(play, "miguel"), email="miguel.new@example.com")
    save(play, opened(play, "tomas"), email="tomas.new@example.com")
    assert len(play.sandbox.mails) == mails


def test_another_change_mails_nobody(play: Play) -> None:
    play.book()
    mails = len(play.sandbox.mails)
    save(play, opened(play, "miguel"), rank="4")
    assert len(play.sandbox.mails) == mails
    assert "Links mailed before" not in told(play)[-1]


# Another Slack account

NEW = "U0NEW"


def calls(play: Play, user: str = NEW) -> list[str]:
    return [message.plain_text().splitlines()[0] for message in play.sandbox.slack.dm(user)]


@pytest.mark.parametrize("way", ["form", "api"])
def test_what_is_open_is_asked_once_more_in_a_new_account(play: Play, way: str) -> None:
    play.sandbox.slack.add_user(NEW, "Ana Reyes")
    play.book()
    play.book(booking_text("lnfcqtx", day="May 31, 2026"))
    play.tap("ana")
    if way == "form":
        save(play, opened(play, "ana"), slack_user=NEW)
    else:
        assert play.api("PUT", "/roster/ana", {**(stored(play, "ana") or {}), "slack_user": NEW}).status_code == 200
        play.settle()
    asked = ["Can you crew JADA? Sat, May 30, call 12:00 PM"]
    assert calls(play) == asked
    save(play, opened(play, "ana"), rank="2")
    play.wait(days=1)
    play.wish("edit", {"party_size": "7"})
    assert calls(play) == asked
    play.person(NEW).click(play.sandbox.slack.dm(NEW)[0], "crew:confirmed")
    play.settle()
    assert "Captain Ana Reyes: yes" in play.channel()[0].plain_text()
    assert "*You said yes.*" in str(play.sandbox.slack.dm(NEW)[0].blocks)


def test_a_first_account_gets_what_is_open(play: Play) -> None:
    play.sandbox.slack.add_user(NEW, "Tomas Lind")
    play.book(captain="tomas")
    play.book(booking_text("lnfcqtx", day="May 31, 2026"), captain="tomas")
    play.answer_by_link("tomas")
    save(play, opened(play, "tomas"), slack_user=NEW)
    assert calls(play) == ["Can you crew JADA? Sat, May 30, call 12:00 PM"]


def test_what_was_cancelled_is_told_in_a_new_account_too(play: Play) -> None:
    play.sandbox.slack.add_user(NEW, "Ana Reyes")
    play.book()
    play.cancel()
    save(play, opened(play, "ana"), slack_user=NEW)
    play.at(2026, 5, 29, 13, 1)
    assert calls(play) == ["CANCELLED: JADA, Sat, May 30, 1:00 PM. Please do not come."]


# Leaving and coming back


def test_who_leaves_stays_on_their_charters_and_both_say_so(play: Play) -> None:
    play.book()
    play.book(booking_text("lnfcqtx", day="Jun 6, 2026"), captain="tomas")
    form = opened(play, "miguel")
    assert "Miguel is on KWBZPGD (Sat, May 30) and LNFCQTX (Sat, Jun 6)." in form.plain_text()
    assert "they stay on each of them until you change that charter" in form.plain_text()
    save(play, form, active="no")
    assert told(play)[-1] == (
        "Miguel Santos is off the crew list and will be asked no more. Links mailed before have ended. Miguel is still "
        "on KWBZPGD (Sat, May 30) and LNFCQTX (Sat, Jun 6): they stay on until you change the charter."
    )
    assert "Crew Miguel Santos: asked" in play.channel()[0].plain_text()
    review = play.review(booking_text("xhqgmdh", day="Jun 7, 2026")).view
    assert review is not None
    assert "miguel" not in [choice["value"] for choice in review.element("crew")["options"]]
    assert "not active" in person_of(crew_list(play), "Miguel Santos")


def test_an_old_charter_still_knows_the_name(play: Play) -> None:
    play.book()
    save(play, opened(play, "miguel"), active="no")
    play.reassign(("ana", "captain"), ("june", "crew"))
    shown = str(play.person(ROWAN).command("/charter show KWBZPGD", cast.CHANNEL).message)
    assert "Off: Miguel Santos" in shown
    assert play.mails_to("miguel")[-1].subject == "You are off JADA on Sat, May 30"
    assert "Got it, thanks." in play.got_it_by_link("miguel").text


def test_who_comes_back_gets_a_link_that_works(play: Play) -> None:
    play.book()
    save(play, opened(play, "miguel"), active="no")
    save(play, opened(play, "miguel"), active="yes")
    assert "is back on the crew list" in told(play)[-1]
    assert play.answer_by_link("miguel").status_code == 200
    assert [answer["crew_id"] for answer in play.event()["answers"]] == ["miguel"]


# When something is away


def test_the_crew_system_away_is_told_once_and_tried_until_it_is_there(play: Play) -> None:
    with away("scc", "/roster"):
        save(play, opened(play), **ZOE)
        for _ in range(3):
            play.wait(minutes=1)
    assert told(play) == [
        "ShipCaptainCrew does not answer just now, so what you saved about Zoë Park is waiting. "
        "I try again every minute and tell you once it is done. There is nothing you need to do."
    ]
    assert "being saved" in person_of(crew_list(play), "Zoë Park")
    play.wait(minutes=1)
    assert stored(play, "zoe") is not None
    assert len(told(play)) == 2
    assert "Zoë Park is on the crew list" in told(play)[-1]


def test_what_the_crew_system_refuses_is_told_in_words(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    invoke = Function.invoke

    def answer(function: Function, event: Any) -> Any:
        if function.name == "scc" and event.get("requestContext", {}).get("http", {}).get("method") == "PUT":
            problem = {"title": "Bad Request", "status": 400, "code": "bad_request", "detail": "phone: is not in use"}
            headers = {"content-type": "application/problem+json"}
            return {"statusCode": 400, "headers": headers, "body": json.dumps(problem)}
        return invoke(function, event)

    with monkeypatch.context() as patch:
        patch.setattr(Function, "invoke", answer)
        save(play, opened(play), **ZOE)
    assert told(play)[-1].startswith(
        "What you saved about Zoë Park was not taken, so the crew list stands as before. ShipCaptainCrew says about "
        "the phone: is not in use. Please correct it in /charter crew. ref "
    )
    assert "Zoë Park" not in crew_list(play).plain_text()


def test_a_lost_hint_is_found_by_the_tick(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.adapters.sqs_jobs import SqsJobs

    def lost(*_: object) -> None:
        raise ConnectionError("the queue is away")

    with monkeypatch.context() as patch:
        patch.setattr(SqsJobs, "roster_changed", lost)
        save(play, opened(play), **ZOE)
    assert stored(play, "zoe") is None
    play.wait(minutes=1)
    assert stored(play, "zoe") is not None


def test_slack_away_delays_only_the_telling(play: Play) -> None:
    for _ in range(3):
        play.sandbox.slack.fail_next("chat.postMessage", "internal_error")
    save(play, opened(play), **ZOE)
    assert stored(play, "zoe") is not None
    for _ in range(4):
        play.wait(minutes=1)
    assert len(told(play)) == 1


def test_a_newer_wish_replaces_one_that_waits(play: Play) -> None:
    with away("scc", "/roster"):
        save(play, opened(play, "tomas"), rank="8")
        save(play, opened(play, "tomas", by=LEE), LEE, rank="9")
    play.wait(minutes=1)
    assert (stored(play, "tomas") or {})["rank"] == 9
    assert "rank 2 → 9" in told(play, LEE)[-1]


def test_every_person_of_the_cast_can_be_opened(play: Play) -> None:
    for crew_id in ("ana", "tomas", "miguel", "june", "pia"):
        view = opened(play, crew_id)
        play.person(ROWAN).close(view)
        play.person(ROWAN).close(play.person(ROWAN).views[-1])
    assert SLACK_USERS["pia"] == "U0PIA"
