"""The Slack app's manifest: what Slack takes, what the bot listens to, and which permissions it needs for what."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.views.commands import COMMANDS
from cli.main import parser
from sandbox.slack.scopes import FEATURE_SCOPES, FILE_SCOPES, METHOD_SCOPES
from tests.listeners import registered

ROOT = Path(__file__).parent.parent
MANIFEST = json.loads((ROOT / "manifest.json").read_text(encoding="utf-8"))
SCOPES = set(MANIFEST["oauth_config"]["scopes"]["bot"])
METHODS = {
    name.replace("_", "."): name
    for name in dir(WebClient)
    if re.fullmatch(r"[a-z]+(_[a-zA-Z]+)+", name) and name != "api_call"
}
"""Every method slack_sdk knows, as Slack writes it and as slack_sdk does."""


def printed(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    arguments = parser().parse_args(["manifest", *options])
    code = arguments.run(arguments)
    said = capsys.readouterr()
    return code, said.out, said.err


def addresses(manifest: dict[str, Any]) -> list[str | None]:
    return [
        manifest["settings"]["event_subscriptions"].get("request_url"),
        manifest["settings"]["interactivity"].get("request_url"),
        *(command.get("url") for command in manifest["features"]["slash_commands"]),
    ]


# What Slack takes: raw.githubusercontent.com/slackapi/manifest-schema/main/manifest.schema.json, version 2


def test_it_keeps_slack_s_limits() -> None:
    display, features = MANIFEST["display_information"], MANIFEST["features"]
    assert len(display["name"]) <= 35
    assert len(display["description"]) <= 140
    assert 175 <= len(display["long_description"]) <= 4000
    for shortcut in features["shortcuts"]:
        assert set(shortcut) == {"name", "type", "callback_id", "description"}
        assert (len(shortcut["name"]) <= 24, len(shortcut["description"]) <= 150) == (True, True)
        assert shortcut["type"] in ("message", "global")
    for command in features["slash_commands"]:
        assert (len(command["command"]) <= 32, len(command["usage_hint"]) <= 1000) == (True, True)
    assert set(MANIFEST) == {"_metadata", "display_information", "features", "oauth_config", "settings"}
    assert addresses(MANIFEST) == ["https://EXAMPLE/slack/events"] * 3


def test_the_usage_hint_names_commands_that_exist() -> None:
    hinted = [each.split()[0] for each in MANIFEST["features"]["slash_commands"][0]["usage_hint"].split("|")]
    assert set(hinted) <= {known.name for known in COMMANDS}


# The command


@pytest.mark.parametrize(
    ("url", "endpoint"),
    [
        ("https://charters.example.com", "https://charters.example.com/slack/events"),
        ("https://charters.example.com/", "https://charters.example.com/slack/events"),
        ("https://charters.example.com:8443", "https://charters.example.com:8443/slack/events"),
        ("https://x.example.com/stage/slack/events", "https://x.example.com/stage/slack/events"),
    ],
)
def test_the_address_is_filled_in_everywhere(capsys: pytest.CaptureFixture[str], url: str, endpoint: str) -> None:
    code, out, err = printed(capsys, "--url", url)
    assert (code, err) == (0, "")
    assert addresses(json.loads(out)) == [endpoint] * 3
    assert json.loads(out)["settings"]["socket_mode_enabled"] is False
    assert "EXAMPLE" not in out


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--url", "http://charters.example.com"], "Slack calls only addresses that begin with https://"),
        (["--url", "charters.example.com"], "Slack calls only addresses that begin with https://"),
        (["--url", "https://localhost"], "names no host that Slack can reach"),
        (["--url", "https://x.example.com?stage=1"], "must be the plain address"),
        (["--url", "https://me:pw@x.example.com"], "must be the plain address"),
        (["--url", "https://[x"], "is not an address"),
        ([], "Say where Slack reaches the bot"),
        (["--socket-mode", "--name", "x" * 36], "at most 35 characters"),
    ],
)
def test_what_slack_would_not_take_is_one_sentence(
    capsys: pytest.CaptureFixture[str], options: list[str], sentence: str
) -> None:
    code, out, err = printed(capsys, *options)
    assert (code, out) == (1, "")
    assert sentence in err


def test_socket_mode_needs_no_address(capsys: pytest.CaptureFixture[str]) -> None:
    manifest = json.loads(printed(capsys, "--socket-mode", "--name", "JADA charters")[1])
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert addresses(manifest) == [None] * 3
    assert manifest["display_information"]["name"] == "JADA charters"
    assert manifest["features"]["bot_user"]["display_name"] == "JADA charters"


def test_socket_mode_may_keep_an_address_for_later(capsys: pytest.CaptureFixture[str]) -> None:
    manifest = json.loads(printed(capsys, "--socket-mode", "--url", "https://charters.example.com")[1])
    assert manifest["settings"]["socket_mode_enabled"] is True
    assert addresses(manifest) == ["https://charters.example.com/slack/events"] * 3


# What the bot listens to


METHODS_OF_APP = {
    "command": "command",
    "shortcut": "shortcut",
    "global": "global_shortcut",
    "message": "message_shortcut",
    "event": "event",
}


def test_the_bot_listens_to_what_the_manifest_offers_and_to_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    features = MANIFEST["features"]
    offered = {("command", each["command"]) for each in features["slash_commands"]}
    offered |= {(each["type"], each["callback_id"]) for each in features["shortcuts"]}
    offered |= {("event", each) for each in MANIFEST["settings"]["event_subscriptions"]["bot_events"]}
    heard = registered(monkeypatch, METHODS_OF_APP)
    of_any_type = {name for kind, name in heard if kind == "shortcut"}
    heard = {each for each in heard if each[0] != "shortcut"}
    heard |= {each for each in offered if each[0] in ("global", "message") and each[1] in of_any_type}
    heard |= {("shortcut", name) for name in of_any_type if name not in {name for _, name in offered}}
    assert heard == offered


# Permissions


def called(source: str) -> Iterator[str]:
    """The methods of Slack's Web API in a module, as `chat.postMessage` or `client.chat_postMessage`; files read."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if node.value in METHODS:
                yield node.value
            elif node.value in ("url_private", "url_private_download"):
                yield "a file"
        elif isinstance(node, ast.Attribute) and node.attr in METHODS.values():
            yield node.attr.replace("_", ".")


def calls_of_the_bot() -> set[str]:
    return {call for file in (ROOT / "bot").rglob("*.py") for call in called(file.read_text(encoding="utf-8"))}


def test_the_reader_of_the_code_finds_calls() -> None:
    source = 'client.views_open(view=1)\ncall("chat.update", {})\nget(file["url_private_download"])\nx.items()'
    assert set(called(source)) == {"views.open", "chat.update", "a file"}
    assert {"chat.postMessage", "chat.update", "conversations.history", "views.open"} <= calls_of_the_bot()


def test_no_permission_is_missing_and_none_is_asked_for_in_vain() -> None:
    calls = calls_of_the_bot()
    unknown = calls - set(METHOD_SCOPES) - {"a file"}
    assert not unknown, f"sandbox/slack/scopes.py does not say which scopes {sorted(unknown)} need"
    needed = set(FEATURE_SCOPES).union(*(METHOD_SCOPES[call] for call in calls - {"a file"}))
    needed |= FILE_SCOPES if "a file" in calls else set()
    assert needed == SCOPES


def test_every_permission_is_explained() -> None:
    page = (ROOT / "docs" / "slack.md").read_text(encoding="utf-8")
    explained = set(re.findall(r"^\| `([a-z:.]+)` \|", page, re.MULTILINE))
    assert explained >= SCOPES
    assert {each for each in explained if ":" in each} <= SCOPES | {"connections:write"}
