"""Tide and weather in the ShipCaptainCrew table: read by key in one request, written unconditionally.

Two refreshes at once write the same; whichever is last stands.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from services.scc.conditions.rows import Key, Row

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ROUNDS = 4
"""So often DynamoDB is asked again for what it left over."""
ITEMS_PER_WRITE = 25  # docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html

Kind = TypeVar("Kind", bound=Row)


class Found:
    """What one reading brought, by key."""

    def __init__(self, bodies: Mapping[Key, str]) -> None:
        self._bodies = bodies

    def row(self, key: Key, model: type[Kind]) -> Kind | None:
        return model.model_validate_json(self._bodies[key]) if key in self._bodies else None


class LeftOver(Exception):
    """DynamoDB took or gave only a part, again and again: it is throttling."""


class ConditionsTable:
    def __init__(self, client: "DynamoDBClient", name: str, real_now: Callable[[], dt.datetime]) -> None:
        self._client = client
        self._name = name
        self._real_now = real_now

    def read(self, keys: Sequence[Key]) -> Found:
        """At most a hundred rows."""
        bodies: dict[Key, str] = {}
        wanted: Any = {self._name: {"Keys": [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in keys]}}
        for _ in range(ROUNDS):
            answer = self._client.batch_get_item(RequestItems=wanted)
            for item in answer["Responses"].get(self._name, ()):
                bodies[item["pk"]["S"], item["sk"]["S"]] = item["body"]["S"]
            wanted = answer.get("UnprocessedKeys")
            if not wanted:
                return Found(bodies)
        raise LeftOver

    def write(self, rows: Mapping[Key, Row]) -> None:
        items = [_wire(row.to_item(key, self._real_now())) for key, row in rows.items()]
        for start in range(0, len(items), ITEMS_PER_WRITE):
            self._write([{"PutRequest": {"Item": item}} for item in items[start : start + ITEMS_PER_WRITE]])

    def _write(self, puts: list[dict[str, Any]]) -> None:
        left: Any = {self._name: puts}
        for _ in range(ROUNDS):
            left = self._client.batch_write_item(RequestItems=left).get("UnprocessedItems")
            if not left:
                return
        raise LeftOver


def _wire(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: {"N": str(value)} if isinstance(value, int) else {"S": value} for name, value in item.items()}
