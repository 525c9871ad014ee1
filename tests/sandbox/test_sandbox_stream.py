from collections.abc import Callable
from typing import Any

from sandbox.world import Sandbox
from tests.sandbox import standin


def put(world: Sandbox, name: str, kind: str | None = "event", **more: Any) -> None:
    item: Any = {"pk": {"S": name}, "sk": {"S": "row"}, **more}
    if kind:
        item["kind"] = {"S": kind}
    world.aws.dynamodb.put_item(TableName=world.aws.known("Rows", "Ref"), Item=item)


def batches() -> list[list[str]]:
    return [
        [record["dynamodb"]["Keys"]["pk"]["S"] for record in event["Records"]] for event in standin.calls["notifier"]
    ]


def seen() -> list[str]:
    return [name for batch in batches() for name in batch]


def number(record: Any) -> str:
    return str(record["dynamodb"]["SequenceNumber"])


def failing(*names: str, times: int = 99) -> Callable[[Any], Any]:
    """Reports the first of these as failed, as a partial failure."""
    left = dict.fromkeys(names, times)

    def act(event: Any) -> Any:
        for record in event["Records"]:
            name = record["dynamodb"]["Keys"]["pk"]["S"]
            if left.get(name, 0):
                left[name] -= 1
                return {"batchItemFailures": [{"itemIdentifier": number(record)}]}
        return {"batchItemFailures": []}

    return act


def test_a_change_arrives_in_the_shape_of_the_stream(world: Sandbox) -> None:
    put(world, "one", blob={"B": b"\x00\x01"})
    put(world, "one", kind="answer")
    world.settle()
    first, second = standin.calls["notifier"][0]["Records"]
    assert (first["eventName"], second["eventName"]) == ("INSERT", "MODIFY")
    assert first["eventSource"] == "aws:dynamodb"
    assert first["eventSourceARN"] == world.aws.known("Rows", "StreamArn")
    assert first["dynamodb"]["NewImage"]["blob"] == {"B": "AAE="}
    assert second["dynamodb"]["OldImage"]["kind"] == {"S": "event"}
    assert second["dynamodb"]["NewImage"]["kind"] == {"S": "answer"}
    assert isinstance(first["dynamodb"]["ApproximateCreationDateTime"], float)


def test_only_what_the_filter_wants_arrives(world: Sandbox) -> None:
    put(world, "wanted")
    put(world, "other", kind="claim")
    put(world, "without", kind=None)
    world.aws.dynamodb.delete_item(
        TableName=world.aws.known("Rows", "Ref"), Key={"pk": {"S": "wanted"}, "sk": {"S": "row"}}
    )
    world.settle()
    assert seen() == ["wanted"]


def test_records_come_in_order_and_in_batches(world: Sandbox) -> None:
    names = [f"r{n}" for n in range(10)]
    for name in names:
        put(world, name)
    world.settle()
    assert batches() == [names[:4], names[4:8], names[8:]]
    world.settle()
    assert seen() == names


def test_after_a_reported_failure_it_goes_on_from_that_record(world: Sandbox) -> None:
    standin.acts["notifier"] = failing("r2", times=1)
    for n in range(4):
        put(world, f"r{n}")
    world.settle()
    assert seen() == ["r0", "r1", "r2", "r3", "r2", "r3"]
    assert not world.stream.failures


def test_what_keeps_failing_is_given_up_and_takes_nothing_along(world: Sandbox) -> None:
    standin.acts["notifier"] = failing("r1")
    for n in range(6):
        put(world, f"r{n}")
    world.settle()
    given_up = [each.record["dynamodb"]["Keys"]["pk"]["S"] for each in world.stream.failures]
    assert given_up == ["r1"]
    assert world.stream.failures[0].attempts == 3, "once and two retries"
    assert batches()[-1] == ["r4", "r5"]
    assert "r2" in seen()
    assert "r3" in seen()


def test_a_crash_fails_the_batch_and_halves_it(world: Sandbox) -> None:
    def act(event: Any) -> Any:
        if len(event["Records"]) > 1:
            raise RuntimeError("too much")
        return {"batchItemFailures": []}

    standin.acts["notifier"] = act
    for n in range(4):
        put(world, f"r{n}")
    world.settle()
    assert batches() == [["r0", "r1", "r2", "r3"], ["r0", "r1"], ["r0"], ["r1"], ["r2", "r3"], ["r2"], ["r3"]]
    assert not world.stream.failures


def test_an_unknown_record_reported_as_failed_fails_the_whole_batch(world: Sandbox) -> None:
    answers = [{"batchItemFailures": [{"itemIdentifier": ""}]}]
    standin.acts["notifier"] = lambda _: answers.pop() if answers else None
    put(world, "r0")
    world.settle()
    assert seen() == ["r0", "r0"]


def test_what_was_there_before_is_not_delivered(world: Sandbox) -> None:
    put(world, "old")
    world.stream.reset(world.aws.known("Rows", "StreamArn"))
    put(world, "new")
    world.settle()
    assert seen() == ["new"]
