"""One batch of the table's stream: each record moves mails, hints, or nothing.

A record that fails is reported, so that the stream delivers it again from there on
(docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html).
"""

import logging
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.data_classes.dynamo_db_stream_event import DynamoDBRecord

from contracts.jobs import Reconcile, RosterChanged
from services.crew_notifier.changes import Change, hint, requested_notice, whom
from services.crew_notifier.jobs_queue import SqsJobs
from services.crew_notifier.notifier import Notifier

logger = logging.getLogger(__name__)

Job = Reconcile | RosterChanged


def stream_handler(notifier: Notifier, jobs: SqsJobs) -> Callable[[dict[str, Any], Any], Any]:
    def handler(event: dict[str, Any], context: Any) -> Any:
        hinted: set[Job] = set()
        """What the bot was told in this batch: it looks at the rows as they are then, so once is enough."""

        def on_record(record: DynamoDBRecord) -> None:
            images = record.dynamodb
            change = Change(old=(images and images.old_image) or {}, new=(images and images.new_image) or {})
            try:
                _act_on(change, notifier)
                if (job := hint(change)) and job not in hinted:
                    jobs.send(job, deduplication_id=record.event_id or "")
                    hinted.add(job)
            except Exception:
                logger.exception("stream record failed", extra={"stream_event_id": record.event_id})
                raise

        processor = BatchProcessor(EventType.DynamoDBStreams, raise_on_entire_batch_failure=False)
        return process_partial_response(event=event, record_handler=on_record, processor=processor, context=context)

    return handler


def _act_on(change: Change, notifier: Notifier) -> None:
    if people := whom(change):
        notifier.tell(change.event_id, people)
    if notice := requested_notice(change):
        notifier.send_requested(notice)
