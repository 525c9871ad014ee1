"""``/charter log``, and ``/charter show`` for those who sail: who may see what, and that every refused try is kept."""

from typing import Any

import pytest

from sandbox import cast
from tests.journeys.play import ROWAN, SLACK_USERS, Play, booking_text
from tests.journeys.raw import SlackWire
from tests.journeys.requests import counted

ANA, JUNE = str(SLACK_USERS["ana"]), str(SLACK_USERS["june"])
SECRETS = booking_text(
    guest="Marisol Quillfeather",
    extra=(
        "Email: marisol.q@example.com\nPhone: (619) 555-0142\nYou earn: $812.60\nSpecial requests: proposal at sunset\n"
    ),
)


def said(play: Play, words: str, user: str = ROWAN) -> str:
    person = play.person(user)
    return str(person.command(f"/charter {words}", cast.CHANNEL if user == ROWAN else person.dm_channel).message)


def everything(play: Play) -> list[Any]:
    table = play.sandbox.aws.known("ChartersTable", "Ref")
    return sorted(play.sandbox.aws.dynamodb.scan(TableName=table)["Items"], key=str)


def test_the_log_tells_the_newest_first_in_words(play: Play) -> None:
    play.book()
    play.wait(hours=1)
    play.wish("edit", {"party_size": "8"})
    play.wait(hours=1)
    play.move(start_date="2026-05-31", end_date="2026-05-31")
    play.reassign(("tomas", "captain"), ("miguel", "crew"))
    play.cancel()
    play.reopen()
    assert said(play, "log kwbzpgd").splitlines() == [
        "KWBZPGD · JADA · what was done, the newest first · San Diego time",
        "Wed, May 20, 12:00 PM  Rowan reopened it",
        "Wed, May 20, 12:00 PM  Rowan cancelled it",
        "Wed, May 20, 12:00 PM  Rowan changed the crew",
        "Wed, May 20, 12:00 PM  Rowan moved it: start, end",
        "Wed, May 20, 11:00 AM  Rowan corrected it: party size",
        "Wed, May 20, 10:00 AM  Rowan booked it",
    ]


def test_no_value_of_a_guest_stands_in_the_log(play: Play) -> None:
    play.book(SECRETS)
    fields = {"guest_name": "Somebody Else", "guest_phone": "+16195550199", "notes": "no proposal"}
    play.wish("edit", fields)
    log = said(play, "log KWBZPGD")
    assert "Rowan corrected it: guest's name, guest's phone, guest's note" in log
    for value in ("Marisol", "Quillfeather", "Somebody", "555", "proposal", "812.60"):
        assert value not in log


def test_the_log_is_for_the_operator_who_asked(play: Play) -> None:
    play.book()
    before = len(play.sandbox.slack.messages(cast.CHANNEL))
    said(play, "log KWBZPGD")
    assert len(play.sandbox.slack.messages(cast.CHANNEL)) == before
    assert "Only the boat's operators can do this" in said(play, "log KWBZPGD", ANA)


def test_every_refused_try_stands_on_the_trail(play: Play) -> None:
    play.book()
    wishes = {
        "show": "see it",
        "move": "move it",
        "cancel": "cancel it",
        "retry": "have it tried again",
        "log": "read its log",
        "forget": "erase its guest",
    }
    for wish in wishes:
        said(play, f"{wish} KWBZPGD", JUNE)
    wire = SlackWire(play)
    wire.submit("charter:forget", {"typed": {"value": "KWBZPGD"}}, metadata="KWBZPGD", user="U0NOBODY")
    wire.press("charter:guest_text", "KWBZPGD", user=JUNE)
    log = said(play, "log KWBZPGD")
    for what in (*wishes.values(), "get the text for the guest"):
        assert f"refused: June Okada tried to {what}" in log
    assert "refused: @U0NOBODY tried to erase its guest" in log
    assert play.docket().charter.version == 1


def test_a_refused_try_on_no_charter_leaves_no_row(play: Play) -> None:
    play.book()
    before = everything(play)
    for wish in ("show", "move", "cancel", "retry", "log", "forget"):
        said(play, f"{wish} NOSUCH", JUNE)
    wire = SlackWire(play)
    wire.press("charter:guest_text", "NOSUCH", user=JUNE)
    wire.press("crew:got_it", "NOSUCH|off|1|ana", user=JUNE)
    assert everything(play) == before


def test_a_long_log_is_clipped_and_says_so(play: Play) -> None:
    play.book()
    table = play.charters()
    now = play.sandbox.clock.now()
    for number in range(45):
        table.note_denied("KWBZPGD", f"U{number}", "cancel", now=now)
    shown = said(play, "log KWBZPGD")
    assert shown.count("tried to cancel it") == 40
    assert shown.endswith("These are the newest 40. Older ones are kept, too.")


def test_a_log_costs_three_reads(play: Play) -> None:
    play.book()
    with counted(play.sandbox.aws.known("ChartersTable", "Ref")) as seen:
        said(play, "log KWBZPGD")
    assert (sorted(seen.table), seen.sent, seen.slack) == (["GetItem", "GetItem", "Query"], 0, [])


def test_an_unknown_charter_is_named(play: Play) -> None:
    for wish in ("log", "forget"):
        assert "I have no charter NOSUCH" in said(play, f"{wish} NOSUCH")


def test_a_captain_sees_their_own_charter_as_in_the_message_they_have(play: Play) -> None:
    play.book(SECRETS)
    asked = said(play, "show KWBZPGD", ANA)
    play.tap("ana")
    yes = said(play, "show KWBZPGD", ANA)
    for shown in (asked, yes):
        assert shown.startswith("JADA: Sat, May 30, call 12:00 PM\n")
        assert "Marisol, party of 6" in shown
        for fact in ("Quillfeather", "555", "marisol.q", "812.60", "proposal"):
            assert fact not in shown
    assert "Can you come?" in asked
    assert "You said yes." in yes


@pytest.mark.parametrize("booking_id", ["KWBZPGD", "NOSUCH"])
def test_anybody_else_is_refused_and_learns_not_even_whether_it_exists(play: Play, booking_id: str) -> None:
    play.book()
    play.sandbox.slack.add_user("U0STRANGER", "Sam Stranger")
    for user in (JUNE, "U0STRANGER"):
        sentence = said(play, f"show {booking_id}", user)
        assert sentence.startswith("Only the boat's operators and the people on this charter can see it. ref ")


def test_who_was_taken_off_sees_it_no_more(play: Play) -> None:
    play.book()
    play.reassign(("tomas", "captain"), ("miguel", "crew"))
    assert "Only the boat's operators and the people on this charter" in said(play, "show KWBZPGD", ANA)
