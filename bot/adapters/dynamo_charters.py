"""The bot's table in DynamoDB.

=========================  ====================================  =====================================================
partition key              sort key                              holds
=========================  ====================================  =====================================================
``CHARTER#{booking_id}``   ``RECORD``                            the charter, its steps, answers, taps, next look
``CHARTER#{booking_id}``   ``CLAIM#{rule}|{who}|{asked}|…``      what was told to whom, and where it stands in Slack
``CHARTER#{booking_id}``   ``TRAIL#{moment}#{version}``          the audit trail: names of fields, no guest's values
``GUARD#{kind}#{name}…``   ``GUARD``                             who or what is occupied when, one row a day
``DRAFT#{operator}``       ``{draft_id}``                        a pasted text under review
``TITLES``                 ``{listing title}``                   which boat an operator said it is
``BLOCKS``                 ``{block_id}``                        days on which a boat does not sail (`dynamo_blocks`)
``ROSTER``                 ``ROSTER``                            a read copy of ShipCaptainCrew's roster
``ROSTER``                 ``WANTED``                            there while that copy is out of date
``HOMES``                  ``{user}``                            who opened the Home tab of late (`dynamo_season`)
``ROSTER``                 ``WISH#{crew_id}``                    an operator's wish for that roster (`dynamo_roster`)
=========================  ====================================  =====================================================

The record's parts are attributes of their own, so the reconciler writes what it did without touching the charter.
"""

import datetime as dt
import json
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from botocore.exceptions import ClientError
from pydantic import TypeAdapter

from bot.adapters.dynamo_drafts import booked, draft_key
from bot.adapters.dynamo_guards import guard_key, guard_of, guard_put
from bot.adapters.dynamo_rows import BLOCKS, DUE_SHARD
from bot.adapters.dynamo_rows import charter_key as _charter_key
from bot.adapters.dynamo_rows import moment as _moment
from bot.domain.charter import Charter, Roster
from bot.domain.docket import STEPS, Claim, Docket, Glance, NoticeKey, Press, StepName, StepState
from bot.domain.guards import Guard, GuardKey
from bot.domain.outcomes import CrewAnswers
from bot.ports import OnFile, Overtaken

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

CLAIMS_KEPT_SECONDS = 400 * 24 * 3600
CONFLICT_PAUSES_SECONDS = (0.03, 0.08, 0.15)

_ANSWERS: TypeAdapter[CrewAnswers] = TypeAdapter(CrewAnswers)
_PRESS: TypeAdapter[Press] = TypeAdapter(Press)

Item = Mapping[str, Any]


@dataclass(frozen=True)
class DynamoCharters:
    client: "DynamoDBClient"
    table: str

    def docket(self, booking_id: str) -> Docket | None:
        pages = self.client.get_paginator("query").paginate(
            TableName=self.table,
            KeyConditionExpression="pk = :pk AND sk BETWEEN :claims AND :record",
            ExpressionAttributeValues={
                ":pk": {"S": _charter_key(booking_id)},
                ":claims": {"S": "CLAIM#"},
                ":record": {"S": "RECORD"},
            },
            ConsistentRead=True,
        )
        items = [item for page in pages for item in page["Items"]]
        record = next((item for item in items if item["sk"]["S"] == "RECORD"), None)
        if record is None:
            return None
        claims = [_claim(item) for item in items if item["sk"]["S"] != "RECORD"]
        return docket_of(record, {claim.key: claim for claim in claims})

    def charter(self, booking_id: str) -> Charter | None:
        item = self._get(_charter_key(booking_id), "RECORD")
        return Charter.model_validate_json(item["charter"]["S"]) if item else None

    def on_file(self, booking_id: str, guards: Iterable[GuardKey]) -> OnFile:
        wanted = list(guards)
        rows = [(_charter_key(booking_id), "RECORD"), ("ROSTER", "ROSTER")]
        found = self._get_many([*rows, *((guard_key(key), "GUARD") for key in wanted)])
        record, roster = found.get(_charter_key(booking_id)), found.get("ROSTER")
        return OnFile(
            charter=Charter.model_validate_json(record["charter"]["S"]) if record else None,
            guards={key: guard_of(found[guard_key(key)]) for key in wanted if guard_key(key) in found},
            roster=Roster.model_validate_json(roster["roster"]["S"]) if roster else Roster(),
            permalink=record["permalink"]["S"] if record and "permalink" in record else None,
        )

    def some(self, booking_ids: Collection[str]) -> dict[str, Charter]:
        found = self._get_many([(_charter_key(booking_id), "RECORD") for booking_id in booking_ids])
        charters = [Charter.model_validate_json(item["charter"]["S"]) for item in found.values()]
        return {charter.booking_id: charter for charter in charters}

    def guards(self, keys: Iterable[GuardKey]) -> dict[GuardKey, Guard]:
        wanted = {guard_key(key): key for key in keys}
        found = self._get_many([(row, "GUARD") for row in wanted])
        return {wanted[row]: guard_of(item) for row, item in found.items()}

    def commit(self, charter: Charter, guards: Mapping[GuardKey, Guard], *, departure_month: str) -> None:
        change = charter.changes[-1]
        record: dict[str, Any] = {
            "Key": {"pk": {"S": _charter_key(charter.booking_id)}, "sk": {"S": "RECORD"}},
            "UpdateExpression": "SET charter = :charter, version = :version, schema_version = :schema, "
            "#status = :status, start_at = :start, departure_month = :month, attention_at = :now, due_shard = :due",
            "ExpressionAttributeNames": {"#status": "status"},
            "ExpressionAttributeValues": {
                ":charter": {"S": charter.model_dump_json()},
                ":version": {"N": str(charter.version)},
                ":schema": {"N": str(charter.schema_version)},
                ":status": {"S": charter.status},
                ":start": {"S": _moment(charter.trip.start_at)},
                ":month": {"S": departure_month},
                ":now": {"S": _moment(change.at)},
                ":due": {"S": DUE_SHARD},
            },
        }
        if charter.version == 1:
            record["ConditionExpression"] = "attribute_not_exists(pk)"
        else:
            record["ConditionExpression"] = "version = :before"
            record["ExpressionAttributeValues"][":before"] = {"N": str(charter.version - 1)}
        trail = _trail(charter.booking_id, change.at, str(charter.version), change.model_dump_json(exclude_none=True))
        writes: list[Any] = [
            {"Update": {"TableName": self.table, **record}},
            {"Put": {"TableName": self.table, "Item": trail}},
            *({"Put": {"TableName": self.table, **guard_put(key, guard)}} for key, guard in guards.items()),
        ]
        if charter.version == 1:
            writes.append({"Update": {"TableName": self.table, **booked(charter.operator, charter.draft_id)}})
        if charter.forgotten_at is not None:  # the draft holds the text that was pasted
            pasted = draft_key(charter.operator, charter.draft_id)
            writes.append({"Delete": {"TableName": self.table, "Key": pasted}})
        try:
            self._while_in_conflict(lambda: self.client.transact_write_items(TransactItems=writes))
        except self.client.exceptions.TransactionCanceledException as error:
            if "ConditionalCheckFailed" not in _reasons(error):
                raise
            raise Overtaken from error

    def tap(self, booking_id: str, tap: Press, *, now: dt.datetime) -> bool:
        return self._update(
            booking_id,
            "SET #tap = :tap, attention_at = :now, due_shard = :due",
            {":tap": {"S": tap.model_dump_json()}, ":now": {"S": _moment(now)}, ":due": {"S": DUE_SHARD}},
            names={"#tap": tap.slot},
        )

    def ask_retry(self, booking_id: str, *, now: dt.datetime) -> bool:
        return self._update(
            booking_id,
            "SET retry_at = :now, attention_at = :now, due_shard = :due",
            {":now": {"S": _moment(now)}, ":due": {"S": DUE_SHARD}},
        )

    def roster(self) -> Roster:
        item = self._get("ROSTER", "ROSTER")
        return Roster.model_validate_json(item["roster"]["S"]) if item else Roster()

    def want_roster(self) -> None:
        self.client.put_item(TableName=self.table, Item={"pk": {"S": "ROSTER"}, "sk": {"S": "WANTED"}})

    def roster_is_wanted(self) -> bool:
        return self._get("ROSTER", "WANTED") is not None

    def save_roster(self, roster: Roster) -> None:
        self.client.put_item(
            TableName=self.table,
            Item={"pk": {"S": "ROSTER"}, "sk": {"S": "ROSTER"}, "roster": {"S": roster.model_dump_json()}},
        )
        self.client.delete_item(TableName=self.table, Key={"pk": {"S": "ROSTER"}, "sk": {"S": "WANTED"}})

    def note_denied(self, booking_id: str, user: str, wish: str, *, now: dt.datetime) -> None:
        key = {"pk": {"S": _charter_key(booking_id)}, "sk": {"S": "RECORD"}}
        item = _trail(booking_id, now, f"denied-{user}", json.dumps({"denied": wish, "by": user}))
        writes: list[Any] = [
            {"ConditionCheck": {"TableName": self.table, "Key": key, "ConditionExpression": "attribute_exists(pk)"}},
            {"Put": {"TableName": self.table, "Item": item}},
        ]
        try:
            self._while_in_conflict(lambda: self.client.transact_write_items(TransactItems=writes))
        except self.client.exceptions.TransactionCanceledException as error:
            if "ConditionalCheckFailed" not in _reasons(error):
                raise

    def take_lease(self, booking_id: str, until: dt.datetime) -> bool:
        return self._update(
            booking_id,
            "SET attention_at = :until, due_shard = :due",
            {":until": {"S": _moment(until)}, ":due": {"S": DUE_SHARD}},
        )

    def return_lease(
        self, booking_id: str, lease: dt.datetime, attention_at: dt.datetime | None, glance: Glance
    ) -> bool:
        values = {":lease": {"S": _moment(lease)}, ":glance": {"S": glance.model_dump_json()}}
        update = "SET glance = :glance REMOVE attention_at, due_shard"
        if attention_at is not None:
            values[":next"] = {"S": _moment(attention_at)}
            update = "SET glance = :glance, attention_at = :next"
        return self._update(booking_id, update, values, "attention_at = :lease")

    def park(self, booking_id: str, *, now: dt.datetime) -> None:
        values = {":now": {"S": _moment(now)}}
        self._update(booking_id, "SET parked_at = :now REMOVE attention_at, due_shard", values)

    def save_permalink(self, booking_id: str, permalink: str) -> None:
        self._update(booking_id, "SET permalink = :permalink", {":permalink": {"S": permalink}})

    def save_step(self, booking_id: str, name: StepName, state: StepState) -> None:
        values = {":state": {"S": state.model_dump_json()}}
        self._update(booking_id, "SET #step = :state", values, names={"#step": f"step.{name}"})

    def save_crew_answers(self, booking_id: str, heard: CrewAnswers) -> None:
        self._update(booking_id, "SET crew = :crew", {":crew": {"S": heard.model_dump_json()}})

    def forget_tap(self, booking_id: str, tap: Press) -> None:
        values = {":tap": {"S": tap.model_dump_json()}}
        self._update(booking_id, "REMOVE #tap", values, "#tap = :tap", names={"#tap": tap.slot})

    def claim(self, booking_id: str, claim: Claim) -> Claim:
        try:
            self.client.put_item(
                TableName=self.table,
                Item=_claim_item(booking_id, claim),
                ConditionExpression="attribute_not_exists(pk)",
            )
        except self.client.exceptions.ConditionalCheckFailedException:
            held = self._get(_charter_key(booking_id), _claim_key(claim.key))
            return _claim(held) if held else claim
        return claim

    def save_claim(self, booking_id: str, claim: Claim) -> None:
        self.client.put_item(TableName=self.table, Item=_claim_item(booking_id, claim))

    def due(self, now: dt.datetime) -> Iterator[tuple[str, dt.datetime]]:
        pages = self.client.get_paginator("query").paginate(
            TableName=self.table,
            IndexName="due",
            KeyConditionExpression="due_shard = :due AND attention_at <= :now",
            ExpressionAttributeValues={":due": {"S": DUE_SHARD}, ":now": {"S": _moment(now)}},
        )
        for page in pages:
            for item in page["Items"]:
                name = item["sk"]["S"] if item["pk"]["S"] == BLOCKS else item["pk"]["S"].removeprefix("CHARTER#")
                yield name, dt.datetime.fromisoformat(item["attention_at"]["S"])

    def _update(
        self,
        booking_id: str,
        expression: str,
        values: Mapping[str, Any],
        condition: str = "attribute_exists(pk)",
        names: Mapping[str, str] | None = None,
    ) -> bool:
        """One conditional update of the record; False if the condition does not hold."""
        update: dict[str, Any] = {
            "TableName": self.table,
            "Key": {"pk": {"S": _charter_key(booking_id)}, "sk": {"S": "RECORD"}},
            "UpdateExpression": expression,
            "ConditionExpression": condition,
            "ExpressionAttributeValues": values,
        }
        if names:
            update["ExpressionAttributeNames"] = names
        try:
            self._while_in_conflict(lambda: self.client.update_item(**update))
        except self.client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def _while_in_conflict(self, write: Callable[[], object]) -> None:
        """Writes again where DynamoDB refused only because another transaction held an item at that moment.

        docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html (transaction conflicts)
        """
        for pause_seconds in (*CONFLICT_PAUSES_SECONDS, None):
            try:
                write()
            except ClientError as error:
                if pause_seconds is None or not _is_conflict(error):
                    raise
                time.sleep(pause_seconds)
            else:
                return

    def _get(self, pk: str, sk: str) -> Item | None:
        key = {"pk": {"S": pk}, "sk": {"S": sk}}
        return self.client.get_item(TableName=self.table, Key=key, ConsistentRead=True).get("Item")

    def _get_many(self, keys: Iterable[tuple[str, str]]) -> dict[str, Item]:
        """The items that exist, by partition key."""
        rows = [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in keys]
        wanted: Any = {self.table: {"Keys": rows, "ConsistentRead": True}} if rows else {}
        found: dict[str, Item] = {}
        while wanted:
            answer = self.client.batch_get_item(RequestItems=wanted)
            found |= {item["pk"]["S"]: item for item in answer["Responses"].get(self.table, [])}
            wanted = answer.get("UnprocessedKeys")
        return found


def _reasons(error: ClientError) -> set[str]:
    reasons: Any = error.response.get("CancellationReasons", [])
    return {str(reason.get("Code")) for reason in reasons}


def _is_conflict(error: ClientError) -> bool:
    if error.response["Error"]["Code"] == "TransactionConflictException":
        return True
    return "TransactionConflict" in _reasons(error) and "ConditionalCheckFailed" not in _reasons(error)


def docket_of(record: Item, claims: Mapping[NoticeKey, Claim]) -> Docket:
    """The charter's record as it stands in the table or in an index, with the claims that were read."""
    heard = _ANSWERS.validate_json(record["crew"]["S"]) if "crew" in record else CrewAnswers(answers={}, mails=())
    return Docket(
        charter=Charter.model_validate_json(record["charter"]["S"]),
        steps={
            name: StepState.model_validate_json(record[f"step.{name}"]["S"])
            for name in STEPS
            if f"step.{name}" in record
        },
        answers=heard.answers,
        mails=heard.mails,
        acknowledged=heard.acknowledged,
        aboard=heard.aboard,
        photos=heard.photos,
        taps=tuple(
            _PRESS.validate_json(value["S"])
            for name, value in sorted(record.items())
            if name.startswith(("tap.", "got_it.", "photo."))
        ),
        claims=claims,
        attention_at=_read_moment(record, "attention_at"),
        parked_at=_read_moment(record, "parked_at"),
        retry_at=_read_moment(record, "retry_at"),
        permalink=record["permalink"]["S"] if "permalink" in record else None,
        glance=Glance.model_validate_json(record["glance"]["S"]) if "glance" in record else None,
    )


def _read_moment(item: Item, name: str) -> dt.datetime | None:
    return dt.datetime.fromisoformat(item[name]["S"]) if name in item else None


def _claim_key(key: NoticeKey) -> str:
    return f"CLAIM#{key.rule}|{key.recipient}|{key.asked_version}|{key.detail}"


def _claim_item(booking_id: str, claim: Claim) -> dict[str, Any]:
    return {
        "pk": {"S": _charter_key(booking_id)},
        "sk": {"S": _claim_key(claim.key)},
        "claim": {"S": claim.model_dump_json()},
        "expires_at": {"N": str(int(time.time()) + CLAIMS_KEPT_SECONDS)},
    }


def _claim(item: Item) -> Claim:
    return Claim.model_validate_json(item["claim"]["S"])


def _trail(booking_id: str, at: dt.datetime, what: str, entry: str) -> dict[str, Any]:
    return {
        "pk": {"S": _charter_key(booking_id)},
        "sk": {"S": f"TRAIL#{_moment(at)}#{what}"},
        "entry": {"S": entry},
    }
