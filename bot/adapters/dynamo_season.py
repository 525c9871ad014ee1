"""The bot's table as lists read it: what departs when, what happened to a charter, whose Home is kept up to date.

A list reads the index by month of departure, which holds whole records: it costs what it shows, not what is on file.
The index follows the table within a second or so.
"""

import json
import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from bot.adapters.dynamo_charters import docket_of
from bot.adapters.dynamo_rows import charter_key, moment
from bot.domain.charter import Change, SlackUser
from bot.domain.season import Found, Search, Viewer
from bot.domain.trail import Denied, Trail

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

log = logging.getLogger(__name__)

MONTH_INDEX = "by_month"
VIEWER_KEPT_SECONDS = 7 * 24 * 3600

_ENTRY: TypeAdapter[Change | Denied] = TypeAdapter(Change | Denied)


@dataclass(frozen=True)
class DynamoSeason:
    client: "DynamoDBClient"
    table: str

    def departing(self, search: Search, queries: int) -> Found:
        pages = ((month, page) for month in search.months for page in self._pages(month, search))
        read = list(islice(pages, queries))
        month, last_page = read[-1]
        return Found(
            dockets=tuple(docket_of(item, {}) for _, page in read for item in page["Items"]),
            complete=month == search.months[-1] and "LastEvaluatedKey" not in last_page,
        )

    def trail(self, booking_id: str, newest: int) -> Trail:
        answer = self.client.query(
            TableName=self.table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :trail)",
            ExpressionAttributeValues={":pk": {"S": charter_key(booking_id)}, ":trail": {"S": "TRAIL#"}},
            ScanIndexForward=False,
            ConsistentRead=True,
            Limit=newest + 1,
        )
        items = answer["Items"]
        return Trail(tuple(map(_entry, items[:newest])), older=len(items) > newest)

    def note_viewer(self, user: SlackUser) -> None:
        self.client.update_item(
            TableName=self.table,
            Key=_viewer_key(user),
            UpdateExpression="SET expires_at = :expires",
            ExpressionAttributeValues={":expires": {"N": str(int(time.time()) + VIEWER_KEPT_SECONDS)}},
        )

    def note_drawn(self, user: SlackUser, seconds: float) -> None:
        try:
            self.client.update_item(
                TableName=self.table,
                Key=_viewer_key(user),
                UpdateExpression="SET drawn_seconds = :drawn",
                ConditionExpression="attribute_exists(pk)",
                ExpressionAttributeValues={":drawn": {"N": f"{seconds:.6f}"}},
            )
        except self.client.exceptions.ConditionalCheckFailedException:
            log.info("the viewer is gone", extra={"user": user})

    def viewers(self) -> tuple[Viewer, ...]:
        pages = self.client.get_paginator("query").paginate(
            TableName=self.table,
            KeyConditionExpression="pk = :homes",
            ExpressionAttributeValues={":homes": {"S": "HOMES"}},
        )
        now = time.time()
        return tuple(
            _viewer(item)
            for page in pages
            for item in page["Items"]
            if float(item["expires_at"]["N"]) > now  # DynamoDB deletes what expired within days, not at once
        )

    def viewer(self, user: SlackUser) -> Viewer | None:
        item = self.client.get_item(TableName=self.table, Key=_viewer_key(user), ConsistentRead=True).get("Item")
        return _viewer(item) if item else None

    def _pages(self, month: str, search: Search) -> Iterator[Any]:
        yield from self.client.get_paginator("query").paginate(
            TableName=self.table,
            IndexName=MONTH_INDEX,
            KeyConditionExpression="departure_month = :month AND start_at BETWEEN :from AND :to",
            ExpressionAttributeValues={
                ":month": {"S": month},
                ":from": {"S": moment(search.from_at)},
                ":to": {"S": moment(search.to_at)},
            },
        )


def _viewer_key(user: SlackUser) -> dict[str, Any]:
    return {"pk": {"S": "HOMES"}, "sk": {"S": user}}


def _viewer(item: Any) -> Viewer:
    drawn = item.get("drawn_seconds")
    return Viewer(SlackUser(item["sk"]["S"]), float(drawn["N"]) if drawn else None)


def _entry(item: Any) -> Change | Denied:
    """A refused try's moment stands in its key alone."""
    return _ENTRY.validate_python({"at": item["sk"]["S"].split("#")[1], **json.loads(item["entry"]["S"])})
