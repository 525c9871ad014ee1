"""What carries a table's changes to a function: the part of DynamoDB Streams and Lambda that moto does not play."""

import base64
import datetime as dt
import logging
from collections import deque
from dataclasses import dataclass
from typing import Any

from sandbox.functions import REGION, Function
from sandbox.sources import StreamSource

logger = logging.getLogger(__name__)

Json = dict[str, Any]

_RECORDS_PER_READ = 1000


@dataclass(frozen=True)
class FailedRecord:
    """A record that was given up, with how often it was tried."""

    record: Json
    attempts: int


@dataclass(frozen=True)
class _Batch:
    records: list[Json]
    attempt: int = 1


class StreamPump:
    """Delivers a stream's records to its function in order; what keeps failing is given up and listed."""

    def __init__(self, streams: Any, arn: str, source: StreamSource, function: Function) -> None:
        self._streams = streams
        self._source = source
        self._function = function
        self._arn = arn
        self._iterator = ""
        self._waiting: deque[_Batch] = deque()
        self.failures: list[FailedRecord] = []
        self.reset(arn)

    def reset(self, arn: str) -> None:
        """Starts anew at the end of the stream: what was written before is not delivered."""
        self._arn = arn
        shard = self._streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"][0]["ShardId"]
        asked = {"StreamArn": arn, "ShardId": shard, "ShardIteratorType": "LATEST"}
        self._iterator = self._streams.get_shard_iterator(**asked)["ShardIterator"]
        self._waiting.clear()
        self.failures.clear()

    def pending(self) -> list[Json]:
        """Records read and not yet handled."""
        return [record for batch in self._waiting for record in batch.records]

    @property
    def is_trying_again(self) -> bool:
        """Whether the next batch has failed before."""
        return bool(self._waiting) and self._waiting[0].attempt > 1

    def fetch(self) -> None:
        """Reads what was written since, leaving out what the filter does not want."""
        got = self._streams.get_records(ShardIterator=self._iterator, Limit=_RECORDS_PER_READ)
        self._iterator = got["NextShardIterator"]
        records = [_to_event_record(each, self._arn) for each in got["Records"]]
        wanted = [each for each in records if not self._source.patterns or _matches_one(self._source.patterns, each)]
        size = self._source.batch_size
        self._waiting.extend(_Batch(wanted[start : start + size]) for start in range(0, len(wanted), size))

    def deliver_one(self) -> bool:
        """Invokes the function for the next batch. False if there was none."""
        if not self._waiting:
            return False
        batch = self._waiting.popleft()
        first_failed = self._invoke(batch.records)
        self._waiting.extendleft(reversed(self._again(batch, first_failed)))
        return True

    def _invoke(self, records: list[Json]) -> int:
        """Returns the index of the first record that has to come again; their number if none has."""
        try:
            answer = self._function.invoke({"Records": records})
        except (KeyboardInterrupt, SystemExit):
            raise
        except BaseException:
            logger.debug("%s will be called again", self._function.name, exc_info=True)
            return 0
        if not self._source.partial_failures:
            return len(records)
        return _first_failed(records, answer)

    def _again(self, batch: _Batch, first_failed: int) -> list[_Batch]:
        """The batches to deliver next. With ``bisect`` a batch is halved until only what fails is tried and given up.

        docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
        """
        rest = batch.records[first_failed:]
        if not rest:
            return []
        attempt = batch.attempt + 1 if first_failed == 0 else 2
        if self._source.bisect and len(rest) > 1:
            middle = (len(rest) + 1) // 2
            return [_Batch(rest[:middle], batch.attempt), _Batch(rest[middle:], batch.attempt)]
        if attempt > 1 + self._source.maximum_retries:
            self.failures.extend(FailedRecord(each, attempt - 1) for each in rest)
            return []
        return [_Batch(rest, attempt)]


def _first_failed(records: list[Json], answer: Any) -> int:
    """Of several reported failures the lowest sequence number counts; an answer nobody understands fails them all."""
    failures = (answer or {}).get("batchItemFailures") or []
    numbers = [each["dynamodb"]["SequenceNumber"] for each in records]
    reported = [each.get("itemIdentifier") for each in failures]
    if any(each not in numbers for each in reported):
        return 0
    return min((numbers.index(each) for each in reported), default=len(records))


def _matches_one(patterns: tuple[Json, ...], record: Json) -> bool:
    return any(_matches(pattern, record) for pattern in patterns)


def _matches(pattern: Any, value: Any) -> bool:
    """Lambda's event filtering, as far as serverless.yml uses it: every key must match, a leaf lists its values.

    docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
    """
    if isinstance(pattern, dict):
        return isinstance(value, dict) and all(_matches(each, value.get(key)) for key, each in pattern.items())
    return value in pattern


def _to_event_record(record: Json, arn: str) -> Json:
    """A record of the streams API as Lambda hands it over."""
    change = dict(record["dynamodb"])
    at = change.pop("ApproximateCreationDateTime")
    return {
        **record,
        "awsRegion": REGION,
        "eventSourceARN": arn,
        "dynamodb": {**_json(change), "ApproximateCreationDateTime": _seconds(at)},
    }


def _seconds(at: Any) -> float:
    return at.timestamp() if isinstance(at, dt.datetime) else float(at)


def _json(value: Any) -> Any:
    """Binary attributes become base64, as in Lambda's events."""
    match value:
        case bytes():
            return base64.b64encode(value).decode("ascii")
        case dict():
            return {key: _json(each) for key, each in value.items()}
        case list():
            return [_json(each) for each in value]
        case _:
            return value
