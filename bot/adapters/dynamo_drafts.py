"""Drafts in the bot's table: one partition per operator, gone after fourteen days."""

import datetime as dt
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.domain.charter import SlackUser
from bot.domain.draft import KEPT_DAYS, Draft, Source, first_id_since

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@dataclass(frozen=True)
class DynamoDrafts:
    client: "DynamoDBClient"
    table: str

    def save(self, drafts: Sequence[Draft]) -> Sequence[Draft]:
        puts: list[Any] = [{"Put": self._first(draft)} for draft in drafts]
        try:
            if puts:
                self.client.transact_write_items(TransactItems=puts)
        except self.client.exceptions.TransactionCanceledException:
            kept = [held for draft in drafts if (held := self.draft(draft.by, draft.draft_id))]
            if len(kept) < len(drafts):
                raise
            return kept
        return drafts

    def draft(self, user: SlackUser, draft_id: str) -> Draft | None:
        item = self.client.get_item(TableName=self.table, Key=draft_key(user, draft_id), ConsistentRead=True).get(
            "Item"
        )
        return _draft(item) if item and "draft" in item else None

    def still_open(self, user: SlackUser, since: dt.datetime) -> list[Draft]:
        pages = self.client.get_paginator("query").paginate(
            TableName=self.table,
            KeyConditionExpression="pk = :pk AND sk >= :since",
            FilterExpression="attribute_not_exists(booked) AND attribute_exists(draft)",
            ExpressionAttributeValues={":pk": {"S": f"DRAFT#{user}"}, ":since": {"S": first_id_since(since)}},
            ScanIndexForward=False,
            ConsistentRead=True,
        )
        return [_draft(item) for page in pages for item in page["Items"]]

    def save_source(self, source: Source) -> None:
        kept = {"source": {"S": source.model_dump_json()}, "expires_at": {"N": _gone()}}
        self.client.put_item(TableName=self.table, Item=draft_key(source.by.user, source.source_id) | kept)

    def source(self, user: SlackUser, source_id: str) -> Source | None:
        item = self.client.get_item(TableName=self.table, Key=draft_key(user, source_id), ConsistentRead=True).get(
            "Item"
        )
        return Source.model_validate_json(item["source"]["S"]) if item and "source" in item else None

    def drop(self, user: SlackUser, draft_id: str) -> None:
        self.client.delete_item(TableName=self.table, Key=draft_key(user, draft_id))

    def drop_all(self, users: Iterable[SlackUser], booking_id: str) -> None:
        for user in users:
            pages = self.client.get_paginator("query").paginate(
                TableName=self.table,
                KeyConditionExpression="pk = :pk",
                FilterExpression="contains(draft, :id)",
                ExpressionAttributeValues={
                    ":pk": {"S": f"DRAFT#{user}"},
                    ":id": {"S": f'"booking_id":"{booking_id}"'},
                },
                ConsistentRead=True,
            )
            for page in pages:
                for item in page["Items"]:
                    self.drop(user, item["sk"]["S"])

    def _first(self, draft: Draft) -> dict[str, Any]:
        """The put that leaves one that is there alone."""
        return {"TableName": self.table, "Item": _item(draft), "ConditionExpression": "attribute_not_exists(pk)"}


def booked(user: SlackUser, draft_id: str) -> dict[str, Any]:
    """The update that marks a draft as booked, for the transaction that books it."""
    return {
        "Key": draft_key(user, draft_id),
        "UpdateExpression": "SET booked = :true, expires_at = :gone",
        "ExpressionAttributeValues": {":true": {"BOOL": True}, ":gone": {"N": _gone()}},
    }


def draft_key(user: SlackUser, draft_id: str) -> dict[str, Any]:
    return {"pk": {"S": f"DRAFT#{user}"}, "sk": {"S": draft_id}}


def _item(draft: Draft) -> dict[str, Any]:
    kept = {"draft": {"S": draft.model_dump_json(exclude={"booked"})}, "expires_at": {"N": _gone()}}
    return draft_key(draft.by, draft.draft_id) | kept


def _draft(item: Mapping[str, Any]) -> Draft:
    return Draft.model_validate_json(item["draft"]["S"]).model_copy(update={"booked": "booked" in item})


def _gone() -> str:
    return str(int(time.time()) + KEPT_DAYS * 24 * 3600)
