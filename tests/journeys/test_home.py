"""The Home tab: what needs a person, the fortnight, one's own charters; drawn when opened and when they change."""

import json
import time
from typing import Any

import pytest

from bot.adapters.slack_chat import SlackChat
from contracts.jobs import DrawHome
from sandbox import cast
from sandbox.functions import Function
from tests.journeys.play import LEE, ROWAN, SLACK_USERS, Play, booking_text
from tests.journeys.raw import SlackWire
from tests.journeys.requests import counted, old_charters

ANA, JUNE, PIA = (str(SLACK_USERS[who]) for who in ("ana", "june", "pia"))


def words(play: Play, user: str = ROWAN, *, opened: bool = True) -> str:
    """What stands on somebody's Home, after opening it unless told otherwise."""
    if opened:
        assert play.person(user).open_home().ok
        play.settle()
    home = play.person(user).home
    assert home is not None
    return home.plain_text()


def table(play: Play) -> str:
    return play.sandbox.aws.known("ChartersTable", "Ref")


def test_an_operator_sees_the_fortnight_by_day(play: Play) -> None:
    play.book()
    play.tap("ana")
    shown = words(play)
    assert shown.startswith("[New charter]\nSan Diego time\nNothing needs you right now.\nThe next 14 days\n")
    assert "Sat, May 30\n1:00–4:00 PM · JADA · Marisol, party of 6\nAna yes · Miguel asked\n[Open]" in shown
    assert shown.count("San Diego time") == 1
    assert "Vega" not in shown


def test_only_the_next_fourteen_days_are_shown(play: Play) -> None:
    play.book(booking_text(day="Jun 2, 2026"))
    play.book(booking_text("lnfcqtx", day="Jun 3, 2026"), captain="tomas", crew=["june"])
    shown = words(play)
    assert "Tue, Jun 2" in shown
    assert "Jun 3" not in shown


def test_a_charter_under_way_stands_under_today(play: Play) -> None:
    play.book(booking_text(day="May 30, 2026", start="6:00 PM", end="10:00 AM", end_day="May 31, 2026"))
    play.at(2026, 5, 31, 8, 0)
    assert "Today, Sun, May 31\n6:00 PM → Sun, May 31, 10:00 AM · JADA" in words(play)
    play.at(2026, 5, 31, 10, 0)
    assert "JADA ·" not in words(play)


def test_a_cancelled_charter_stays_visible_as_such(play: Play) -> None:
    play.book()
    play.cancel()
    assert "1:00–4:00 PM · JADA · cancelled · Marisol, party of 6" in words(play)


def test_what_needs_a_person_stands_on_top_and_says_what_to_do(play: Play) -> None:
    play.book()
    play.tap("ana", "declined")
    shown = words(play)
    assert "This needs you\nJADA · Sat, May 30 · 1:00–4:00 PM · KWBZPGD\n• Ana can't make it." in shown
    assert "Miguel has not answered" not in shown
    play.wait(days=1, hours=1)
    assert "• Miguel has not answered since Wed, May 20. Call, or ask somebody else." in words(play)


def test_a_place_is_urgent_inside_48_hours(play: Play) -> None:
    play.book(booking_text(day="May 22, 2026", start="9:00 AM", end="12:00 PM"), crew=[])
    shown = words(play)
    assert "• Ana has not answered since 10:00 AM." in shown
    assert "• Nobody is crew yet. Put somebody on." in shown


def test_somebody_reached_in_slack_alone_is_not_called_unreached(play: Play) -> None:
    play.book(captain="ana", crew=["pia"])
    assert "Ana asked · Pia asked" in words(play)


def test_somebody_no_way_leads_to_is_named(play: Play) -> None:
    original = SlackChat.post

    def refused(self: SlackChat, channel: str, *rest: Any, **more: Any) -> Any:
        from bot.domain.errors import Fatal

        if channel == PIA:
            raise Fatal("Slack", "account_inactive")
        return original(self, channel, *rest, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SlackChat, "post", refused)
        play.book(captain="ana", crew=["pia"])
        play.wait(minutes=5)
    shown = words(play)
    assert "• Pia was not reached. Please call." in shown
    assert "Pia not reached" in shown


def test_a_failing_step_is_told_with_its_reference_and_tried_again_from_there(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    invoke = Function.invoke

    def calendar_is_down(function: Function, event: Any) -> Any:
        if function.name == "calendar" and event["routeKey"].startswith("POST"):
            return {"statusCode": 503, "headers": {}, "body": ""}
        return invoke(function, event)

    with monkeypatch.context() as patch:
        patch.setattr(Function, "invoke", calendar_is_down)
        play.book()
    trouble = play.docket().step("calendar").trouble
    assert trouble is not None
    shown = words(play)
    assert "• The calendar did not answer; the rest is done. I try again at 10:01 AM; to try at once, write" in shown
    assert f"ref {trouble.reference}" in shown
    assert "↻ Calendar" in shown
    home = play.person(ROWAN).home
    assert home is not None
    play.person(ROWAN).click(home, "charter:retry", "KWBZPGD")
    play.settle()
    assert "Nothing needs you right now." in words(play, opened=False)


def test_blocked_days_and_other_entries_stand_beside_the_charters(play: Play) -> None:
    entry = {"crew": [], "captain": None}
    play.api("POST", "/calendar", entry | {"date": "2026-05-25", "event_name": "Owner aboard & guests"})
    long = {"start_at": "2026-05-15T15:00:00Z", "end_at": "2026-05-22T01:00:00Z"}
    play.api("POST", "/calendar", entry | {"date": "2026-05-15", "event_name": "Haul-out"} | long)
    short = {"start_at": "2026-05-30T15:00:00Z", "end_at": "2026-05-30T17:30:00Z"}
    play.api("POST", "/calendar", entry | {"date": "2026-05-30", "event_name": "Sail maker"} | short)
    play.book()
    shown = words(play)
    assert "Today, Wed, May 20\n▪ Haul-out, all day, until Thu, May 21\nTomorrow, Thu, May 21\n▪ Haul-out" in shown
    assert "Mon, May 25\n▪ Owner aboard & guests, all day" in shown
    assert "Sat, May 30\n▪ Sail maker, 8:00–10:30 AM\n1:00–4:00 PM · JADA" in shown
    assert "Charter - 3 hours" not in shown


def test_without_the_calendar_it_is_drawn_all_the_same_and_says_so(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    play.book()
    invoke = Function.invoke
    down = {"statusCode": 503, "headers": {}, "body": ""}
    monkeypatch.setattr(Function, "invoke", lambda f, event: down if f.name == "calendar" else invoke(f, event))
    shown = words(play)
    assert "The calendar did not answer: blocked days and other entries are missing here." in shown
    assert "JADA · Marisol" in shown


def test_crew_see_their_own_charters_the_call_first_and_answer_there(play: Play) -> None:
    extra = "You earn: $812.60\nPhone: (619) 555-0142\nSpecial requests: proposal at sunset\n"
    play.book(booking_text(extra=extra))
    play.book(booking_text("lnfcqtx", day="May 28, 2026", guest="Quentin Ash"), captain="tomas", crew=["june"])
    shown = words(play, ANA)
    assert shown.startswith("You are on\nJADA: Sat, May 30, call 12:00 PM\n")
    assert "Marisol, party of 6" in shown
    for fact in ("Vega", "812.60", "555", "proposal", "Quentin", "LNFCQTX", "New charter"):
        assert fact not in shown
    home = play.person(ANA).home
    assert home is not None
    assert play.person(ANA).click(home, "crew:confirmed", "KWBZPGD|1").ok
    play.settle()
    assert {answer["crew_id"]: answer["via"] for answer in play.event()["answers"]} == {"ana": "slack"}
    again = words(play, ANA, opened=False)
    assert "You said yes." in again
    assert "[Confirm availability]" not in again


def test_the_next_charter_comes_first_and_the_cancelled_one_says_not_to_come(play: Play) -> None:
    play.book()
    play.book(booking_text("lnfcqtx", day="May 24, 2026"))
    shown = words(play, ANA)
    assert shown.index("May 24") < shown.index("May 30")
    play.cancel("LNFCQTX")
    assert "CANCELLED: JADA, Sun, May 24, 1:00 PM. Please do not come." in words(play, ANA, opened=False)


def test_a_crew_member_without_a_charter_and_a_stranger_get_a_sentence(play: Play) -> None:
    assert "You are on no charter in the next three weeks, June." in words(play, JUNE)
    play.sandbox.slack.add_user("U0STRANGER", "Sam Stranger")
    assert "Hello! I look after the charters of JADA. You are not on the crew list yet" in words(play, "U0STRANGER")


def test_an_operator_who_sails_too_sees_both(play: Play) -> None:
    body = {"name": "Lee Marchetti", "roles": ["captain"], "slack_user": LEE, "crew_id": "lee"}
    assert play.api("PUT", "/roster/lee", body).status_code == 200
    play.settle()
    play.book(captain="lee")
    shown = words(play, LEE)
    assert "[New charter]" in shown
    assert "You are on\nJADA: Sat, May 30, call 12:00 PM" in shown
    assert "The next 14 days\nSat, May 30\n1:00–4:00 PM · JADA · Marisol, party of 6" in shown


def test_it_is_drawn_again_when_an_answer_changes_it(play: Play) -> None:
    play.book()
    assert "Ana asked" in words(play)
    play.tap("ana")
    assert "Ana yes · Miguel asked" in words(play, opened=False)
    play.move(start_date="2026-05-31", end_date="2026-05-31")
    assert "Sun, May 31\n1:00–4:00 PM · JADA · Marisol, party of 6\nAna asked · Miguel asked" in words(
        play, opened=False
    )


def test_a_new_charter_and_time_itself_draw_it_again(play: Play) -> None:
    assert "Nothing is booked." in words(play)
    play.book()
    assert "Marisol" in words(play, opened=False)
    play.at(2026, 5, 28, 13, 1)
    assert "• Ana has not answered since Wed, May 20." in words(play, opened=False)


def test_what_begins_to_need_a_person_by_time_alone_draws_it_again(play: Play) -> None:
    play.at(2026, 5, 28, 9, 0)
    play.book(crew=[])
    play.tap("ana")
    assert "Nothing needs you right now." in words(play)
    play.at(2026, 5, 28, 13, 1)
    assert "• Nobody is crew yet. Put somebody on." in words(play, opened=False)


def test_who_was_taken_off_sees_it_on_the_home_too(play: Play) -> None:
    play.book()
    assert "May 30" in words(play, ANA)
    play.reassign(("tomas", "captain"), ("miguel", "crew"))
    assert "You are on no charter" in words(play, ANA, opened=False)


def test_a_run_that_changes_nothing_and_a_home_nobody_opened_draw_nothing(play: Play) -> None:
    play.book()
    words(play)
    with counted(table(play)) as seen:
        play.person(ROWAN).command("/charter retry KWBZPGD", cast.CHANNEL)
        play.settle()
        play.wait(minutes=30)
    assert "views.publish" not in seen.slack
    assert play.person(ANA).home is None


def test_a_home_opened_more_than_a_week_ago_is_left_alone(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.adapters.dynamo_season.VIEWER_KEPT_SECONDS", -1)
    assert "Nothing is booked." in words(play)
    play.book()
    assert "Nothing is booked." in words(play, opened=False)


def test_many_wishes_at_once_are_drawn_once(play: Play) -> None:
    words(play)
    late = DrawHome(user_id=ROWAN, wanted_seconds=time.time() - 60)
    record = {"messageId": "m", "body": late.model_dump_json(), "attributes": {"ApproximateReceiveCount": "1"}}
    with counted(table(play)) as seen:
        for _ in range(10):
            play.sandbox.functions["worker"].invoke({"Records": [record]})
    assert (seen.slack, seen.table) == ([], ["GetItem"] * 10)


def test_a_rate_limit_is_waited_for_and_a_refusal_is_logged_and_stops_nothing(
    play: Play, caplog: pytest.LogCaptureFixture
) -> None:
    play.sandbox.slack.fail_next("views.publish", "ratelimited", retry_after=1)
    assert "Nothing is booked." in words(play)
    play.sandbox.slack.fail_next("views.publish", "not_enabled")
    play.book()
    assert "✓ Crew asked" in play.channel()[0].plain_text()
    assert not play.sandbox.crashes
    [line] = [record for record in caplog.records if record.getMessage() == "a Home tab could not be drawn"]
    assert len(str(line.__dict__["ref"])) == 6


def test_a_fault_in_following_never_stops_a_run(
    play: Play, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from bot.adapters.dynamo_season import DynamoSeason

    def away(_: object) -> None:
        raise ConnectionError("the table is away")

    monkeypatch.setattr(DynamoSeason, "viewers", away)
    play.book()
    assert "✓ Crew asked" in play.channel()[0].plain_text()
    assert not play.sandbox.crashes
    assert "Home tabs not drawn again" in caplog.text


def test_the_button_for_a_new_charter_opens_the_paste_box(play: Play) -> None:
    words(play)
    home = play.person(ROWAN).home
    assert home is not None
    opened = play.person(ROWAN).click(home, "home_new")
    assert opened.view is not None
    assert opened.view.callback_id == "charter:paste"


def test_a_charter_opens_in_a_modal_with_everything_operators_may_read(play: Play) -> None:
    play.book(booking_text(extra="You earn: $812.60"))
    words(play)
    home = play.person(ROWAN).home
    assert home is not None
    opened = play.person(ROWAN).click(home, "home_open", "KWBZPGD")
    assert opened.view is not None
    for fact in ("KWBZPGD", "Marisol Vega", "$812.60", "Its message with all buttons is here."):
        assert fact in opened.view.plain_text()


def test_what_is_refused_on_a_home_is_said_over_it(play: Play) -> None:
    """A Home of an operator who is one no longer still shows the buttons."""
    play.book()
    words(play)
    wire, home = SlackWire(play), play.person(JUNE)
    words(play, JUNE)
    trigger = play.sandbox.slack.workspace.screens.new_trigger(JUNE)
    for action_id in ("home_new", "home_open"):
        action = {"type": "button", "action_id": action_id, "block_id": "b", "value": "KWBZPGD"}
        trigger = play.sandbox.slack.workspace.screens.new_trigger(JUNE)
        payload = {
            "type": "block_actions",
            "user": {"id": JUNE, "name": "june"},
            "team": {"id": "T1"},
            "view": {"type": "home", "id": "V1"},
            "trigger_id": trigger,
            "actions": [action],
        }
        assert wire.interact(payload).status_code == 200
        assert "Only the boat's operators can do this." in home.views[-1].plain_text()


@pytest.mark.parametrize(
    "event",
    [
        {"type": "app_home_opened"},
        {"type": "app_home_opened", "tab": "messages", "user": ROWAN},
        {"type": "app_home_opened", "tab": "home"},
        {"type": "app_home_opened", "tab": "home", "user": None},
        {"type": "app_home_opened", "tab": "home", "user": "<script>"},
        {"type": "app_home_opened", "tab": "home", "user": {"id": ROWAN}},
    ],
)
def test_odd_events_draw_nothing_and_fail_nothing(play: Play, event: dict[str, Any]) -> None:
    body = json.dumps({"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": event})
    assert SlackWire(play).post(body, content_type="application/json").status_code == 200
    play.settle()
    assert play.person(ROWAN).home is None
    assert not play.sandbox.crashes


def test_an_event_delivered_again_is_one_drawing(play: Play) -> None:
    event = {"type": "app_home_opened", "tab": "home", "user": ROWAN}
    body = json.dumps({"type": "event_callback", "team_id": "T1", "event_id": "Ev77", "event": event})
    with counted(table(play)) as seen:
        for _ in range(3):
            assert SlackWire(play).post(body, content_type="application/json").status_code == 200
        play.settle()
    assert seen.slack.count("views.publish") == 1


def test_opening_it_costs_slack_one_write_and_one_message(play: Play) -> None:
    with counted(table(play)) as seen:
        play.person(ROWAN).open_home()
    assert (seen.table, seen.sent, seen.slack) == (["UpdateItem"], 1, [])


def test_drawing_costs_what_is_shown_not_what_is_on_file(play: Play) -> None:
    play.book()
    words(play)
    with counted(table(play)) as before:
        words(play)
    old_charters(play.sandbox.aws.dynamodb, table(play), "KWBZPGD", 300)
    with counted(table(play)) as after:
        words(play)
    assert after.table == before.table
    assert after.rows == before.rows == 2  # the charter, and the draft it was booked from
    assert after.table.count("Query") <= 3
