"""What Slack sends to an app that was made from the manifest, at the real endpoint."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from sandbox import cast
from tests.journeys.play import ROWAN, Play
from tests.journeys.raw import SlackWire

MANIFEST = json.loads((Path(__file__).parents[2] / "manifest.json").read_text(encoding="utf-8"))
SHORTCUTS = MANIFEST["features"]["shortcuts"]


def test_slack_may_verify_the_request_url(play: Play) -> None:
    challenge = {
        "type": "url_verification",
        "token": "t",
        "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P",
    }
    answer = SlackWire(play).post(json.dumps(challenge), content_type="application/json")
    assert (answer.status_code, answer.json()["challenge"]) == (200, challenge["challenge"])


@pytest.mark.parametrize("command", [each["command"] for each in MANIFEST["features"]["slash_commands"]])
def test_every_command_of_the_manifest_is_answered(play: Play, command: str) -> None:
    form = {"command": command, "text": "help", "user_id": ROWAN, "channel_id": cast.CHANNEL, "trigger_id": "1.1"}
    assert SlackWire(play).post(urlencode(form)).status_code == 200


@pytest.mark.parametrize("shortcut", SHORTCUTS, ids=[each["callback_id"] for each in SHORTCUTS])
def test_every_shortcut_of_the_manifest_is_answered(play: Play, shortcut: dict[str, Any]) -> None:
    rowan = play.person(ROWAN)
    message = rowan.say("Is this the one?", cast.CHANNEL) if shortcut["type"] == "message" else None
    outcome = rowan.shortcut(shortcut["callback_id"], message)
    assert outcome.status == 200, outcome


@pytest.mark.parametrize("event", MANIFEST["settings"]["event_subscriptions"]["bot_events"])
def test_every_event_of_the_manifest_is_answered(play: Play, event: str) -> None:
    envelope = {
        "type": "event_callback",
        "team_id": "T1",
        "event_id": "Ev1",
        "event": {"type": event, "user": ROWAN, "channel": "D1", "tab": "home", "event_ts": "1.1"},
    }
    assert SlackWire(play).post(json.dumps(envelope), content_type="application/json").status_code == 200
