"""Rows of a DynamoDB table as plain dictionaries."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from boto3.dynamodb.types import TypeDeserializer, TypeSerializer

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_TO_WIRE = TypeSerializer()
_FROM_WIRE = TypeDeserializer()
_PASSING = {"None", "ConditionalCheckFailed", "TransactionConflict"}


def from_wire(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _FROM_WIRE.deserialize(value) for name, value in item.items()}


def wire(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _TO_WIRE.serialize(value) for name, value in item.items()}


def with_values(named: Mapping[str, Any]) -> dict[str, Any]:
    """The argument of a call that gives the names of its expressions their values."""
    return {"ExpressionAttributeValues": wire(named)}


def partition(client: "DynamoDBClient", table: str, pk: str) -> list[dict[str, Any]]:
    """All rows under a ``pk``, as they stand now."""
    pages = client.get_paginator("query").paginate(
        TableName=table, KeyConditionExpression="pk = :pk", ConsistentRead=True, **with_values({":pk": pk})
    )
    return [from_wire(item) for page in pages for item in page["Items"]]


def transact(client: "DynamoDBClient", writes: list[Any]) -> bool:
    """All of the writes or none; False where another one was faster."""
    try:
        client.transact_write_items(TransactItems=writes)
    except client.exceptions.TransactionCanceledException as error:
        if {reason.get("Code") for reason in error.response.get("CancellationReasons", [])} <= _PASSING:
            return False
        raise
    return True
