"""The hint to the bot that there is a new photo."""

from typing import TYPE_CHECKING

from contracts.jobs import Reconcile, group_of
from services.album.rows import PhotoRow

if TYPE_CHECKING:
    from mypy_boto3_sqs import SQSClient


class SqsJobs:
    def __init__(self, client: "SQSClient", queue_url: str) -> None:
        self._client = client
        self._queue_url = queue_url

    def photo_added(self, photo: PhotoRow) -> None:
        job = Reconcile(booking_id=photo.booking_id, reason="photo_added")
        self._client.send_message(
            QueueUrl=self._queue_url,
            MessageBody=job.model_dump_json(),
            MessageGroupId=group_of(job),
            MessageDeduplicationId=f"{photo.booking_id}:photo:{photo.photo_id}",
        )
