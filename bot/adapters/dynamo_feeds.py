"""Feeds in the bot's table: a few rows in one partition, written only if nobody renewed them meanwhile."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.feeds import Feed

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

FEEDS = "FEEDS"


@dataclass(frozen=True)
class DynamoFeeds:
    client: "DynamoDBClient"
    table: str

    def some(self, feed_ids: Collection[str]) -> Sequence[Feed]:
        keys = [_key(feed_id) for feed_id in feed_ids]
        answer = self.client.batch_get_item(RequestItems={self.table: {"Keys": keys, "ConsistentRead": True}})
        return [_from_item(item) for item in answer["Responses"].get(self.table, [])]

    def every(self) -> Sequence[Feed]:
        pages = self.client.get_paginator("query").paginate(
            TableName=self.table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": FEEDS}},
            ConsistentRead=True,
        )
        return [_from_item(item) for page in pages for item in page["Items"]]

    def save(self, feed: Feed, held: Feed | None) -> bool:
        unchanged = _unchanged(held) if held else {"ConditionExpression": "attribute_not_exists(pk)"}
        item = {**_key(feed.feed_id), "secret": {"S": feed.secret}, "feed": {"S": feed.model_dump_json()}}
        try:
            self.client.put_item(TableName=self.table, Item=item, **unchanged)
        except self.client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def drop(self, feed: Feed) -> None:
        try:
            self.client.delete_item(TableName=self.table, Key=_key(feed.feed_id), **_unchanged(feed))
        except self.client.exceptions.ConditionalCheckFailedException:
            return


def _key(feed_id: str) -> dict[str, Any]:
    return {"pk": {"S": FEEDS}, "sk": {"S": feed_id}}


def _unchanged(held: Feed) -> dict[str, Any]:
    return {
        "ConditionExpression": "secret = :held",
        "ExpressionAttributeValues": {":held": {"S": held.secret}},
    }


def _from_item(item: Any) -> Feed:
    return Feed.model_validate_json(item["feed"]["S"])
