"""A bucket's new objects reach their function, as EventBridge tells of them."""

from typing import Any

from sandbox.world import Sandbox
from tests.sandbox import standin


def put(world: Sandbox, key: str, content: bytes = b"x") -> None:
    world.aws.s3.put_object(Bucket=world.aws.known("PicturesBucket", "Ref"), Key=key, Body=content)


def seen() -> list[str]:
    return [event["detail"]["object"]["key"] for event in standin.calls["pictures"]]


def test_a_new_object_is_told_once_in_eventbridges_shape(world: Sandbox) -> None:
    put(world, "in/a")
    put(world, "out/b")
    world.settle()
    world.settle()
    [event] = standin.calls["pictures"]
    assert (event["source"], event["detail-type"]) == ("aws.s3", "Object Created")
    assert event["detail"]["bucket"]["name"] == world.aws.known("PicturesBucket", "Ref")
    assert seen() == ["in/a"]


def test_one_that_came_back_is_told_again(world: Sandbox) -> None:
    bucket = world.aws.known("PicturesBucket", "Ref")
    put(world, "in/a")
    world.settle()
    world.aws.s3.delete_object(Bucket=bucket, Key="in/a")
    world.settle()
    put(world, "in/a")
    world.settle()
    assert seen() == ["in/a", "in/a"]


def test_a_function_that_fails_is_called_three_times_and_others_go_on(world: Sandbox) -> None:
    def act(event: Any) -> None:
        if event["detail"]["object"]["key"] == "in/a":
            raise OSError

    standin.acts["pictures"] = act
    put(world, "in/a")
    put(world, "in/b")
    world.settle()
    assert seen() == ["in/a", "in/a", "in/a", "in/b"]
    assert [told.event["detail"]["object"]["key"] for told in world.objects.failures] == ["in/a"]


def test_the_bucket_has_the_cors_rules_of_serverless_yml(world: Sandbox) -> None:
    rules = world.aws.s3.get_bucket_cors(Bucket=world.aws.known("PicturesBucket", "Ref"))["CORSRules"]
    assert rules == [
        {"AllowedOrigins": [world.url], "AllowedMethods": ["POST"], "AllowedHeaders": ["*"], "MaxAgeSeconds": 60}
    ]
