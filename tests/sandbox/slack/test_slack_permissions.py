"""What the token may do, how often, and what is planned to fail."""

from typing import Any

import httpx
import pytest
from slack_sdk import WebClient

from sandbox.slack import LocalSlack, Person
from tests.sandbox.slack.test_slack_web_api import post, refusal


@pytest.mark.parametrize(
    ("scope", "call"),
    [
        ("chat:write", lambda client, place: client.chat_postMessage(channel=place, text="x")),
        ("channels:history", lambda client, place: client.conversations_history(channel=place)),
        ("groups:history", lambda client, place: client.conversations_history(channel="CPRIVATE")),
        ("im:history", lambda client, place: client.conversations_history(channel="DANA")),
        ("im:write", lambda client, place: client.conversations_open(users="UANA")),
        ("users:read", lambda client, place: client.users_info(user="UANA")),
        ("users:read.email", lambda client, place: client.users_lookupByEmail(email="ana@example.com")),
    ],
)
def test_a_call_needs_its_scope(slack: LocalSlack, client: WebClient, scope: str, call: Any) -> None:
    slack.add_channel("CPRIVATE", "owners", ["UANA"], is_private=True)
    slack.workspace.open_dm("UANA")
    everything = frozenset(
        ["chat:write", "channels:history", "groups:history", "im:history", "im:write", "users:read", "users:read.email"]
    )
    slack.scopes = everything
    call(client, "CCHARTERS")
    assert slack.faults == []
    slack.scopes = everything - {scope}
    refused = refusal(lambda: call(client, "CCHARTERS"))
    assert (refused["error"], refused["needed"]) == ("missing_scope", scope)
    assert scope not in refused["provided"].split(",")
    assert len(slack.faults) == 1


def test_every_answer_names_the_scopes(slack: LocalSlack, client: WebClient) -> None:
    slack.scopes = frozenset({"commands", "chat:write"})
    assert client.auth_test().headers["x-oauth-scopes"] == "chat:write,commands"


def test_a_file_needs_its_scope(slack: LocalSlack, rowan: Person) -> None:
    file = rowan.upload("booking.txt", b"Booking KWBZPGD", "text/plain")
    slack.scopes = frozenset({"chat:write"})
    shown = httpx.get(file["url_private_download"], headers={"Authorization": "Bearer xoxb-sandbox"})
    assert "Sign in" in shown.text
    assert slack.faults == ["file: missing_scope"]


def test_messages_come_one_a_second_after_a_burst(slack: LocalSlack, client: WebClient, clock: Any) -> None:
    slack.add_channel("COTHER", "other", ["UANA"])
    slack.rate_limits = True
    for number in range(5):
        post(client, str(number))
    limited = refusal(lambda: post(client, "6"))
    assert (limited.status_code, limited["error"], limited.headers["Retry-After"]) == (429, "ratelimited", "1")
    client.chat_postMessage(channel="COTHER", text="another conversation")
    clock.now += 1
    post(client, "6")
    assert refusal(lambda: post(client, "7"))["error"] == "ratelimited"
    assert len(slack.messages("CCHARTERS")) == 6
    slack.rate_limits = False
    post(client, "7")
    assert slack.faults == []


def test_each_method_has_its_tier(slack: LocalSlack, client: WebClient, clock: Any) -> None:
    slack.rate_limits = True
    for _ in range(50):
        client.users_lookupByEmail(email="ana@example.com")
    limited = refusal(lambda: client.users_lookupByEmail(email="ana@example.com"))
    assert (limited.status_code, limited.headers["Retry-After"]) == (429, "2")
    client.users_info(user="UANA")
    clock.now += 1.2
    client.users_lookupByEmail(email="ana@example.com")


def test_a_failure_can_be_planned_from_outside(slack: LocalSlack, client: WebClient) -> None:
    address = f"{slack.base_url}/slack/faults"
    wish = {"method": "chat.postMessage", "error": "ratelimited", "retry_after": 7, "times": 2}
    assert httpx.post(address, json=wish).json() == {"ok": True}
    for _ in range(2):
        limited = refusal(lambda: post(client, "x"))
        assert (limited.status_code, limited.headers["Retry-After"]) == (429, "7")
    post(client, "x")
    refusal(lambda: client.api_call("chat.shout"))
    assert httpx.get(address).json() == {"ok": True, "faults": ["chat.shout: unknown_method"]}


@pytest.mark.parametrize(
    "wish",
    [
        {},
        {"method": "chat.update"},
        {"method": 5, "error": "x"},
        {"method": "chat.update", "error": "x", "times": 0},
        {"method": "chat.update", "error": "x", "times": True},
        {"method": "chat.update", "error": "x", "retry_after": "soon"},
    ],
)
def test_a_plan_nobody_understands_is_refused(slack: LocalSlack, client: WebClient, wish: dict[str, Any]) -> None:
    answer = httpx.post(f"{slack.base_url}/slack/faults", json=wish)
    assert (answer.status_code, answer.json()["ok"]) == (400, False)
    post(client, "x")


def test_a_form_plans_nothing(slack: LocalSlack, client: WebClient) -> None:
    """So no page in a browser can, either."""
    answer = httpx.post(f"{slack.base_url}/slack/faults", data={"method": "chat.postMessage", "error": "x"})
    assert answer.status_code == 400
    post(client, "x")


def test_a_person_who_left_is_not_reached(slack: LocalSlack, client: WebClient) -> None:
    slack.deactivate("UANA")
    assert client.users_info(user="UANA")["user"]["deleted"] is True
    assert refusal(lambda: client.conversations_open(users="UANA"))["error"] == "user_disabled"
    assert refusal(lambda: client.chat_postMessage(channel="UANA", text="x"))["error"] == "channel_not_found"
    assert refusal(lambda: client.users_lookupByEmail(email="ana@example.com"))["error"] == "users_not_found"
    assert slack.faults == []


def test_methods_that_read_look_at_no_json(slack: LocalSlack, client: WebClient) -> None:
    refused = refusal(lambda: client.api_call("users.lookupByEmail", json={"email": "ana@example.com"}))
    assert refused["error"] == "invalid_arguments"
    assert len(slack.faults) == 1
