"""The page's server side: what it shows to whom, what it does for whom, and whom it turns away."""

import base64
import datetime as dt
import json
import threading
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from sandbox import cast
from sandbox.play import menus
from sandbox.play.page import open_page
from sandbox.slack.models import Message, View
from sandbox.world import Sandbox
from tests.sandbox import standin

ROWAN, ANA = "U0OPROWAN", "U0ANA"


@pytest.fixture(scope="module", autouse=True)
def _served(started: Sandbox) -> None:
    open_page(started)


@pytest.fixture
def heard(world: Sandbox) -> Iterator[list[Any]]:
    """What the bot hears. It answers with 200 and nothing, unless a test says otherwise."""
    world.slack.events_url = f"{world.url}/open"
    standin.acts["web"] = lambda event: {"statusCode": 200}
    yield standin.calls["web"]
    world.slack.events_url = f"{world.url}/slack/events"


def see(world: Sandbox, player: str = ROWAN, after: int = 0) -> Any:
    with httpx.Client(trust_env=False, verify=False, timeout=30) as browser:
        return browser.get(f"{world.url}/play/events", params={"player": player, "after": after}).json()


def do(world: Sandbox, name: str, headers: dict[str, str] | None = None, **deed: Any) -> httpx.Response:
    with httpx.Client(trust_env=False, verify=False) as browser:
        return browser.post(f"{world.url}/play/{name}", json=deed, headers=headers or {"Origin": world.url})


def get(world: Sandbox, path: str, **headers: str) -> httpx.Response:
    with httpx.Client(trust_env=False, verify=False) as browser:
        return browser.get(world.url + path, headers=headers)


def modal(world: Sandbox, *blocks: dict[str, Any]) -> View:
    screens = world.slack.workspace.screens
    plain = {"type": "plain_text", "text": "Try"}
    return screens.open(
        screens.new_trigger(ROWAN), {"type": "modal", "title": plain, "submit": plain, "blocks": list(blocks)}
    )


def field(block_id: str, **element: Any) -> dict[str, Any]:
    label = {"type": "plain_text", "text": block_id}
    element = {"type": "plain_text_input", "action_id": "value", **element}
    return {"type": "input", "block_id": block_id, "label": label, "element": element, "dispatch_action": True}


# Whom it turns away


@pytest.mark.parametrize("path", ["/", "/play", "/play/static/app.js", "/play/static/style.css"])
def test_the_page_loads_nothing_from_elsewhere(world: Sandbox, path: str) -> None:
    answer = get(world, path)
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1.evil.example"])
def test_another_hosts_name_is_turned_away(world: Sandbox, host: str) -> None:
    assert get(world, "/", Host=host).status_code == 403
    assert get(world, "/play/events", Host=host).status_code == 403
    refused = do(world, "say", {"Host": host, "Origin": f"http://{host}"}, player=ROWAN, channel=cast.CHANNEL, text="x")
    assert refused.status_code == 403
    assert world.slack.messages(cast.CHANNEL) == []


@pytest.mark.parametrize("headers", [{"X": "no origin"}, {"Origin": "http://evil.example"}, {"Origin": "null"}])
def test_a_deed_of_another_site_is_not_done(world: Sandbox, headers: dict[str, str]) -> None:
    answer = do(world, "say", headers, player=ROWAN, channel=cast.CHANNEL, text="x")
    assert answer.status_code == 403
    assert world.slack.messages(cast.CHANNEL) == []


@pytest.mark.parametrize(
    ("name", "deed", "status"),
    [
        ("fly", {}, 404),
        ("say", {"player": ROWAN}, 400),
        ("say", {"player": ROWAN, "channel": cast.CHANNEL, "text": "x", "more": 1}, 400),
        ("say", {"player": ANA, "channel": cast.CHANNEL, "text": "x"}, 409),
        ("say", {"player": "U0NOBODY", "channel": cast.CHANNEL, "text": "x"}, 409),
        ("say", {"player": "mail:miguel", "channel": cast.CHANNEL, "text": "x"}, 409),
        ("close", {"player": ROWAN, "view": "V0"}, 409),
        ("click", {"player": ROWAN, "channel": cast.CHANNEL, "ts": "1.0", "block_id": "b", "action_id": "a"}, 409),
    ],
)
def test_what_cannot_be_done_is_said_in_words(world: Sandbox, name: str, deed: dict[str, Any], status: int) -> None:
    answer = do(world, name, **deed)
    assert answer.status_code == status
    assert answer.json()["notice"]


@pytest.mark.parametrize("path", ["/play/static/..%2fpage.py", "/play/static/page.py", "/play/mail/0", "/play/x"])
def test_there_is_nothing_else(world: Sandbox, path: str) -> None:
    assert get(world, path).status_code == 404


# What it shows to whom


def test_no_secret_of_the_sandbox_is_in_the_picture(world: Sandbox) -> None:
    shown = json.dumps(see(world))
    secrets = world.secrets
    for secret in (secrets.bot_token, secrets.signing_secret, secrets.service_key, secrets.link_key):
        assert secret not in shown


def test_everybody_sees_their_own_places(world: Sandbox) -> None:
    assert [place["name"] for place in see(world)["places"]][:1] == ["charters"]
    assert [place["kind"] for place in see(world, ANA)["places"]] == ["dm"]
    miguel = see(world, "mail:miguel")
    assert miguel["places"] == []
    assert miguel["you"]["email"] == "miguel@example.com"
    roles = {person["name"]: person["role"] for person in miguel["people"]}
    assert roles["Rowan Ashby"] == "operator"
    assert roles["Ana Reyes"] == "captain"
    assert roles["Miguel Santos"] == "crew"


def test_a_picture_waits_for_something_new(world: Sandbox) -> None:
    before = see(world)
    got: list[Any] = []
    waiting = threading.Thread(target=lambda: got.append(see(world, after=before["revision"])))
    waiting.start()
    do(world, "say", player="U0OPLEE", channel=cast.CHANNEL, text="Fair winds")
    waiting.join()
    assert [message["text"] for message in got[0]["places"][0]["messages"]] == ["Fair winds"]
    assert got[0]["revision"] > before["revision"]


def test_a_message_keeps_the_time_at_which_it_was_written(world: Sandbox) -> None:
    morning = dt.datetime(2026, 5, 20, 17, 0, tzinfo=dt.UTC)
    world.clock.move_to(morning)
    do(world, "say", player=ROWAN, channel=cast.CHANNEL, text="early")
    world.clock.move_to(morning + dt.timedelta(days=3))
    do(world, "say", player=ROWAN, channel=cast.CHANNEL, text="late")
    picture = see(world)
    early, late = (message["at"] for message in picture["places"][0]["messages"])
    assert early - morning.timestamp() < 60
    assert 0 <= late - morning.timestamp() - 3 * 86400 < 60
    assert abs(picture["clock"]["now"] - late) < 60


def test_shortcuts_come_from_the_manifest_and_commands_from_the_help(
    world: Sandbox, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(menus, "MANIFEST", tmp_path / "manifest.json")
    assert see(world)["shortcuts"] == []
    shortcut = {"name": "Create charter", "type": "message", "callback_id": "charter:from", "description": "…"}
    (tmp_path / "manifest.json").write_text(json.dumps({"features": {"shortcuts": [shortcut]}}), encoding="utf-8")
    picture = see(world)
    assert picture["shortcuts"] == [{key: shortcut[key] for key in ("type", "name", "callback_id")}]
    assert {"words": "/charter new", "sentence": "paste a booking and make a charter of it"} in picture["commands"]


def test_a_mail_is_shown_where_it_can_do_nothing(world: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    from sandbox.mail import to_mail

    raw = (
        "To: miguel@example.com\nSubject: Can you crew?\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
        "<html><head><title>x</title></head><body><script>1</script><a href='/crew/confirm?token=a.b'>yes</a></body>"
    )
    monkeypatch.setattr(world.aws, "mails", lambda: [to_mail(raw)])
    assert [mail["to"] for mail in see(world)["mails"]] == ["miguel@example.com"]
    answer = get(world, "/play/mail/0")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups" in policy
    assert "allow-scripts" not in policy
    assert '<head><base target="_blank">' in answer.text


def test_a_mail_can_come_back(world: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    from sandbox.mail import to_mail

    mail = to_mail("To: miguel@example.com\nX-Charter-Notice: bk-x/miguel/call/1\n\nCan you crew?", "mail-1")
    monkeypatch.setattr(world.aws, "mails", lambda since=0: [mail][since:])
    assert do(world, "lost", mail=0).json() == {"ok": True}
    assert do(world, "lost", mail=1).status_code == 409
    assert do(world, "lost", mail=0, fate="eaten").status_code == 400
    world.settle()
    [said] = [call for call in standin.calls["notifier"] if "Sns" in call["Records"][0]]
    event = json.loads(said["Records"][0]["Sns"]["Message"])
    assert (event["eventType"], event["mail"]["messageId"]) == ("Bounce", "mail-1")
    assert event["bounce"]["bouncedRecipients"][0]["emailAddress"] == "miguel@example.com"


# What it does


def test_a_command_reaches_the_bot_and_its_answer_the_person(world: Sandbox, heard: list[Any]) -> None:
    standin.acts["web"] = lambda event: {"statusCode": 200, "body": "This is what I can do"}
    told = do(world, "command", player=ROWAN, channel=cast.CHANNEL, text="/charter help").json()
    assert told == {"ok": True, "errors": {}, "notice": None}
    assert "text=help" in base64.b64decode(heard[-1]["body"]).decode()
    assert [message["text"] for message in see(world)["ephemerals"]] == ["This is what I can do"]
    assert see(world, "U0OPLEE")["ephemerals"] == []


def test_a_bot_that_fails_is_told_as_slack_tells_it(world: Sandbox, heard: list[Any]) -> None:
    standin.acts["web"] = lambda event: {"statusCode": 500}
    told = do(world, "command", player=ROWAN, channel=cast.CHANNEL, text="/charter new").json()
    assert told["notice"] == '/charter failed with the error "dispatch_failed"'
    view = modal(world, field("guests"))
    told = do(world, "submit", player=ROWAN, view=view.id, values={"guests": "6"}).json()
    assert told["notice"] == "We had some trouble connecting. Try again?"
    picture = see(world)
    assert picture["views"][0]["state"]["guests"]["value"]["value"] == "6"
    assert any("500" in refusal for refusal in picture["refusals"])


def test_errors_stand_at_their_fields(world: Sandbox, heard: list[Any]) -> None:
    view = modal(world, field("guests"), field("day", type="datepicker"))
    told = do(world, "submit", player=ROWAN, view=view.id).json()
    assert set(told["errors"]) == {"guests", "day"}
    assert heard == []
    answer = json.dumps({"response_action": "errors", "errors": {"guests": "Too many."}})
    standin.acts["web"] = lambda event: {
        "statusCode": 200, "headers": {"Content-Type": "application/json"}, "body": answer
    }  # fmt: skip
    told = do(world, "submit", player=ROWAN, view=view.id, values={"guests": "60", "day": "2026-05-30"}).json()
    assert told == {"ok": False, "errors": {"guests": "Too many."}, "notice": None}


def test_a_press_says_which_element_and_what_is_typed_beside_it(world: Sandbox, heard: list[Any]) -> None:
    view = modal(world, field("first"), field("second"))
    deed = {"view": view.id, "block_id": "second", "action_id": "value", "value": "b", "values": {"first": "a"}}
    assert do(world, "click", player=ROWAN, **deed).json()["ok"]
    payload = json.loads(httpx.QueryParams(base64.b64decode(heard[-1]["body"]).decode())["payload"])
    assert payload["actions"][0]["block_id"] == "second"
    assert payload["view"]["state"]["values"]["first"]["value"]["value"] == "a"
    assert payload["view"]["state"]["values"]["second"]["value"]["value"] == "b"
    do(world, "close", player=ROWAN, view=view.id)
    assert see(world)["views"] == []


def test_a_button_of_a_message_is_pressed_by_who_plays(world: Sandbox, heard: list[Any]) -> None:
    button = {"type": "button", "action_id": "yes", "value": "1", "text": {"type": "plain_text", "text": "Yes"}}
    blocks = [{"type": "actions", "block_id": "answer", "elements": [button]}]
    direct = world.slack.person(ANA).dm_channel
    posted = world.slack.workspace.post(Message(direct, "", world.slack.bot_user_id, "Can you?", blocks))
    place = {"channel": direct, "ts": posted.ts}
    do(world, "click", player=ANA, **place, block_id="answer", action_id="yes", value="1")
    payload = json.loads(httpx.QueryParams(base64.b64decode(heard[-1]["body"]).decode())["payload"])
    assert payload["user"]["id"] == ANA
    drawn_anew = do(world, "click", player=ANA, **place, block_id="before", action_id="yes", value="1")
    assert drawn_anew.json()["ok"]
    do(world, "shortcut", player=ANA, **place, callback_id="charter:from")
    payload = json.loads(httpx.QueryParams(base64.b64decode(heard[-1]["body"]).decode())["payload"])
    assert (payload["type"], payload["callback_id"]) == ("message_action", "charter:from")
    assert payload["message"]["ts"] == posted.ts


def test_a_file_goes_with_a_message(world: Sandbox) -> None:
    file = {"name": "booking.txt", "type": "text/plain", "content": base64.b64encode(b"Booking ID: X").decode()}
    do(world, "say", player=ROWAN, channel=cast.CHANNEL, text="from the phone", files=[file])
    (said,) = world.slack.messages(cast.CHANNEL)
    assert world.slack.workspace.file(said.files[0]["id"]).content == b"Booking ID: X"
    assert see(world)["places"][0]["messages"][0]["files"] == [{"name": "booking.txt", "size": 13}]


def test_starting_over_is_a_new_run(world: Sandbox) -> None:
    do(world, "say", player=ROWAN, channel=cast.CHANNEL, text="x")
    before = see(world)
    assert do(world, "reset").json() == {"ok": True}
    after = see(world)
    assert after["run"] != before["run"]
    assert after["places"][0]["messages"] == []
