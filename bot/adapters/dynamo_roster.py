"""The crew list in the bot's table in DynamoDB.

=============  ==================  =========================================================================
partition key  sort key            holds
=============  ==================  =========================================================================
``ROSTER``     ``ROSTER``          a read copy of ShipCaptainCrew's roster (written by `dynamo_charters`)
``ROSTER``     ``WISH#{crew_id}``  how an operator wants one person to be, until ShipCaptainCrew has it
=============  ==================  =========================================================================
"""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from bot.adapters.dynamo_guards import guard_key
from bot.domain.charter import BookingId, CrewId, Roster
from bot.domain.guards import Guard, GuardKey, Slot
from bot.domain.roster import Book, Coming, RosterWish
from bot.ports import Overtaken

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ROSTER_KEY = {"pk": {"S": "ROSTER"}, "sk": {"S": "ROSTER"}}
KEYS_AT_ONCE = 100
"""docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html"""
STILL_MINE = "wish_id = :id"


@dataclass(frozen=True)
class DynamoRoster:
    client: "DynamoDBClient"
    table: str

    def open(self) -> Book:
        pages = self.client.get_paginator("query").paginate(
            TableName=self.table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": "ROSTER"}},
            ConsistentRead=True,
        )
        rows = {item["sk"]["S"]: item for page in pages for item in page["Items"]}
        stored = rows["ROSTER"]["roster"]["S"] if "ROSTER" in rows else None
        wishes = [
            RosterWish.model_validate_json(row["wish"]["S"]) for sk, row in rows.items() if sk.startswith("WISH#")
        ]
        return Book(
            roster=Roster.model_validate_json(stored) if stored else Roster(),
            wishes={wish.member.crew_id: wish for wish in wishes},
            stored=stored,
        )

    def save_wish(self, wish: RosterWish, book: Book) -> None:
        same_list: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}
        if book.stored is not None:
            same_list = {
                "ConditionExpression": "roster = :stored",
                "ExpressionAttributeValues": {":stored": {"S": book.stored}},
            }
        held = book.wishes.get(wish.member.crew_id)
        same_wish: dict[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"} if held is None else _mine(held)
        writes: list[Any] = [
            {"ConditionCheck": {"TableName": self.table, "Key": ROSTER_KEY, **same_list}},
            {"Put": {"TableName": self.table, "Item": _item(wish), **same_wish}},
        ]
        try:
            self.client.transact_write_items(TransactItems=writes)
        except self.client.exceptions.TransactionCanceledException as error:
            reasons: Any = error.response.get("CancellationReasons", [])
            if {reason.get("Code") for reason in reasons} <= {"None", "ConditionalCheckFailed", "TransactionConflict"}:
                raise Overtaken from error
            raise

    def has_wishes(self) -> bool:
        answer = self.client.query(
            TableName=self.table,
            KeyConditionExpression="pk = :pk AND begins_with(sk, :wish)",
            ExpressionAttributeValues={":pk": {"S": "ROSTER"}, ":wish": {"S": "WISH#"}},
            Limit=1,
            ConsistentRead=True,
        )
        return bool(answer["Items"])

    def keep(self, wish: RosterWish) -> bool:
        try:
            self.client.put_item(TableName=self.table, Item=_item(wish), **_mine(wish))
        except self.client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def forget(self, wish: RosterWish) -> None:
        try:
            self.client.delete_item(TableName=self.table, Key=_key(wish.member.crew_id), **_mine(wish))
        except self.client.exceptions.ConditionalCheckFailedException:
            return

    def coming(self, crew_id: CrewId, now: dt.datetime, days: int) -> Coming:
        """By the person's guards: one row a day, so one request for a hundred days, however many charters there are."""
        first = now.astimezone(dt.UTC).date()
        keys = [guard_key(GuardKey("crew", crew_id, first + dt.timedelta(days=day))) for day in range(days)]
        slots: dict[BookingId, Slot] = {}
        for at in range(0, len(keys), KEYS_AT_ONCE):
            for guard in self._guards(keys[at : at + KEYS_AT_ONCE]):
                slots |= {booking_id: slot for booking_id, slot in guard.slots.items() if slot.to_at > now}
        return dict(sorted(slots.items(), key=lambda pair: pair[1].from_at))

    def _guards(self, keys: list[str]) -> list[Guard]:
        wanted: Any = {self.table: {"Keys": [{"pk": {"S": key}, "sk": {"S": "GUARD"}} for key in keys]}}
        found: list[Guard] = []
        while wanted:
            answer = self.client.batch_get_item(RequestItems=wanted)
            found += [Guard.model_validate_json(row["guard"]["S"]) for row in answer["Responses"].get(self.table, [])]
            wanted = answer.get("UnprocessedKeys")
        return found


def _key(crew_id: CrewId) -> dict[str, Any]:
    return {"pk": {"S": "ROSTER"}, "sk": {"S": f"WISH#{crew_id}"}}


def _item(wish: RosterWish) -> dict[str, Any]:
    return {**_key(wish.member.crew_id), "wish_id": {"S": wish.wish_id}, "wish": {"S": wish.model_dump_json()}}


def _mine(wish: RosterWish) -> dict[str, Any]:
    return {"ConditionExpression": STILL_MINE, "ExpressionAttributeValues": {":id": {"S": wish.wish_id}}}
