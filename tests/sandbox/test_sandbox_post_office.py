"""What the sandbox plays of SES and SNS: events about mails that went wrong, tried again as Lambda does."""

import json
from typing import Any

import boto3
import pytest

from sandbox.post_office import Fate
from sandbox.world import Sandbox
from tests.sandbox import standin


def send(world: Sandbox, to: str) -> str:
    raw = f"From: crew@example.com\nTo: {to}\nX-Charter-Notice: bk-x/miguel/call/1\nSubject: Hello\n\nHello".encode()
    answer = boto3.client("sesv2").send_email(FromEmailAddress="crew@example.com", Content={"Raw": {"Data": raw}})
    return str(answer["MessageId"])


def events() -> list[Any]:
    signals = [call for call in standin.calls["notifier"] if "Sns" in call["Records"][0]]
    return [json.loads(call["Records"][0]["Sns"]["Message"]) for call in signals]


@pytest.mark.parametrize(
    ("fate", "kind", "says"),
    [
        (Fate.BOUNCED, "Bounce", {"bounceType": "Permanent"}),
        (Fate.LATE, "Bounce", {"bounceType": "Transient"}),
        (Fate.COMPLAINED, "Complaint", {"complaintFeedbackType": "abuse"}),
    ],
)
def test_the_fate_of_an_address_is_told_of_its_mails(
    world: Sandbox, fate: Fate, kind: str, says: dict[str, str]
) -> None:
    world.post_office.fates["miguel@example.com"] = fate
    message_id = send(world, "miguel@example.com")
    send(world, "ana@example.com")
    world.settle()
    [event] = events()
    assert (event["eventType"], event["mail"]["messageId"]) == (kind, message_id)
    assert event[kind.lower()].items() >= says.items()
    assert {"name": "X-Charter-Notice", "value": "bk-x/miguel/call/1"} in event["mail"]["headers"]


def test_mails_sent_before_and_mails_of_a_world_that_was_restored_go_well(world: Sandbox) -> None:
    send(world, "miguel@example.com")
    world.settle()
    world.post_office.fates["miguel@example.com"] = Fate.BOUNCED
    world.settle()
    before = world.snapshot()
    send(world, "miguel@example.com")
    world.restore(before)
    world.post_office.fates["miguel@example.com"] = Fate.BOUNCED
    world.settle()
    assert events() == []


@pytest.mark.parametrize(("failing", "calls", "given_up"), [(2, 3, 0), (9, 3, 1)])
def test_a_function_that_fails_is_called_twice_more(world: Sandbox, failing: int, calls: int, given_up: int) -> None:
    left = [failing]

    def act(event: Any) -> None:
        if left[0]:
            left[0] -= 1
            raise RuntimeError("away")

    standin.acts["notifier"] = act
    world.post_office.fates["miguel@example.com"] = Fate.BOUNCED
    send(world, "miguel@example.com")
    world.settle()
    assert (len(events()), len(world.post_office.failures)) == (calls, given_up)
