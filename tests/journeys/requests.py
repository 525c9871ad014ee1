"""How much a piece of work asks of the world: each request to AWS, Slack and the APIs, counted at the wire."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from botocore.endpoint import Endpoint
from slack_sdk.web.base_client import BaseClient


@dataclass
class Requests:
    table: list[str] = field(default_factory=list)
    """Operations on the bot's own table."""
    rows: int = 0
    """How many rows they read."""
    sent: int = 0
    """Messages to queues."""
    slack: list[str] = field(default_factory=list)


@contextmanager
def counted(table: str) -> Iterator[Requests]:
    """What is asked while the block runs; of DynamoDB only what concerns `table`."""
    seen = Requests()
    aws_send, slack_send = Endpoint._do_get_response, BaseClient._perform_urllib_http_request_internal

    def aws(self: Endpoint, request: Any, operation: Any, context: Any) -> Any:
        answer = aws_send(self, request, operation, context)
        if operation.name == "SendMessage":
            seen.sent += 1
        elif table in str(request.body):
            seen.table.append(operation.name)
            seen.rows += answer[0][1].get("ScannedCount", 0) if answer[0] else 0
        return answer

    def slack(self: BaseClient, url: str, request: Any) -> Any:
        seen.slack.append(url.rpartition("/")[2])
        return slack_send(self, url, request)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Endpoint, "_do_get_response", aws)
        patch.setattr(BaseClient, "_perform_urllib_http_request_internal", slack)
        yield seen


def old_charters(
    dynamodb: Any,
    table: str,
    booking_id: str,
    count: int,
    *,
    month: str = "2024-05",
    start_at: str = "2024-05-30T20:00:00.000000+00:00",
) -> None:
    """Copies of one charter's record, a multiple of 25; departed two years before, unless told otherwise."""
    key = {"pk": {"S": f"CHARTER#{booking_id}"}, "sk": {"S": "RECORD"}}
    record = dynamodb.get_item(TableName=table, Key=key)["Item"]
    departed = {"departure_month": {"S": month}, "start_at": {"S": start_at}}
    for at in range(0, count, 25):
        copies = [record | departed | {"pk": {"S": f"CHARTER#OLD{number:05}"}} for number in range(at, at + 25)]
        puts = [{"PutRequest": {"Item": copy}} for copy in copies]
        dynamodb.batch_write_item(RequestItems={table: puts})
