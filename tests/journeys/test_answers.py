"""Slack, link and operator are three doors to the same row."""

import datetime as dt

from tests.journeys.play import SLACK_USERS, Play
from tests.pages import shown


def answers(play: Play) -> dict[str, tuple[str, str]]:
    return {answer["crew_id"]: (answer["answer"], answer["via"]) for answer in play.event()["answers"]}


def test_both_doors(play: Play) -> None:
    play.book()
    play.tap("ana")
    assert play.answer_by_link("miguel").status_code == 200

    assert answers(play) == {"ana": ("confirmed", "slack"), "miguel": ("confirmed", "link")}
    assert "Captain Ana Reyes: yes\nCrew Miguel Santos: yes" in play.channel()[0].plain_text()
    assert play.thread()[-2:] == ["Ana Reyes said yes, in Slack.", "Miguel Santos said yes, by the mailed link."]
    assert "You said yes." in play.dm("ana")[0].plain_text()
    assert [name for name, _, _ in play.dm("ana")[0].buttons()] == ["crew:declined"]
    assert "Ana (captain) Miguel (crew)" in shown(play.guest_page().text)


def test_looking_at_the_link_changes_nothing(play: Play) -> None:
    import httpx

    play.book()
    link = str(play.mails_to("miguel")[0].link)
    for method in ("GET", "HEAD", "GET"):
        assert httpx.request(method, link, trust_env=False, verify=False).status_code == 200
    play.settle()
    assert answers(play) == {}


def test_a_change_of_mind_is_shown_and_rings_the_operator(play: Play) -> None:
    play.book()
    play.tap("ana")
    play.wait(minutes=5)
    play.tap("ana", "declined")

    assert answers(play)["ana"] == ("declined", "slack")
    assert play.thread()[-1] == "@Rowan Ashby Ana Reyes took the yes back, in Slack. The place is open."
    play.wait(minutes=5)
    play.tap("ana")
    assert play.thread()[-1] == "Ana Reyes can come after all, in Slack."


def test_a_double_click_is_one_answer(play: Play) -> None:
    play.book()
    call = play.dm("ana")[0]
    play.tap("ana", message=call, settle=False)
    play.tap("ana", message=call)
    assert play.thread().count("Ana Reyes said yes, in Slack.") == 1


def test_a_tap_that_arrives_after_a_later_answer_by_link_does_not_win(play: Play) -> None:
    play.book()
    play.tap("ana", settle=False)
    play.sandbox.clock.advance(dt.timedelta(minutes=1))
    play.answer_by_link("ana", "declined")

    assert answers(play)["ana"] == ("declined", "link")
    assert "You said you can't make it" in play.dm("ana")[0].plain_text()


def test_a_tap_on_an_old_message_after_a_move_confirms_nothing(play: Play) -> None:
    play.book()
    old = play.dm("ana")[0]
    play.move(start_date="2026-05-31", end_date="2026-05-31", start_time="14:00", end_time="17:00")
    play.tap("ana", message=old)

    assert answers(play) == {}
    newest = play.dm("ana")[-1]
    assert "That button was for an earlier time" in newest.plain_text()
    assert "Sun, May 31, call 1:00 PM" in newest.plain_text()
    play.tap("ana")
    assert answers(play)["ana"] == ("confirmed", "slack")


def test_a_link_mailed_before_a_move_confirms_nothing(play: Play) -> None:
    play.book()
    old = play.mails_to("miguel")[0]
    play.move(start_date="2026-05-31", end_date="2026-05-31")
    page = play.answer_by_link("miguel", mail=old)
    assert "no longer stands" in page.text
    assert answers(play) == {}
    play.answer_by_link("miguel")
    assert answers(play)["miguel"] == ("confirmed", "link")


def test_somebody_else_cannot_press_a_button_of_anas(play: Play) -> None:
    play.book()
    call = play.dm("ana")[0]
    june = play.person(str(SLACK_USERS["june"]))
    june.click(call, "crew:confirmed", stale=True)
    play.settle()
    assert answers(play) == {}
