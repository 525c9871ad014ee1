"""The Slack endpoint: only Slack gets in, only operators do what operators do, and nothing makes it fail."""

import json
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.functions import Function
from sandbox.world import Sandbox
from tests.journeys.play import ROWAN, SLACK_USERS, Play, booking_text
from tests.journeys.raw import SlackWire

COMMAND = "command=%2Fcharter&text=help&user_id=U0OPROWAN&channel_id=C0CHARTERS&trigger_id=1.1"


def test_a_signed_command_is_answered(play: Play) -> None:
    answer = SlackWire(play).post(COMMAND)
    assert answer.status_code == 200
    assert "/charter new" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"x_slack_signature": "v0=" + "0" * 64},
        {"x_slack_signature": ""},
        {"seconds": "-400"},
        {"seconds": "400"},
        {"x_slack_request_timestamp": "now"},
    ],
)
def test_a_wrong_signature_or_an_old_one_is_401(play: Play, headers: dict[str, str]) -> None:
    if seconds := headers.get("seconds"):
        headers = {"timestamp": str(int(time.time()) + int(seconds))}
    assert SlackWire(play).post(COMMAND, **headers).status_code == 401


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("payload=%7Bnot+json", "application/x-www-form-urlencoded"),
        ("payload=%5B1%5D", "application/x-www-form-urlencoded"),
        ("{not json", "application/json"),
        ("[]", "application/json"),
        ("[" * 100_000, "application/json"),
    ],
)
def test_a_malformed_body_is_400(play: Play, body: str, content_type: str) -> None:
    assert SlackWire(play).post(body, content_type=content_type).status_code == 400


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"headers": None, "body": None},
        {"headers": [], "body": "x"},
        {"headers": {}, "body": "AAA", "isBase64Encoded": True},
        {"headers": {}, "body": "/////w==", "isBase64Encoded": True},
        {"headers": {"x": None}, "body": "a"},
        {"headers": {}, "body": 5},
    ],
)
def test_an_odd_event_is_refused_quietly(world: Sandbox, event: dict[str, Any]) -> None:
    answer = world.functions["slack"].invoke(event)
    assert answer["statusCode"] in (400, 401)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    payload=st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["type", "user", "view", "id", "actions", "state", "values", "callback_id", "team", "blocks"]
                ),
                inner,
                max_size=6,
            )
        ),
        max_leaves=15,
    ),
    kind=st.sampled_from(["view_submission", "block_actions", "shortcut", "event_callback", "view_closed", "odd"]),
    name=st.sampled_from(["charter:paste", "charter:review", "charter:move", "charter:cancel", "crew:confirmed", "x"]),
)
def test_no_signed_payload_makes_it_fail(world: Sandbox, payload: Any, kind: str, name: str) -> None:
    body = payload if isinstance(payload, dict) else {"view": payload}
    body = {**body, "type": kind}
    if kind == "block_actions":
        body["actions"] = [{"type": "button", "action_id": name, "block_id": "b", "value": payload}]
    elif kind == "view_submission" and isinstance(body.get("view"), dict):
        body["view"]["callback_id"] = name
    answer = SlackWire(Play(world)).interact(body)
    assert answer.status_code < 500, answer.text
    world.slack.faults.clear()


def test_only_operators_do_what_operators_do(play: Play) -> None:
    play.book()
    june = str(SLACK_USERS["june"])
    wire = SlackWire(play)
    for text in ("new", "list", "late", *(f"{wish} KWBZPGD" for wish in ("move", "cancel", "retry", "log", "forget"))):
        form = COMMAND.replace("text=help", f"text={text.replace(' ', '+')}").replace(ROWAN, june)
        assert "Only the boat's operators can do this" in wire.post(form).text
    refused = wire.submit("charter:cancel", {"by": {"selected_option": {"value": "us"}}}, metadata="KWBZPGD", user=june)
    assert "Only the boat's operators" in json.dumps(refused)
    assert wire.press("charter:retry", "KWBZPGD", user=june).status_code == 200
    play.settle()
    assert play.docket().charter.version == 1


def test_a_button_counts_for_the_person_who_presses_it(play: Play) -> None:
    play.book()
    assert SlackWire(play).press("crew:confirmed", "KWBZPGD|1", user=str(SLACK_USERS["june"])).status_code == 200
    assert SlackWire(play).press("crew:confirmed", "KWBZPGD|1", user="U0STRANGER").status_code == 200
    play.settle()
    assert play.event()["answers"] == []
    assert not play.docket().taps


def test_what_is_pasted_is_never_markup(play: Play) -> None:
    evil = "<!channel> <https://evil.example|Marisol> & co"
    play.book(booking_text(guest=evil), guest_name=evil, notes="<!here> *bold* <script>alert(1)</script>")
    for message in [*play.channel(), *play.dm("ana")]:
        assert "<!channel>" not in json.dumps(message.blocks)
        assert "<https://evil" not in json.dumps(message.blocks)
    assert "<script>alert" not in play.guest_page().text


def test_show_is_for_the_person_who_asked(play: Play) -> None:
    play.book(booking_text(extra="You earn: $812.60\nPhone: (619) 555-0142"))
    before = len(play.sandbox.slack.messages("C0CHARTERS"))
    outcome = play.person(ROWAN).command("/charter show kwbzpgd", "C0CHARTERS")
    assert "Marisol Vega" in str(outcome.message)
    assert "$812.60" in str(outcome.message)
    assert len(play.sandbox.slack.messages("C0CHARTERS")) == before


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("/charter", "/charter new"),
        ("/charter help", "/charter new"),
        ("/charter dance", "I don't know dance"),
        ("/charter show", "Which charter?"),
        ("/charter show NOSUCH", "I have no charter NOSUCH"),
        ("/charter cancel NOSUCH", "I have no charter NOSUCH"),
        ("/charter retry <!channel>", "I have no charter"),
    ],
)
def test_every_command_gets_an_answer(play: Play, typed: str, says: str) -> None:
    assert says in str(play.person(ROWAN).command(typed, "C0CHARTERS").message)


def test_a_fault_of_ours_is_told_with_a_reference_and_loses_nothing(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.adapters.dynamo_charters import DynamoCharters

    review = play.review(booking_text()).view
    assert review is not None

    def broken(*_: object, **__: object) -> None:
        raise ConnectionError("the table is away")

    with monkeypatch.context() as patch:
        patch.setattr(DynamoCharters, "commit", broken)
        outcome = play.save(review)
    [sentence] = outcome.errors.values()
    assert "nothing was changed" in sentence
    assert " ref " in sentence
    assert play.save(review).view is not None
    play.settle()
    assert len(play.calendar()) == 1


def test_the_text_for_the_guest_can_be_copied_where_it_was_asked_for(play: Play) -> None:
    play.book()
    shown = play.person(ROWAN).click(play.channel()[0], "charter:guest_text").view
    assert shown is not None
    assert "Copy it into Boatsetter's chat with the guest." in shown.plain_text()
    text = shown.element("text")["initial_value"]
    assert f"{play.sandbox.url}/g/KWBZPGD" in text
    assert text.startswith("Hi Marisol, we look forward")
    assert play.person(ROWAN).submit(shown).ok


def test_new_opens_its_modal_without_an_aws_library(world: Sandbox) -> None:
    """In a process of its own: this one has everything loaded."""
    import subprocess
    import sys

    slack: Function = world.functions["slack"]
    script = (
        "import json, sys; import lambda_entry; entry = lambda_entry.slack; event = json.load(sys.stdin);"
        "answer = entry(event, None); print(json.dumps([answer['statusCode'], sorted({name.split('.')[0] for name in "
        "sys.modules} & {'boto3', 'botocore', 'jinja2', 'apscheduler', 'httpx', 'phonenumbers', 'stamina'})]))"
    )
    trigger = world.slack.workspace.screens.new_trigger(ROWAN)
    body = COMMAND.replace("text=help", "text=new").replace("trigger_id=1.1", f"trigger_id={trigger}")
    wire = SlackWire(Play(world))
    stamp = str(int(time.time()))
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": stamp,
        "x-slack-signature": wire.signature(stamp, body),
    }
    event = json.dumps({"headers": headers, "body": body, "isBase64Encoded": False})
    run = subprocess.run(
        [sys.executable, "-c", script],
        input=event,
        capture_output=True,
        text=True,
        check=True,
        env={**slack.environment, "PATH": ""},
    )
    assert json.loads(run.stdout.splitlines()[-1]) == [200, []]
    assert world.slack.person(ROWAN).views[-1].callback_id == "charter:paste"
