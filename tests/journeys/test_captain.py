"""A captain sees and runs the day of their own charter; all else is an operator's, and says so."""

import pytest

from sandbox import cast
from tests.journeys.play import LEE, ROWAN, SLACK_USERS, Play, booking_text
from tests.journeys.raw import SlackWire
from tests.journeys.requests import counted

ANA, JUNE = str(SLACK_USERS["ana"]), str(SLACK_USERS["june"])


def said(play: Play, words: str, user: str = ANA) -> str:
    return str(play.person(user).command(f"/charter {words}", play.person(user).dm_channel).message)


def home(play: Play, user: str = ANA) -> str:
    assert play.person(user).open_home().ok
    play.settle()
    shown = play.person(user).home
    assert shown is not None
    return shown.plain_text()


def test_a_captain_sees_who_is_coming(play: Play) -> None:
    play.book(crew=["miguel", "june"])
    assert "Who is coming  Miguel asked · June asked\n" in said(play, "show KWBZPGD")
    play.answer_by_link("miguel")
    play.tap("june", "declined")
    for shown in (said(play, "show KWBZPGD"), home(play)):
        assert "Who is coming  Miguel yes · June can't\n" in shown
    assert "Who is coming" not in home(play, JUNE)


def test_the_captains_home_is_drawn_again_when_somebody_answers(play: Play) -> None:
    play.book()
    assert "Who is coming  Miguel asked\n" in home(play)
    play.answer_by_link("miguel")
    shown = play.person(ANA).home
    assert shown is not None
    assert "Who is coming  Miguel yes\n" in shown.plain_text()


def test_a_captain_gets_the_text_for_the_guest(play: Play) -> None:
    play.book()
    text = "Hi Marisol, we look forward to having you on JADA"
    home(play)
    shown = play.person(ANA).home
    assert shown is not None
    for outcome in (
        play.person(ANA).command("/charter guest KWBZPGD", play.person(ANA).dm_channel),
        play.person(ROWAN).command("/charter guest KWBZPGD", cast.CHANNEL),
        play.person(ANA).click(shown, "charter:guest_text", "KWBZPGD"),
    ):
        assert outcome.view is not None
        assert text in outcome.view.element("text")["initial_value"]


@pytest.mark.parametrize("wish", ["edit", "move", "cancel", "log", "forget"])
def test_what_is_an_operators_names_one_who_can(play: Play, wish: str) -> None:
    play.book()
    play.wish("edit", {"party_size": "7"}, user=LEE)
    sentence = said(play, f"{wish} KWBZPGD")
    assert sentence.startswith("Only the boat's operators can do this. Please ask Lee. ref ")
    assert "refused: Ana Reyes tried to" in said(play, "log KWBZPGD", ROWAN)
    assert play.docket().charter.version == 2


def test_crew_get_no_text_for_the_guest_and_strangers_no_name(play: Play) -> None:
    play.book(crew=["june"])
    play.book(booking_text("lnfcqtx", day="May 31, 2026"), captain="tomas", crew=["miguel"])
    assert said(play, "guest KWBZPGD", JUNE).startswith("Only the boat's operators can do this. Please ask Rowan. ref ")
    for booking_id in ("LNFCQTX", "NOSUCH"):
        assert said(play, f"guest {booking_id}").startswith(
            "Only the boat's operators can do this. Please ask one of them. ref "
        )
    SlackWire(play).press("charter:guest_text", "LNFCQTX", user=ANA)
    assert not [message for message in play.dm("ana") if "we look forward" in message.plain_text()]
    log = str(play.person(ROWAN).command("/charter log LNFCQTX", cast.CHANNEL).message)
    assert log.count("refused: Ana Reyes tried to get the text for the guest") == 2


def test_a_refusal_costs_two_requests_and_the_text_three(play: Play) -> None:
    play.book()
    table = play.sandbox.aws.known("ChartersTable", "Ref")
    with counted(table) as seen:
        said(play, "cancel KWBZPGD")
    assert seen.table == ["BatchGetItem", "TransactWriteItems"]
    with counted(table) as seen:
        said(play, "guest KWBZPGD")
    assert len(seen.table) == 3
