import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from sandbox.automatic import Automatic
from sandbox.world import NeverQuiet, Sandbox
from tests.sandbox import standin


def send(world: Sandbox, body: str, group: str = "a", key: str | None = None) -> None:
    world.aws.sqs.send_message(
        QueueUrl=world.aws.known("JobsQueue", "Ref"),
        MessageBody=body,
        MessageGroupId=group,
        MessageDeduplicationId=key or body,
    )


def bodies() -> list[str]:
    return [record["body"] for event in standin.calls["worker"] for record in event["Records"]]


class Killed(BaseException):
    """What a test raises to end a function in the middle, as a vanished machine would."""


def crashing(*bodies: str, times: int = 99) -> Callable[[Any], None]:
    left = dict.fromkeys(bodies, times)

    def act(event: Any) -> None:
        body = event["Records"][0]["body"]
        if left.get(body, 0):
            left[body] -= 1
            raise Killed

    return act


def test_a_message_arrives_alone_in_the_shape_of_sqs(world: Sandbox) -> None:
    send(world, "one", group="g", key="k")
    send(world, "two", group="g")
    world.settle()
    assert [len(event["Records"]) for event in standin.calls["worker"]] == [1, 1]
    record = standin.calls["worker"][0]["Records"][0]
    assert record["body"] == "one"
    assert record["eventSource"] == "aws:sqs"
    assert record["eventSourceARN"] == world.aws.known("JobsQueue", "Arn")
    assert record["attributes"]["MessageGroupId"] == "g"
    assert record["attributes"]["MessageDeduplicationId"] == "k"
    assert record["attributes"]["ApproximateReceiveCount"] == "1"
    later = standin.calls["worker"][1]["Records"][0]
    assert record["attributes"]["SequenceNumber"] < later["attributes"]["SequenceNumber"]
    assert record["messageId"] != later["messageId"]


def test_order_holds_within_a_group(world: Sandbox) -> None:
    sent = [f"{group}{n}" for n in range(8) for group in "ab"]
    for body in sent:
        send(world, body, group=body[0])
    world.settle()
    for group in "ab":
        assert [each for each in bodies() if each[0] == group] == [f"{group}{n}" for n in range(8)]
    assert not world.jobs.pending()


def test_the_same_deduplication_id_is_one_message_even_after_it_was_handled(world: Sandbox) -> None:
    send(world, "first", key="same")
    world.settle()
    send(world, "again", key="same")
    world.settle()
    assert bodies() == ["first"]


def test_after_five_minutes_the_same_id_is_a_new_message(world: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.jobs_pump.DEDUPLICATION_SECONDS", 0)
    send(world, "first", key="same")
    world.settle()
    send(world, "again", key="same")
    world.settle()
    assert bodies() == ["first", "again"]


def test_a_crash_brings_the_message_again_before_the_rest_of_its_group(world: Sandbox) -> None:
    standin.acts["worker"] = crashing("a0", times=2)
    for body in ("a0", "a1"):
        send(world, body)
    world.settle()
    assert bodies() == ["a0", "a0", "a0", "a1"]
    counts = [event["Records"][0]["attributes"]["ApproximateReceiveCount"] for event in standin.calls["worker"]]
    assert counts == ["1", "2", "3", "1"]
    assert not world.jobs.dead_letters()
    assert len(world.crashes) == 2


def test_after_max_receive_count_a_message_rests_in_the_dead_letter_queue(world: Sandbox) -> None:
    standin.acts["worker"] = crashing("a0")
    for body, group in (("a0", "a"), ("a1", "a"), ("b0", "b")):
        send(world, body, group)
    world.settle()
    assert [(each.body, each.receives) for each in world.jobs.dead_letters()] == [("a0", 3)]
    assert bodies().count("a1") == bodies().count("b0") == 1
    dead = world.aws.sqs.receive_message(QueueUrl=world.aws.known("DeadLetters", "Ref"))
    assert [each["Body"] for each in dead["Messages"]] == ["a0"]


def test_while_one_group_is_worked_on_others_go_on(world: Sandbox) -> None:
    def act(event: Any) -> None:
        if event["Records"][0]["body"] == "a0":
            assert world.jobs.deliver_one(), "group b is free"
            assert not world.jobs.deliver_one(), "group a is not"

    standin.acts["worker"] = act
    for body in ("a0", "a1", "b0"):
        send(world, body, group=body[0])
    world.settle()
    assert bodies() == ["a0", "b0", "a1"]
    assert not world.crashes


def test_a_job_that_breeds_jobs_is_named(world: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.world.DELIVERIES_AT_MOST", 5)
    standin.acts["worker"] = lambda event: send(world, event["Records"][0]["body"] + "!")
    send(world, "hop")
    with pytest.raises(NeverQuiet, match="hop!!!!!"):
        world.settle()


def test_waiting_messages_can_be_seen(world: Sandbox) -> None:
    send(world, "one")
    assert [each.body for each in world.jobs.pending()] == ["one"]
    assert not bodies()


def test_the_tick_is_a_direct_call_and_nothing_else(world: Sandbox) -> None:
    send(world, "waits")
    world.tick()
    assert standin.calls["worker"] == [{"tick": True}]


def test_a_killed_tick_is_lost_and_an_error_is_not_hidden(world: Sandbox) -> None:
    def act(_: Any) -> None:
        raise errors.pop()

    errors: list[BaseException] = [ValueError("a fault"), Killed()]
    standin.acts["worker"] = act
    world.tick()
    with pytest.raises(ValueError, match="a fault"):
        world.tick()


def test_by_itself_it_delivers_in_the_background(world: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.automatic.LOOK_SECONDS", 0.05)
    slack_looked = threading.Event()
    running = Automatic(world.jobs, (world.stream,), world.schedules, slack_looked.set)
    running.start()
    try:
        for n in range(3):
            send(world, f"a{n}")
        give_up = time.monotonic() + 20
        while world.jobs.pending() and time.monotonic() < give_up:
            time.sleep(0.01)
        assert slack_looked.wait(20)
    finally:
        running.stop()
    assert bodies() == ["a0", "a1", "a2"]
