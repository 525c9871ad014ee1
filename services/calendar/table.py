"""The calendar's table: a row per entry, with an index by month so that a listing costs what it shows; a row per feed.

=====================  ==========  ==============================================
``pk``                 ``sk``      holds
=====================  ==========  ==============================================
``ENTRY#{entry_id}``   ``ENTRY``   an entry, or its tombstone
``FEED#{feed_id}``     ``FEED``    whose feed it is, and the hash of its secret
``IDEMPOTENCY``        Powertools' own
=====================  ==========  ==============================================
"""

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from contracts.calendar import CalendarEntryBody, FeedBody
from services.calendar.rows import EntryRow, months

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MONTH_INDEX = "by_month"
_SORT = "ENTRY"
_LONG_AGO = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
"""Of a row that was written before rows said when."""


class CalendarTable:
    """Rows of DynamoDB; a write that another one overtook returns ``False`` and changes nothing."""

    def __init__(self, client: "DynamoDBClient", name: str) -> None:
        self._client = client
        self._name = name

    def read(self, entry_id: str) -> EntryRow | None:
        answer = self._client.get_item(TableName=self._name, Key=_key(entry_id), ConsistentRead=True)
        return _from_item(answer["Item"]) if "Item" in answer else None

    def write(self, row: EntryRow, held: EntryRow | None) -> bool:
        """Puts ``row`` if the table still holds ``held``."""
        condition: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
        if held is not None:
            condition = {
                "ConditionExpression": "revision = :held",
                "ExpressionAttributeValues": {":held": {"N": str(held.revision)}},
            }
        try:
            self._client.put_item(TableName=self._name, Item=_to_item(row), **condition)
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def between(self, first: dt.date, last: dt.date) -> list[EntryRow]:
        """Entries and tombstones whose date lies within the span, both days included, in order."""
        pages = self._client.get_paginator("query")
        return [
            _from_item(item)
            for month in months(first, last)
            for page in pages.paginate(
                TableName=self._name,
                IndexName=MONTH_INDEX,
                KeyConditionExpression="#month = :month AND day_key BETWEEN :first AND :last",
                ExpressionAttributeNames={"#month": "month"},
                ExpressionAttributeValues={
                    ":month": {"S": month},
                    ":first": {"S": first.isoformat()},
                    ":last": {"S": f"{last.isoformat()}~"},
                },
            )
            for item in page["Items"]
        ]

    def feed(self, feed_id: str) -> FeedBody | None:
        answer = self._client.get_item(TableName=self._name, Key=_feed_key(feed_id), ConsistentRead=True)
        return FeedBody.model_validate_json(answer["Item"]["feed"]["S"]) if "Item" in answer else None

    def put_feed(self, feed_id: str, feed: FeedBody) -> None:
        item = {**_feed_key(feed_id), "kind": {"S": "feed"}, "feed": {"S": feed.model_dump_json(exclude_none=True)}}
        self._client.put_item(TableName=self._name, Item=item)

    def delete_feed(self, feed_id: str) -> None:
        self._client.delete_item(TableName=self._name, Key=_feed_key(feed_id))


def _feed_key(feed_id: str) -> dict[str, Any]:
    return {"pk": {"S": f"FEED#{feed_id}"}, "sk": {"S": "FEED"}}


def _key(entry_id: str) -> dict[str, Any]:
    return {"pk": {"S": f"ENTRY#{entry_id}"}, "sk": {"S": _SORT}}


def _to_item(row: EntryRow) -> dict[str, Any]:
    item = {
        **_key(row.id),
        "kind": {"S": "entry"},
        "id": {"S": row.id},
        "revision": {"N": str(row.revision)},
        "changed_at": {"S": row.changed_at.isoformat()},
    }
    if row.version is not None:
        item["version"] = {"N": str(row.version)}
    if row.left:
        item["left"] = {"S": json.dumps({crew_id: at.isoformat() for crew_id, at in row.left.items()})}
    for name, told in (("body", row.body), ("gone", row.gone)):
        if told is not None:
            item[name] = {"S": told.model_dump_json(exclude_none=True)}
            item["month"] = {"S": f"{told.date:%Y-%m}"}
            item["day_key"] = {"S": _day_key(row.id, told)}
    return item


def _day_key(entry_id: str, body: CalendarEntryBody) -> str:
    start = body.start_at.astimezone(dt.UTC).isoformat() if body.start_at else ""
    return f"{body.date.isoformat()}#{start}#{entry_id}"


def _from_item(item: Any) -> EntryRow:
    return EntryRow(
        id=item["id"]["S"],
        version=int(item["version"]["N"]) if "version" in item else None,
        revision=int(item["revision"]["N"]),
        body=_told(item, "body"),
        changed_at=dt.datetime.fromisoformat(item["changed_at"]["S"]) if "changed_at" in item else _LONG_AGO,
        gone=_told(item, "gone"),
        left=json.loads(item["left"]["S"]) if "left" in item else {},
    )


def _told(item: Any, name: str) -> CalendarEntryBody | None:
    return CalendarEntryBody.model_validate_json(item[name]["S"]) if name in item else None
