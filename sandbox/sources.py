"""What calls a function: the kinds of ``events`` in serverless.yml that this system uses.

The words are Serverless's: osls.dev/docs/providers/aws/events.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]

_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_ROUTE = re.compile(r"(ANY|GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) (/\S*)")


@dataclass(frozen=True)
class HttpRoute:
    method: str
    """``ANY`` stands for each."""
    path: str


@dataclass(frozen=True)
class QueueSource:
    arn: Any
    batch_size: int


@dataclass(frozen=True)
class StreamSource:
    arn: Any
    batch_size: int
    patterns: tuple[Json, ...]
    maximum_retries: int
    bisect: bool
    partial_failures: bool


@dataclass(frozen=True)
class Schedule:
    every: dt.timedelta
    input: Json


@dataclass(frozen=True)
class ObjectSource:
    """A bucket's new objects, by EventBridge."""

    bucket: Any
    prefix: str


@dataclass(frozen=True)
class TopicSource:
    topic: Any


Source = HttpRoute | QueueSource | StreamSource | Schedule | ObjectSource | TopicSource


def to_source(event: Json) -> Source:
    """Raises ``ValueError`` for what the sandbox would play differently from AWS."""
    match event:
        case {"httpApi": str(route)} if of_http := _ROUTE.fullmatch(route):
            return HttpRoute(of_http[1], of_http[2])
        case {"sqs": {"arn": arn, "batchSize": int(batch_size), **rest}} if not rest:
            return QueueSource(arn, batch_size)
        case {"sns": {"arn": arn, **rest}} if not rest.keys() - {"topicName"}:
            return TopicSource(arn)
        case {"stream": {"type": "dynamodb", "arn": arn, "startingPosition": "TRIM_HORIZON"}}:
            return _stream(arn, event["stream"])
        case {"schedule": {"method": "scheduler", "rate": [str(rate)], "input": dict(payload), **rest}}:
            if not rest.keys() - {"roleArn", "name", "description"}:
                return Schedule(_every(rate), payload)
        case {"eventBridge": {"pattern": pattern, **rest}} if not rest and (objects := _objects(pattern)):
            return objects
    raise ValueError(f"the sandbox cannot play the event {event}")


def _objects(pattern: Any) -> ObjectSource | None:
    match pattern:
        case {
            "source": ["aws.s3"],
            "detail-type": ["Object Created"],
            "detail": {"bucket": {"name": [bucket]}, "object": {"key": [{"prefix": str(prefix)}]}},
        }:
            return ObjectSource(bucket, prefix)
    return None


def _stream(arn: Any, settings: Json) -> StreamSource:
    rest = {name: value for name, value in settings.items() if name not in {"type", "arn", "startingPosition"}}
    source = StreamSource(
        arn=arn,
        batch_size=rest.pop("batchSize"),
        patterns=tuple(rest.pop("filterPatterns", ())),
        maximum_retries=rest.pop("maximumRetryAttempts"),
        bisect=rest.pop("bisectBatchOnFunctionError", False),
        partial_failures=rest.pop("functionResponseType", None) == "ReportBatchItemFailures",
    )
    if rest:
        raise ValueError(f"the sandbox cannot play the stream settings {sorted(rest)}")
    return source


def _every(rate: str) -> dt.timedelta:
    if found := _RATE.fullmatch(rate):
        return int(found[1]) * dt.timedelta(**{f"{found[2]}s": 1})
    raise ValueError(f"the sandbox cannot play the rate {rate}")
