"""What carries messages of the jobs queue to the worker: the part of SQS and Lambda that moto does not play.

moto forgets a de-duplication id once its message is deleted, can hand out a later message of a group before an earlier
one, and calls no function. So the pump takes every message off moto's queue at once and keeps order, de-duplication,
redelivery and the dead-letter queue itself.
"""

import hashlib
import logging
import threading
import time
import uuid
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sandbox.functions import REGION, Function

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient

logger = logging.getLogger(__name__)

Json = dict[str, Any]

DEDUPLICATION_SECONDS = 300
"""docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html"""


@dataclass
class Message:
    """One message on its way."""

    id: str
    body: str
    group: str
    deduplication_id: str
    sent_at_ms: int
    sequence: int
    receives: int = 0
    first_received_at_ms: int = 0
    not_before: float = 0.0
    """Moment of ``time.monotonic`` before which it is not delivered again."""

    def to_record(self, queue_arn: str) -> Json:
        """docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#sqs-polling-behavior"""
        return {
            "messageId": self.id,
            "receiptHandle": uuid.uuid4().hex,
            "body": self.body,
            "attributes": {
                "ApproximateReceiveCount": str(self.receives),
                "ApproximateFirstReceiveTimestamp": str(self.first_received_at_ms),
                "SentTimestamp": str(self.sent_at_ms),
                "SenderId": "AIDASANDBOX",
                "SequenceNumber": f"{self.sequence:020d}",
                "MessageGroupId": self.group,
                "MessageDeduplicationId": self.deduplication_id,
            },
            "messageAttributes": {},
            "md5OfBody": hashlib.md5(self.body.encode(), usedforsecurity=False).hexdigest(),
            "eventSource": "aws:sqs",
            "eventSourceARN": queue_arn,
            "awsRegion": REGION,
        }


@dataclass(frozen=True)
class Queue:
    """A FIFO queue as its pump needs to know it."""

    url: str
    arn: str
    dead_letters_url: str
    max_receives: int


class JobsPump:
    """Delivers a FIFO queue's messages to its function, one group at a time each."""

    def __init__(self, sqs: "SQSClient", queue: Queue, batch_size: int, function: Function) -> None:
        self._sqs = sqs
        self._queue = queue
        self._batch_size = batch_size
        self._function = function
        self._lock = threading.Lock()
        self._groups: dict[str, deque[Message]] = {}
        self._busy: set[str] = set()
        self._accepted: dict[str, int] = {}
        self._dead: list[Message] = []
        self._sequence = 0

    def pending(self) -> list[Message]:
        """Messages not yet handled, in order; those being handled at this moment are among them."""
        self.fetch()
        with self._lock:
            return sorted((each for group in self._groups.values() for each in group), key=lambda each: each.sequence)

    def dead_letters(self) -> list[Message]:
        """Messages given up after too many receives. They are in the dead-letter queue too."""
        with self._lock:
            return list(self._dead)

    def accepted(self) -> Mapping[str, int]:
        """When each de-duplication id was last accepted, in milliseconds since 1970."""
        with self._lock:
            return dict(self._accepted)

    def reset(self, accepted: Mapping[str, int] | None = None) -> None:
        with self._lock:
            self._groups.clear()
            self._busy.clear()
            self._accepted = dict(accepted or {})
            self._dead.clear()

    def fetch(self, wait_seconds: int = 0) -> None:
        """Takes what is in moto's queue."""
        while True:
            got = self._sqs.receive_message(
                QueueUrl=self._queue.url,
                MaxNumberOfMessages=10,
                WaitTimeSeconds=wait_seconds,
                MessageSystemAttributeNames=["All"],
            ).get("Messages", [])
            if not got:
                return
            with self._lock:
                for each in got:
                    self._accept(each)
            self._sqs.delete_message_batch(
                QueueUrl=self._queue.url,
                Entries=[{"Id": str(n), "ReceiptHandle": each["ReceiptHandle"]} for n, each in enumerate(got)],
            )
            wait_seconds = 0

    def deliver_one(self, retry_after_seconds: float = 0.0) -> bool:
        """Invokes the function for the oldest message whose group is free. False if there was none.

        If the function raises, the message stays at the head of its group, or is given up.
        """
        batch = self._take()
        if not batch:
            return False
        succeeded = _returns(self._function, {"Records": [each.to_record(self._queue.arn) for each in batch]})
        with self._lock:
            self._put_back(batch, succeeded, time.monotonic() + retry_after_seconds)
        return True

    def _accept(self, got: Any) -> None:
        attributes = got["Attributes"]
        sent_at_ms = int(attributes["SentTimestamp"])
        key = attributes["MessageDeduplicationId"]
        if sent_at_ms - self._accepted.get(key, -DEDUPLICATION_SECONDS * 1000) < DEDUPLICATION_SECONDS * 1000:
            return
        self._accepted[key] = sent_at_ms
        self._sequence += 1
        group = attributes["MessageGroupId"]
        message = Message(got["MessageId"], got["Body"], group, key, sent_at_ms, self._sequence)
        self._groups.setdefault(group, deque()).append(message)

    def _take(self) -> list[Message]:
        now = time.monotonic()
        with self._lock:
            heads = [each[0] for name, each in self._groups.items() if name not in self._busy]
            ready = [each for each in heads if each.not_before <= now]
            if not ready:
                return []
            group = min(ready, key=lambda each: each.sequence).group
            batch = [*self._groups[group]][: self._batch_size]
            self._busy.add(group)
            for each in batch:
                each.receives += 1
                each.first_received_at_ms = each.first_received_at_ms or int(time.time() * 1000)
            return batch

    def _put_back(self, batch: list[Message], succeeded: bool, not_before: float) -> None:
        group = batch[0].group
        self._busy.discard(group)
        waiting = self._groups.get(group)
        if waiting is None:  # emptied meanwhile
            return
        for each in batch:
            each.not_before = not_before
            given_up = not succeeded and each.receives >= self._queue.max_receives
            if succeeded or given_up:
                waiting.remove(each)
            if given_up:
                self._give_up(each)
        if not waiting:
            del self._groups[group]

    def _give_up(self, message: Message) -> None:
        self._dead.append(message)
        self._sqs.send_message(
            QueueUrl=self._queue.dead_letters_url,
            MessageBody=message.body,
            MessageGroupId=message.group,
            MessageDeduplicationId=message.id,
        )


def _returns(function: Function, event: Json) -> bool:
    """Whether the function returns. It may raise anything; only a wish to end the whole process goes further."""
    try:
        function.invoke(event)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:
        logger.debug("%s will be called again", function.name, exc_info=True)
        return False
    return True
