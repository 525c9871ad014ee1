"""The jobs queue on SQS: FIFO, one group per charter."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from contracts.jobs import Reason, Reconcile, RosterChanged, group_of

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True)
class SqsJobs:
    client: "SQSClient"
    queue_url: str

    def look_at(self, booking_id: str, reason: Reason, attention_at: dt.datetime) -> None:
        job = Reconcile(booking_id=booking_id, reason=reason)
        self.client.send_message(
            QueueUrl=self.queue_url,
            MessageBody=job.model_dump_json(),
            MessageGroupId=group_of(job),
            MessageDeduplicationId=f"{booking_id}:{attention_at.astimezone(dt.UTC):%Y%m%dT%H%M%S.%f}",
        )

    def roster_changed(self, at: dt.datetime) -> None:
        job = RosterChanged()
        self.client.send_message(
            QueueUrl=self.queue_url,
            MessageBody=job.model_dump_json(),
            MessageGroupId=group_of(job),
            MessageDeduplicationId=f"roster:{at.astimezone(dt.UTC):%Y%m%dT%H%M%S.%f}",
        )
