"""Listing titles that operators explained, in the bot's table: a few rows in one partition."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.boat import BoatKey, LearnedTitle

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

TITLES = "TITLES"


@dataclass(frozen=True)
class DynamoTitles:
    client: "DynamoDBClient"
    table: str

    def known(self, titles: Collection[str]) -> dict[str, BoatKey]:
        learned = {_plain(each.title): each.boat for each in self.every()}
        return {title: learned[_plain(title)] for title in titles if _plain(title) in learned}

    def every(self) -> list[LearnedTitle]:
        pages = self.client.get_paginator("query").paginate(
            TableName=self.table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": TITLES}},
        )
        return [LearnedTitle.model_validate_json(item["title"]["S"]) for page in pages for item in page["Items"]]

    def learn(self, title: LearnedTitle) -> None:
        item = {**_key(title.title), "title": {"S": title.model_dump_json()}}
        self.client.put_item(TableName=self.table, Item=item)

    def forget(self, title: str) -> None:
        self.client.delete_item(TableName=self.table, Key=_key(title))


def _key(title: str) -> Mapping[str, Any]:
    return {"pk": {"S": TITLES}, "sk": {"S": _plain(title)}}


def _plain(title: str) -> str:
    """The same for the same title in other capitals or spaces; at most what a sort key holds."""
    return " ".join(title.casefold().split())[:200] or "-"
