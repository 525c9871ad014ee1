"""The bot's jobs queue, as SQS keeps it."""

from typing import TYPE_CHECKING

from contracts.jobs import Reconcile, RosterChanged, group_of

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class SqsJobs:
    def __init__(self, client: "SQSClient", queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def send(self, job: Reconcile | RosterChanged, deduplication_id: str) -> None:
        self._client.send_message(
            QueueUrl=self._queue_url,
            MessageBody=job.model_dump_json(),
            MessageGroupId=group_of(job),
            MessageDeduplicationId=deduplication_id,
        )
