"""Who is given which calendar address, where, and what ends it."""

import re

import httpx
import pytest

from bot.adapters.dynamo_feeds import DynamoFeeds
from bot.domain.charter import SlackUser
from bot.domain.feeds import Feed, operator_feed
from sandbox.functions import Function
from sandbox.slack.models import View
from sandbox.slack.people import Outcome
from tests.journeys.play import LEE, ROWAN, SLACK_USERS, Play, booking_text
from tests.journeys.requests import counted
from tests.journeys.tampering import press
from tests.journeys.test_feeds import read
from tests.journeys.test_roster_in_slack import opened, save

ANA = str(SLACK_USERS["ana"])
FEED = re.compile(r"https?://\S+/calendar/feed/\S+\.ics")


def asked(play: Play, user: str) -> View:
    outcome = command(play, user)
    assert outcome.view is not None, outcome
    play.settle()
    return outcome.view


def command(play: Play, user: str) -> Outcome:
    """Operators in the channel, others in their messages with the bot."""
    place = "C0CHARTERS" if user in (ROWAN, LEE) else play.sandbox.slack.workspace.open_dm(user).id
    return play.person(user).command("/charter calendar", place)


def addresses(view: View) -> list[str]:
    return [str(block["element"]["initial_value"]) for block in view.blocks if block["type"] == "input"]


def address(play: Play, user: str) -> str:
    [found] = addresses(asked(play, user))
    return found


def renewed(play: Play, user: str) -> str:
    outcome = play.person(user).click(asked(play, user), "calendar:new_address")
    assert outcome.view is not None, outcome
    assert "This is the new address" in outcome.view.plain_text()
    play.settle()
    [found] = addresses(outcome.view)
    return found


def mailed(play: Play, crew_id: str) -> str:
    [found] = FEED.findall(play.mails_to(crew_id)[-1].text)
    return found


def status(url: str) -> int:
    return httpx.get(url, trust_env=False, verify=False).status_code


def feeds(play: Play) -> DynamoFeeds:
    charters = play.charters()
    return DynamoFeeds(charters.client, charters.table)


def test_the_mailed_address_shows_ones_own_charters(play: Play) -> None:
    play.book()
    play.book(booking_text("lnfcqtx", day="Jun 6, 2026"), captain="tomas", crew=["june"])
    for mail in (play.mails_to("ana")[-1], play.mails_to("miguel")[-1]):
        assert FEED.findall(mail.text)[0] in mail.html
    assert set(read(play, mailed(play, "ana"))) == {"KWBZPGD"}
    assert mailed(play, "ana") != mailed(play, "miguel")


def test_slack_gives_a_crew_member_the_same_address_as_the_mail(play: Play) -> None:
    play.book()
    assert address(play, ANA) == mailed(play, "ana")


def test_an_operator_gets_everything_and_only_the_asker_sees_it(play: Play) -> None:
    play.book()
    view = asked(play, ROWAN)
    [url] = addresses(view)
    assert "Everything on the calendar" in view.plain_text()
    assert set(read(play, url)) == {"KWBZPGD"}
    assert [url] == addresses(asked(play, ROWAN))
    assert address(play, LEE) != url
    secret = url.rpartition("-")[2]
    for words in (*play.thread(), *(message.plain_text() for message in play.channel())):
        assert secret not in words


@pytest.mark.parametrize("user", [ROWAN, ANA])
def test_a_new_address_ends_the_old_one_and_nobody_elses(play: Play, user: str) -> None:
    play.book()
    before, others = address(play, user), [address(play, LEE), mailed(play, "miguel")]
    after = renewed(play, user)
    assert [status(url) for url in (before, after, *others)] == [404, 200, 200, 200]
    assert address(play, user) == after
    if user == ANA:
        play.wait(days=1, hours=1)
        assert mailed(play, "ana") == after


def test_nobody_renews_the_address_of_somebody_else(play: Play) -> None:
    play.book()
    theirs = mailed(play, "miguel")
    view = asked(play, ANA)
    pressed = press(play, view, "calendar:new_address", "crew-miguel", ANA)
    assert pressed.view is not None
    assert "not an address of yours" in pressed.view.plain_text()
    play.settle()
    assert status(theirs) == 200


def test_a_stranger_is_told_that_there_is_none(play: Play) -> None:
    play.sandbox.slack.add_user("U0ZED", "Zed")
    outcome = command(play, "U0ZED")
    assert outcome.view is None
    assert "Only the boat's operators and the people on its crew list" in str(outcome.message)


def test_another_mail_address_or_a_leave_ends_the_feed(play: Play) -> None:
    play.book()
    first = mailed(play, "miguel")
    save(play, opened(play, "miguel"), email="miguel.new@example.com")
    assert status(first) == 404
    [second] = {feed.secret for feed in feeds(play).every() if feed.feed_id == "crew-miguel"}
    assert second not in first
    play.wait(days=1, hours=1)
    sent = [mail for mail in play.sandbox.mails if mail.to == "miguel.new@example.com"][-1]
    [url] = FEED.findall(sent.text)
    assert set(read(play, url)) == {"KWBZPGD"}
    put = play.api("GET", "/roster").json()["members"]
    miguel = next(member for member in put if member["crew_id"] == "miguel")
    for active, held in ((False, 0), (True, 1)):
        play.api("PUT", "/roster/miguel", {**miguel, "active": active})
        play.settle()
        assert sum(feed.feed_id == "crew-miguel" for feed in feeds(play).every()) == held
        assert status(url) == 404


def test_who_is_no_operator_any_more_reads_nothing(play: Play) -> None:
    """As after a deployment with fewer operators."""
    left = operator_feed(SlackUser("U0LEFT"))
    assert feeds(play).save(left, None)
    secret_opens = {"secret_hash": "0" * 64}
    assert play.api("PUT", f"/calendar/feeds/{left.feed_id}", secret_opens).status_code == 204
    play.sandbox.tick()
    play.settle()
    assert not [feed for feed in feeds(play).every() if feed.operator == "U0LEFT"]
    table = play.sandbox.aws.known("CalendarTable", "Ref")
    key = {"pk": {"S": f"FEED#{left.feed_id}"}, "sk": {"S": "FEED"}}
    assert "Item" not in play.sandbox.aws.dynamodb.get_item(TableName=table, Key=key)


@pytest.mark.parametrize("away", ["calendar", "scc"])
def test_an_address_waits_for_a_system_that_is_away(play: Play, monkeypatch: pytest.MonkeyPatch, away: str) -> None:
    invoke = Function.invoke

    def is_down(function: Function, event: object) -> object:
        if function.name == away:
            return {"statusCode": 503, "body": ""}
        return invoke(function, event)

    with monkeypatch.context() as patch:
        patch.setattr(Function, "invoke", is_down)
        view = asked(play, ROWAN)
        [url] = addresses(view)
    play.wait(minutes=1)
    assert status(url) == 200
    play.wait(minutes=1)
    assert all(feed.reached for feed in feeds(play).every())
    assert not play.charters().roster_is_wanted()


def test_a_lost_hint_is_found_by_the_tick(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.adapters.sqs_jobs import SqsJobs

    def lost(*_: object) -> None:
        raise ConnectionError("the queue is away")

    with monkeypatch.context() as patch:
        patch.setattr(SqsJobs, "roster_changed", lost)
        [url] = addresses(asked(play, ROWAN))
    assert status(url) == 404
    play.wait(minutes=1)
    assert status(url) == 200


@pytest.mark.parametrize("user", [ROWAN, ANA])
def test_asking_and_renewing_ask_little_of_the_world(play: Play, user: str) -> None:
    table = play.sandbox.aws.known("ChartersTable", "Ref")
    with counted(table) as opening:
        outcome = command(play, user)
    assert outcome.view is not None
    with counted(table) as renewing:
        play.person(user).click(outcome.view, "calendar:new_address")
    for asked_for in (opening, renewing):
        assert len(asked_for.table) <= 4
        assert len(asked_for.slack) == 1
        assert asked_for.sent <= 1


def test_no_log_holds_an_address(play: Play, caplog: pytest.LogCaptureFixture) -> None:
    for name in ("bot", "services", "sandbox", "httpx", "httpcore"):
        caplog.set_level("DEBUG" if name in ("bot", "services") else "INFO", logger=name)
    play.book()
    read(play, mailed(play, "ana"))
    renewed(play, ROWAN)
    ours = [record for record in caplog.records if record.name.startswith(("bot", "services", "sandbox"))]
    logged = "\n".join(str(record.__dict__) for record in ours)
    secrets: list[Feed] = list(feeds(play).every())
    assert len(secrets) > 2
    for feed in secrets:
        assert feed.secret not in logged
