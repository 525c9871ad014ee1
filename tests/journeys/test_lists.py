"""``/charter list`` and ``/charter late``: what sails when, and what needs somebody; answered at once."""

import datetime as dt
from typing import Any

import pytest

from sandbox import cast
from sandbox.functions import Function
from tests.journeys.play import ROWAN, SLACK_USERS, Play, booking_text
from tests.journeys.requests import Requests, counted, old_charters


def said(play: Play, words: str, user: str = ROWAN) -> str:
    person = play.person(user)
    return str(person.command(f"/charter {words}", cast.CHANNEL if user == ROWAN else person.dm_channel).message)


def cost(play: Play, words: str) -> Requests:
    with counted(play.sandbox.aws.known("ChartersTable", "Ref")) as seen:
        said(play, words)
    return seen


def test_a_charter_is_one_line_under_its_day(play: Play) -> None:
    play.book(booking_text(day="May 23, 2026"))
    play.tap("ana")
    assert said(play, "list") == (
        "Wed, May 20 – Tue, May 26 · San Diego time\n"
        "Sat, May 23\n"
        "1:00–4:00 PM  JADA · KWBZPGD · Marisol, party of 6 · Ana yes · Miguel asked · ✓"
    )


def test_the_days_that_were_asked_for(play: Play) -> None:
    for booking_id, day in (("KWBZPGB", 20), ("LNFCQTC", 26), ("XHQGMDF", 27), ("CZWDKMG", 31)):
        play.book(booking_text(booking_id, day=f"May {day}, 2026"))
    play.book(booking_text("VTRPNLH", day="Jun 1, 2026"))
    shown = {words: said(play, words) for words in WISHES}
    ids = ("KWBZPGB", "LNFCQTC", "XHQGMDF", "CZWDKMG", "VTRPNLH")
    found = {words: [booking_id for booking_id in ids if booking_id in shown[words]] for words in WISHES}
    assert found == WISHES


WISHES = {
    "list": ["KWBZPGB", "LNFCQTC"],
    "list week": ["KWBZPGB", "LNFCQTC"],
    "list TODAY": ["KWBZPGB"],
    "list month": ["KWBZPGB", "LNFCQTC", "XHQGMDF", "CZWDKMG"],
    "list 2026-05": ["KWBZPGB", "LNFCQTC", "XHQGMDF", "CZWDKMG"],
    "list 2026-06": ["VTRPNLH"],
    "list 2026-05-27": ["XHQGMDF", "CZWDKMG", "VTRPNLH"],
    "list 2027-01": [],
}


def test_a_night_belongs_to_the_boats_day_not_to_greenwich(play: Play) -> None:
    play.book(booking_text(day="May 31, 2026", start="7:00 PM", end="10:00 PM"))
    assert "KWBZPGD" in said(play, "list 2026-05")
    assert "KWBZPGD" not in said(play, "list 2026-06")


def test_a_trip_over_midnight_stands_in_both_months(play: Play) -> None:
    play.book(booking_text(day="May 31, 2026", start="7:00 PM", end="9:00 AM", end_day="Jun 1, 2026"))
    for month in ("2026-05", "2026-06"):
        assert "7:00 PM → Mon, Jun 1, 9:00 AM  JADA · KWBZPGD" in said(play, f"list {month}")


def test_cancelled_and_finished_charters_are_told_as_such(play: Play) -> None:
    play.book()
    play.cancel()
    play.book(booking_text("lnfcqtx", day="May 20, 2026"))
    play.at(2026, 5, 20, 17, 0)
    month = said(play, "list month")
    assert "1:00–4:00 PM  JADA · KWBZPGD · Marisol, party of 6 · cancelled" in month
    assert "LNFCQTX · Marisol, party of 6 · Ana asked · Miguel asked · ✓ · over" in month


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("list", "Nothing is booked."),
        ("list tomorrow", "I can list today, week, month, or a month such as 2026-06."),
        ("list 2026-13", "I can list today, week, month"),
        ("list 2026-02-31", "There is no day 2026-02-31."),
        ("list <!channel>", "I can list today"),
        ("late", "Nothing is late."),
    ],
)
def test_every_wish_gets_an_answer(play: Play, typed: str, says: str) -> None:
    assert says in said(play, typed)


def test_the_answer_is_for_who_asked_alone_and_names_the_guest_as_the_channel_does(play: Play) -> None:
    play.book(booking_text(extra="You earn: $812.60\nPhone: (619) 555-0142"))
    before = len(play.sandbox.slack.messages(cast.CHANNEL))
    for words in ("list month", "late"):
        assert not {"Vega", "812.60", "555"} & set(said(play, words).split())
    assert len(play.sandbox.slack.messages(cast.CHANNEL)) == before


def test_crew_are_refused(play: Play) -> None:
    for words in ("list", "late"):
        assert "Only the boat's operators can do this" in said(play, words, str(SLACK_USERS["june"]))


def test_late_names_what_waits_for_somebody_and_what_to_do(play: Play) -> None:
    play.book()
    play.tap("ana", "declined")
    assert "• Ana can't make it. Ask somebody else to be captain." in said(play, "late")
    assert "Miguel" not in said(play, "late")
    play.wait(days=1, minutes=1)
    late = said(play, "late")
    assert late.startswith("Late, the next first · San Diego time\nJADA · Sat, May 30 · 1:00–4:00 PM · KWBZPGD\n")
    assert "• Miguel has not answered since Wed, May 20. Call, or ask somebody else." in late
    play.answer_by_link("miguel")
    assert "Miguel" not in said(play, "late")
    play.at(2026, 5, 30, 16, 1)
    assert "Nothing is late." in said(play, "late")


def test_late_names_open_places_near_the_start_only(play: Play) -> None:
    play.book(crew=[])
    play.tap("ana")
    assert "Nothing is late." in said(play, "late")
    play.at(2026, 5, 28, 13, 1)
    assert "• Nobody is crew yet. Put somebody on." in said(play, "late")


def test_late_names_a_mail_that_came_back(play: Play) -> None:
    from bot.adapters.http_crew_events import HttpCrewEvents

    heard = HttpCrewEvents.crew_answers

    def bounced(self: HttpCrewEvents, event_id: str) -> Any:
        known = heard(self, event_id)
        mails = tuple(mail.model_copy(update={"state": "bounced"}) for mail in known.mails)
        return known.model_copy(update={"mails": mails})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(HttpCrewEvents, "crew_answers", bounced)
        play.book()
        late = said(play, "late")
    assert "• The mail to Ana came back. Check the address; Slack has the call." in late
    assert "• Miguel was not reached. Please call." in late


def test_late_names_a_refusing_system_a_parked_charter_and_a_worker_that_stopped(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoke = Function.invoke

    def calendar_refuses(function: Function, event: Any) -> Any:
        if function.name == "calendar":
            return {"statusCode": 401, "headers": {}, "body": '{"title": "No", "status": 401, "code": "unauthorized"}'}
        return invoke(function, event)

    with monkeypatch.context() as patch:
        patch.setattr(Function, "invoke", calendar_refuses)
        play.book()
    trouble = play.docket().step("calendar").trouble
    assert trouble is not None
    late = said(play, "late")
    said_everywhere = "The calendar refused this (answered 401 unauthorized); the rest is done and nothing is lost. "
    mend = f"{said_everywhere}Fix the cause, then"
    assert f"• {mend} write /charter retry KWBZPGD. ref {trouble.reference}" in late
    assert f"{mend} press Retry now. ref {trouble.reference}" in play.channel()[0].plain_text()
    assert f"@Rowan Ashby {mend} press Retry now. ref {trouble.reference}" in play.thread()
    play.person(ROWAN).command("/charter retry KWBZPGD", cast.CHANNEL)
    play.settle()
    play.charters().park("KWBZPGD", now=play.sandbox.clock.now())
    stopped = "Working on KWBZPGD crashed five times, so I stopped. What was done stays, nothing is lost, "
    assert f"• {stopped}other charters go on. Look at the log, then write /charter retry" in said(play, "late")
    play.book(booking_text("lnfcqtx", day="May 31, 2026"), captain="tomas", crew=["june"], settle=False)
    assert "LNFCQTX" not in said(play, "late")
    play.sandbox.clock.advance(dt.timedelta(minutes=11))
    assert "• Nothing was done about it since 10:00 AM." in said(play, "late")


def test_who_may_come_for_nothing_is_late_until_they_have_read_it(play: Play) -> None:
    play.book()
    play.reassign(("tomas", "captain"), ("miguel", "crew"))
    play.cancel()
    line = "There is no Got it yet from"
    assert line not in said(play, "late")
    play.at(2026, 5, 29, 13, 1)
    for who in ("Ana", "Tomas", "Miguel"):
        assert f"• {line} {who}, who need not come. Please call." in said(play, "late")
    rowan = play.person(ROWAN)
    rowan.open_home()
    play.settle()
    assert rowan.home is not None
    assert f"• {line} Ana" in rowan.home.plain_text()
    play.got_it("ana")
    late = said(play, "late")
    assert f"{line} Ana" not in late
    assert f"• {line} Miguel" in late
    assert f"{line} Ana" not in rowan.home.plain_text()
    play.at(2026, 5, 30, 13, 1)
    assert line not in said(play, "late")


def test_a_cancel_that_could_not_be_carried_out_is_late(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    play.book()
    invoke = Function.invoke
    down = {"statusCode": 503, "headers": {}, "body": ""}
    monkeypatch.setattr(Function, "invoke", lambda f, event: down if f.name == "calendar" else invoke(f, event))
    play.cancel()
    late = said(play, "late")
    assert "CANCELLED JADA · Sat, May 30 · 1:00–4:00 PM · KWBZPGD\n• The calendar did not answer;" in late
    assert "has not answered" not in late


@pytest.mark.parametrize("words", ["list", "list month", "list 2026-06", "late"])
def test_an_answer_costs_four_reads_at_most_and_no_more_with_more_on_file(play: Play, words: str) -> None:
    play.book()
    before = cost(play, words)
    old_charters(play.sandbox.aws.dynamodb, play.sandbox.aws.known("ChartersTable", "Ref"), "KWBZPGD", 100)
    after = cost(play, words)
    assert after.table == before.table
    assert (after.rows, after.sent, after.slack) == (before.rows, 0, [])
    assert len(after.table) <= 4
    assert set(after.table) <= {"Query", "GetItem"}


def test_a_list_too_long_for_a_message_says_how_to_see_the_rest(play: Play) -> None:
    play.book(booking_text(day="Jun 1, 2026"))
    aws, table = play.sandbox.aws.dynamodb, play.sandbox.aws.known("ChartersTable", "Ref")
    old_charters(aws, table, "KWBZPGD", 300, month="2026-06", start_at="2026-06-01T20:00:00.000000+00:00")
    shown = said(play, "list 2026-06")
    lines = [line for line in shown.splitlines() if "KWBZPGD" in line]
    assert 60 < len(lines) < 301
    assert shown.endswith(f"{301 - len(lines)} more: /charter list 2026-06-01")
