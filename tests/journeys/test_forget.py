"""``/charter forget``: a guest is erased everywhere at once, and nothing else changes."""

import json
from typing import Any

import pytest

from sandbox import cast
from sandbox.functions import Function
from sandbox.slack.people import Outcome
from tests.journeys.play import LEE, ROWAN, Play, booking_text
from tests.journeys.raw import SlackWire
from tests.journeys.requests import counted
from tests.journeys.test_fact_table import feed

NAME, SURNAME = "Marisol", "Quillfeather"
FACTS = (NAME, SURNAME, "5550142", "555-0142", "marisol.q", "proposal at sunset")
PASTE = booking_text(
    guest=f"{NAME} {SURNAME}",
    extra=(
        "Email: marisol.q@example.com\nPhone: (619) 555-0142\nYou earn: $812.60\nSpecial requests: proposal at sunset\n"
    ),
)


def forget(play: Play, typed: str = "KWBZPGD", by: str = ROWAN, *, settle: bool = True) -> Outcome:
    opened = play.person(by).command("/charter forget KWBZPGD", cast.CHANNEL)
    assert opened.view is not None, opened
    outcome = play.person(by).submit(opened.view, {"typed": typed})
    if settle:
        play.settle()
    return outcome


def rows(play: Play) -> str:
    """Everything in the bot's table."""
    table = play.sandbox.aws.known("ChartersTable", "Ref")
    pages = play.sandbox.aws.dynamodb.get_paginator("scan").paginate(TableName=table)
    return json.dumps([page["Items"] for page in pages], ensure_ascii=False, default=str)


def surfaces(play: Play) -> dict[str, str]:
    slack = play.sandbox.slack
    channel = [*slack.messages(cast.CHANNEL), *slack.messages(cast.CHANNEL, play.channel()[0].ts)]
    return {
        "table": rows(play),
        "channel and thread": json.dumps([(m.text, m.blocks) for m in channel], ensure_ascii=False),
        "crew DM": json.dumps([(m.text, m.blocks) for m in play.dm("ana")], ensure_ascii=False),
        "crew event": json.dumps(play.event(), ensure_ascii=False),
        "calendar": json.dumps(play.calendar(), ensure_ascii=False),
        "captain's feed": feed(play, "ana"),
        "operators' feed": feed(play, None),
        "guest page": play.guest_page().text,
        "show": str(play.person(ROWAN).command("/charter show KWBZPGD", cast.CHANNEL).message),
        "list": str(play.person(ROWAN).command("/charter list month", cast.CHANNEL).message),
        "log": str(play.person(ROWAN).command("/charter log KWBZPGD", cast.CHANNEL).message),
    }


def test_the_modal_says_what_goes_and_what_stays(play: Play) -> None:
    play.book(PASTE)
    modal = play.person(ROWAN).command("/charter forget kwbzpgd", cast.CHANNEL).view
    assert modal is not None
    words = modal.plain_text()
    assert "This erases at once the guest's name, phone, e-mail, note and pick-up" in words
    assert "the guest page says that it has closed" in words
    assert "This stays: boat, hours, head count, amounts, crew and the log." in words
    assert "Nothing can undo this." in words
    assert not any(fact in words for fact in FACTS)


def test_the_booking_id_must_be_typed(play: Play) -> None:
    play.book(PASTE)
    for typed in ("yes", "KWBZPG", "LNFCQTX"):
        outcome = forget(play, typed)
        assert outcome.errors == {"typed": "Nothing was erased. To erase the guest, type KWBZPGD here."}
    assert play.docket().charter.version == 1
    assert not forget(play, " #kwbzpgd ").errors
    assert play.docket().charter.forgotten_at is not None


def test_nothing_tells_who_the_guest_was_any_more(play: Play) -> None:
    play.book(PASTE)
    play.tap("ana")
    before = surfaces(play)
    assert all(any(fact in before[name] for fact in FACTS) for name in before if name not in ("calendar", "log"))
    assert "DRAFT#" in before["table"]
    forget(play)
    for name, words in surfaces(play).items():
        found = [fact for fact in FACTS if fact in words]
        assert not found, f"{found} still stands in the {name}"


def test_what_happened_is_told_without_the_guest(play: Play) -> None:
    play.book(PASTE)
    forget(play)
    assert "This page has closed" in play.guest_page().text
    assert "JADA · Sat, May 30 · 1:00–4:00 PM\nKWBZPGD · Guest · party of 6" in play.channel()[0].plain_text()
    assert play.thread()[0] == "@Rowan Ashby booked this charter. What stood here about the guest is erased."
    assert play.thread()[-2:] == [
        "Rowan erased the guest. Boat, hours, head count and crew stay.",
        "Done: the guest is erased in every system, and the guest page says that it has closed.",
    ]
    log = str(play.person(ROWAN).command("/charter log KWBZPGD", cast.CHANNEL).message)
    assert "Rowan erased the guest: guest's name, guest's e-mail, guest's phone, pick-up, guest's note" in log
    show = str(play.person(ROWAN).command("/charter show KWBZPGD", cast.CHANNEL).message)
    assert "The guest was erased on Wed, May 20, 10:00 AM." in show
    assert "$812.60" in show


def test_nobody_is_asked_again_and_answers_stand(play: Play) -> None:
    play.book(PASTE)
    play.tap("ana")
    told = (len(play.sandbox.mails), len(play.dm("ana")))
    asked = play.event()["asked_versions"]
    forget(play)
    play.wait(minutes=30)
    assert (len(play.sandbox.mails), len(play.dm("ana"))) == told
    assert play.event()["asked_versions"] == asked
    assert [answer["answer"] for answer in play.event()["answers"]] == ["confirmed"]
    assert "Captain Ana Reyes: yes" in play.channel()[0].plain_text()
    play.at(2026, 5, 29, 13, 1)
    assert play.dm("ana")[-1].plain_text().startswith("Tomorrow: JADA, call 12:00 PM")


@pytest.mark.parametrize("after", ["cancelled", "long over"])
def test_a_cancelled_or_long_finished_charter_is_erased_just_so(play: Play, after: str) -> None:
    play.book(PASTE)
    if after == "cancelled":
        play.cancel()
    else:
        play.at(2026, 8, 20, 12, 0)
    mails = len(play.sandbox.mails)
    forget(play)
    for name, words in surfaces(play).items():
        assert not [fact for fact in FACTS if fact in words], name
    assert "This page has closed" in play.guest_page().text
    assert len(play.sandbox.mails) == mails


def test_a_system_that_is_away_is_tried_until_it_has_forgotten_too(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where nothing else about the charter would be looked at any more."""
    play.book(PASTE)
    play.at(2026, 8, 20, 12, 0)
    invoke = Function.invoke

    def away(function: Function, event: Any) -> Any:
        if function.name == "scc" and event["routeKey"].startswith("PUT"):
            return {"statusCode": 503, "headers": {}, "body": ""}
        return invoke(function, event)

    with monkeypatch.context() as patch:
        patch.setattr(Function, "invoke", away)
        forget(play)
        assert SURNAME in json.dumps(play.event())
    play.wait(minutes=2)
    assert SURNAME not in json.dumps(play.event())
    assert play.docket().attention_at is None


def test_what_another_operator_pasted_and_never_saved_goes_too(play: Play) -> None:
    play.review(PASTE, by=LEE)
    play.review(booking_text("lnfcqtx", day="Jun 6, 2026", guest="Quentin Ash"), by=LEE)
    play.book(PASTE)
    forget(play)
    table = rows(play)
    assert not [fact for fact in FACTS if fact in table]
    assert "Quentin Ash" in table
    assert "LNFCQTX" in words_at_home(play, LEE)
    assert "KWBZPGD · Sat, May 30 · Marisol" not in words_at_home(play, LEE)


def words_at_home(play: Play, user: str) -> str:
    assert play.person(user).open_home().ok
    play.settle()
    home = play.person(user).home
    assert home is not None
    return home.plain_text()


def test_pasting_the_booking_again_does_not_bring_the_guest_back(play: Play) -> None:
    play.book(PASTE)
    forget(play)
    again = play.review(PASTE)
    assert again.view is not None
    assert "The guest of KWBZPGD was erased, and this text names them." in again.view.plain_text()
    assert not [fact for fact in FACTS if fact in rows(play)]


def test_an_erased_charter_is_moved_but_gets_no_new_guest(play: Play) -> None:
    play.book(PASTE)
    forget(play)
    refused = play.wish("edit", {"guest_name": NAME})
    assert "The guest of KWBZPGD was erased." in json.dumps(refused.errors)
    assert play.docket().charter.version == 2
    play.move(start_date="2026-05-31", end_date="2026-05-31")
    assert play.docket().charter.trip.start_at.day == 31
    assert "This page has closed" in play.guest_page().text


def test_there_is_no_text_for_a_guest_who_was_erased(play: Play) -> None:
    play.book(PASTE)
    forget(play)
    outcome = play.person(ROWAN).click(play.channel()[0], "charter:guest_text")
    assert str(outcome.message).startswith("The guest was erased and the page has closed, so there is no text to send.")


def test_only_operators_erase_and_only_once(play: Play) -> None:
    play.book(PASTE)
    refused = SlackWire(play).submit(
        "charter:forget", {"typed": {"value": "KWBZPGD"}}, metadata="KWBZPGD", user="U0JUNE"
    )
    assert "Only the boat's operators" in json.dumps(refused)
    assert play.docket().charter.trip.guest_name == f"{NAME} {SURNAME}"
    opened = play.person(LEE).command("/charter forget KWBZPGD", cast.CHANNEL).view
    assert opened is not None
    forget(play)
    late = play.person(LEE).submit(opened, {"typed": "KWBZPGD"})
    assert late.errors["typed"].startswith("The guest of KWBZPGD is erased already. Nothing was changed. ref ")
    again = play.person(LEE).command("/charter forget KWBZPGD", cast.CHANNEL)
    assert "is erased already" in str(again.message)
    assert play.docket().charter.version == 2


def test_erasing_costs_four_requests_to_the_table_at_most(play: Play) -> None:
    play.book(PASTE)
    opened = play.person(ROWAN).command("/charter forget KWBZPGD", cast.CHANNEL).view
    assert opened is not None
    with counted(play.sandbox.aws.known("ChartersTable", "Ref")) as seen:
        play.person(ROWAN).submit(opened, {"typed": "KWBZPGD"})
    assert len(seen.table) <= 4
    assert (seen.sent, seen.slack) == (1, [])


def test_a_guest_is_erased_without_being_asked_when_the_time_has_come(play: Play) -> None:
    play.book(PASTE)
    play.at(2026, 8, 28, 15, 59)
    assert SURNAME in rows(play)
    play.at(2026, 8, 28, 16, 1)
    for place, held in surfaces(play).items():
        assert not any(fact in held for fact in FACTS), place
    charter = play.docket().charter
    assert (charter.version, charter.trip.party_size) == (2, 6)
    assert "Charter Bot erased the guest. Boat, hours, head count and crew stay." in play.thread()
    play.wait(minutes=2)
    assert play.docket().attention_at is None


def test_so_is_the_guest_of_a_cancelled_trip(play: Play) -> None:
    play.book(PASTE)
    play.cancel()
    play.at(2026, 8, 28, 16, 1)
    assert play.docket().charter.forgotten_at is not None
    assert SURNAME not in rows(play)


def test_what_is_over_is_looked_at_once_a_day_until_then(play: Play) -> None:
    play.book()
    play.at(2026, 7, 1, 12, 0)
    assert play.rests()
