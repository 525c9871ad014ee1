"""The jobs queue on SQS: FIFO, one group per charter, one per Home tab."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain.charter import SlackUser
from contracts.jobs import AnyJob, Draft, DrawHome, KeepBlock, Reason, Reconcile, RosterChanged, group_of

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True)
class SqsJobs:
    client: "SQSClient"
    queue_url: str

    def keep_block(self, block_id: str, attention_at: dt.datetime) -> None:
        self._send(KeepBlock(block_id=block_id), f"{block_id}:{_moment(attention_at)}")

    def read_files(self, user: SlackUser, source_id: str) -> None:
        self._send(Draft(user=user, draft_id=source_id), source_id)

    def look_at(self, booking_id: str, reason: Reason, attention_at: dt.datetime) -> None:
        self._send(Reconcile(booking_id=booking_id, reason=reason), f"{booking_id}:{_moment(attention_at)}")

    def _send(self, job: AnyJob, once: str) -> None:
        """Sends a job; `once` within five minutes (``MessageDeduplicationId``)."""
        self.client.send_message(
            QueueUrl=self.queue_url,
            MessageBody=job.model_dump_json(),
            MessageGroupId=group_of(job),
            MessageDeduplicationId=once,
        )

    def draw_home(self, user: SlackUser, cause: str, wanted_seconds: float) -> None:
        self._send(DrawHome(user_id=user, wanted_seconds=wanted_seconds), f"home-{user}-{cause}"[:128])

    def roster_changed(self, at: dt.datetime) -> None:
        self._send(RosterChanged(), f"roster:{_moment(at)}")


def _moment(at: dt.datetime) -> str:
    return f"{at.astimezone(dt.UTC):%Y%m%dT%H%M%S.%f}"
