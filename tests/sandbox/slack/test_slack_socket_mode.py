"""Socket Mode: slack_sdk's own client and the sandbox's bridge to the bot, over real WebSockets."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import websockets.sync.server
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from werkzeug.wrappers import Request, Response

from sandbox.other_slack import NoConnection
from sandbox.slack import LocalSlack, Person
from sandbox.slack.http_door import HttpDoor
from sandbox.slack.socket_door import SocketDoor
from sandbox.socket_mode import SocketMode
from tests.sandbox.slack.conftest import StubBot
from tests.sandbox.slack.test_slack_delivery import modal, says
from tests.sandbox.slack.test_slack_web_api import refusal

APP_TOKEN = "xapp-1-sandbox"
OWN_SECRET = "known to this machine only"


@pytest.fixture
def slack(serve: Any) -> LocalSlack:
    """On real time: the signatures of the bridge are made by the real clock."""
    local = LocalSlack(bot_token="xoxb-sandbox", signing_secret="Slack's own")
    local.base_url = serve(local.wsgi_app)
    local.add_user("UROWAN", "Rowan", "rowan@example.com")
    local.add_channel("CCHARTERS", "charters", ["UROWAN"])
    return local


@pytest.fixture
def door(slack: LocalSlack) -> Iterator[SocketDoor]:
    opened = slack.listen(APP_TOKEN)
    yield opened
    opened.close()


@pytest.fixture
def bot(serve: Any) -> StubBot:
    stub = StubBot()
    stub.url = serve(stub) + "/slack/events"  # type: ignore[attr-defined]
    return stub


@pytest.fixture
def bridge(slack: LocalSlack, door: SocketDoor, bot: Any) -> Iterator[SocketMode]:
    to_bot = HttpDoor(OWN_SECRET, time.time, url=bot.url)
    connected = SocketMode(APP_TOKEN, f"{slack.base_url}/slack/api/", to_bot)
    connected.open()
    yield connected
    connected.close()


def test_everything_reaches_the_bot_as_signed_http(
    slack: LocalSlack, rowan: Person, bridge: SocketMode, bot: Any
) -> None:
    client = WebClient(token="xoxb-sandbox", base_url=f"{slack.base_url}/slack/api/")

    def opens_a_modal(request: Request) -> Response:
        client.views_open(trigger_id=request.form["trigger_id"], view=modal())
        return Response()

    bot.answer = opens_a_modal
    opened = rowan.command("/charter new", "CCHARTERS")
    assert (opened.ok, opened.view.title) == (True, "Charter")
    bot.answer = says({"response_action": "errors", "errors": {"note": "Too vague."}})
    assert rowan.submit(opened.view, {"note": "hm"}).errors == {"note": "Too vague."}
    bot.answer = says("")
    assert rowan.submit(opened.view).view is None
    assert rowan.shortcut("charter_new").ok
    assert rowan.open_home().ok
    assert [request.mimetype.rpartition("/")[2] for request in bot.requests] == [
        *["x-www-form-urlencoded"] * 4,
        "json",
    ]
    verifier = SignatureVerifier(OWN_SECRET)
    for request, body in zip(bot.requests, bot.bodies, strict=True):
        assert verifier.is_valid_request(body, dict(request.headers))
    assert slack.faults == []


@pytest.mark.parametrize("body", ["Nothing on file.", {"text": "Nothing on file."}])
def test_words_come_back_with_the_acknowledgement(
    slack: LocalSlack, rowan: Person, bridge: SocketMode, bot: Any, body: object
) -> None:
    bot.answer = says(body)
    assert rowan.command("/charter list", "CCHARTERS").message == "Nothing on file."
    assert slack.faults == []


def test_what_the_bot_does_not_take_is_not_acknowledged(
    slack: LocalSlack, rowan: Person, bridge: SocketMode, bot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.slack.socket_door.DEADLINE_SECONDS", 0.3)
    bot.answer = lambda request: Response(status=200 if "X-Slack-Retry-Num" in request.headers else 500)
    assert rowan.command("/charter list", "CCHARTERS").message == '/charter failed with the error "operation_timeout"'
    bot.requests.clear()
    assert rowan.open_home().ok
    assert [request.headers.get("X-Slack-Retry-Num") for request in bot.requests] == [None, "1"]
    assert bot.requests[1].headers["X-Slack-Retry-Reason"] == "http_timeout"


def test_it_connects_anew_when_slack_asks_for_it(
    slack: LocalSlack, rowan: Person, door: SocketDoor, bridge: SocketMode, bot: Any
) -> None:
    bot.answer = says("Here.")
    first = door.connection_count
    door.refresh()
    door.await_connection(first + 1, seconds=10)
    assert rowan.command("/charter help", "CCHARTERS").message == "Here."
    assert slack.faults == []


def test_it_connects_anew_when_the_network_breaks(
    slack: LocalSlack, rowan: Person, door: SocketDoor, bridge: SocketMode, bot: Any
) -> None:
    bot.answer = says("Here.")
    first = door.connection_count
    door.drop()
    door.await_connection(first + 1, seconds=20)
    assert rowan.command("/charter help", "CCHARTERS").message == "Here."


def test_without_a_bot_a_person_sees_that_nothing_came(slack: LocalSlack, rowan: Person, door: SocketDoor) -> None:
    outcome = rowan.command("/charter help", "CCHARTERS")
    assert outcome.message == '/charter failed with the error "dispatch_failed"'
    assert slack.faults == ["/charter help: no bot is connected"]


@pytest.mark.parametrize(
    ("token", "error"),
    [("xoxb-sandbox", "not_allowed_token_type"), ("xapp-2-other", "invalid_auth"), (APP_TOKEN, None)],
)
def test_only_the_app_s_token_opens_a_connection(
    slack: LocalSlack, door: SocketDoor, token: str, error: str | None
) -> None:
    client = WebClient(base_url=f"{slack.base_url}/slack/api/")
    if error is None:
        assert client.apps_connections_open(app_token=token)["url"].startswith("ws://127.0.0.1:")
    else:
        assert refusal(lambda: client.apps_connections_open(app_token=token))["error"] == error


def test_a_refused_token_is_one_sentence(slack: LocalSlack, door: SocketDoor, bot: Any) -> None:
    refused = SocketMode("xapp-2-other", f"{slack.base_url}/slack/api/", HttpDoor(OWN_SECRET, float, url=bot.url))
    try:
        with pytest.raises(NoConnection, match=r"refused the app's token \(invalid_auth\).*connections:write"):
            refused.open()
    finally:
        refused.close()


def test_a_slack_that_never_says_hello_is_waited_for_no_longer_than_that(
    serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sandbox.socket_mode.CONNECT_SECONDS", 0.5)
    silent = websockets.sync.server.serve(lambda connection: list(connection), "127.0.0.1", 0)
    listening = threading.Thread(target=silent.serve_forever)
    listening.start()
    url = f"ws://127.0.0.1:{silent.socket.getsockname()[1]}"
    opens = serve(lambda environ, start: Response(json.dumps({"ok": True, "url": url}))(environ, start))
    waiting = SocketMode(APP_TOKEN, f"{opens}/api/", HttpDoor(OWN_SECRET, float))
    try:
        with pytest.raises(NoConnection, match="did not say hello"):
            waiting.open()
    finally:
        waiting.close()
        silent.shutdown()
        listening.join()


def test_a_slack_that_is_not_there_is_one_sentence() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        nowhere = SocketMode(APP_TOKEN, f"http://127.0.0.1:{free.getsockname()[1]}/api/", HttpDoor(OWN_SECRET, float))
        with pytest.raises(NoConnection, match="did not answer"):
            nowhere.open()
        nowhere.close()


def test_a_ticket_is_good_once(door: SocketDoor) -> None:
    url = door.new_url()
    with connect(url, proxy=None) as connection:
        assert json.loads(connection.recv())["type"] == "hello"
        with pytest.raises(InvalidStatus):
            connect(url, proxy=None)


def test_two_people_at_once_get_their_own_answers(
    slack: LocalSlack, rowan: Person, bridge: SocketMode, bot: Any
) -> None:
    both_there = threading.Barrier(2, timeout=5)

    def answer(request: Request) -> Response:
        both_there.wait()
        return Response(f"For {request.form['user_name']}.")

    bot.answer = answer
    lee = slack.add_user("ULEE", "Lee")
    slack.add_channel("CCHARTERS", "charters", ["UROWAN", "ULEE"])
    heard: dict[str, str | None] = {}
    threads = [
        threading.Thread(
            target=lambda who=who: heard.update({who.name: who.command("/charter x", "CCHARTERS").message})
        )
        for who in (rowan, lee)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == {"Rowan": "For rowan.", "Lee": "For lee."}
