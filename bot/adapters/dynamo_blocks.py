"""Boats' blocks in the bot's table: a few rows in one partition, gone a month after their last day."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.adapters.dynamo_guards import guard_put
from bot.adapters.dynamo_rows import BLOCKS, DUE_SHARD, moment
from bot.domain.block import Block
from bot.domain.guards import Guard, GuardKey
from bot.ports import KeptBlock, Overtaken

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEPT = dt.timedelta(days=31)


@dataclass(frozen=True)
class DynamoBlocks:
    client: "DynamoDBClient"
    table: str

    def commit(self, block: Block, guards: Mapping[GuardKey, Guard], *, now: dt.datetime, until: dt.datetime) -> None:
        record: dict[str, Any] = {
            "Key": _key(block.block_id),
            "UpdateExpression": "SET blocked = :block, version = :version, attention_at = :now, due_shard = :due, "
            "expires_at = :gone, tries = :none",
            "ConditionExpression": "attribute_not_exists(pk)" if block.version == 1 else "version = :before",
            "ExpressionAttributeValues": {
                ":block": {"S": block.model_dump_json()},
                ":version": {"N": str(block.version)},
                ":now": {"S": moment(now)},
                ":due": {"S": DUE_SHARD},
                ":gone": {"N": str(int((until + KEPT).timestamp()))},
                ":none": {"N": "0"},
            },
        }
        if block.version > 1:
            record["ExpressionAttributeValues"][":before"] = {"N": str(block.version - 1)}
        writes: list[Any] = [
            {"Update": {"TableName": self.table, **record}},
            *({"Put": {"TableName": self.table, **guard_put(key, guard)}} for key, guard in guards.items()),
        ]
        try:
            self.client.transact_write_items(TransactItems=writes)
        except self.client.exceptions.TransactionCanceledException as error:
            raise Overtaken from error

    def block(self, block_id: str) -> KeptBlock | None:
        item = self.client.get_item(TableName=self.table, Key=_key(block_id), ConsistentRead=True).get("Item")
        return _kept(item) if item else None

    def every(self) -> list[Block]:
        pages = self.client.get_paginator("query").paginate(
            TableName=self.table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": BLOCKS}},
            ConsistentRead=True,
        )
        blocks = [_kept(item).block for page in pages for item in page["Items"]]
        return sorted((block for block in blocks if not block.lifted), key=lambda block: block.first)

    def save_reached(self, block_id: str, version: int, calendar_id: str | None) -> None:
        values: dict[str, Any] = {":version": {"N": str(version)}}
        expression = "SET reached = :version"
        if calendar_id:
            expression += ", calendar_id = :id"
            values[":id"] = {"S": calendar_id}
        self._update(block_id, f"{expression} REMOVE attention_at, due_shard", values, "version = :version")

    def put_off(self, block_id: str, tries: int, attention_at: dt.datetime | None) -> None:
        values: dict[str, Any] = {":tries": {"N": str(tries)}}
        if attention_at is None:
            self._update(block_id, "SET tries = :tries REMOVE attention_at, due_shard", values)
            return
        values |= {":at": {"S": moment(attention_at)}, ":due": {"S": DUE_SHARD}}
        self._update(block_id, "SET tries = :tries, attention_at = :at, due_shard = :due", values)

    def _update(
        self, block_id: str, expression: str, values: Mapping[str, Any], condition: str = "attribute_exists(pk)"
    ) -> None:
        """One update of the row; nothing happens where the condition does not hold: a newer wish looks after it."""
        try:
            self.client.update_item(
                TableName=self.table,
                Key=_key(block_id),
                UpdateExpression=expression,
                ConditionExpression=condition,
                ExpressionAttributeValues=values,
            )
        except self.client.exceptions.ConditionalCheckFailedException:
            return


def _key(block_id: str) -> Mapping[str, Any]:
    return {"pk": {"S": BLOCKS}, "sk": {"S": block_id}}


def _kept(item: Mapping[str, Any]) -> KeptBlock:
    return KeptBlock(
        block=Block.model_validate_json(item["blocked"]["S"]),
        reached=int(item["reached"]["N"]) if "reached" in item else 0,
        calendar_id=item["calendar_id"]["S"] if "calendar_id" in item else None,
        tries=int(item["tries"]["N"]) if "tries" in item else 0,
    )
