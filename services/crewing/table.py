"""The ShipCaptainCrew table. Every write is conditional; one that another write overtook returns ``False``."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from contracts.scc import MailState, MailStop
from services.crewing.day_rows import TICK, BriefingRow, HeadCountRow, Tick, TicksRow, ticks_key
from services.crewing.rows import (
    FINAL,
    AcknowledgementRow,
    AnswerRow,
    EventRow,
    EventRows,
    MemberRow,
    NoticeRow,
    event_key,
    member_key,
    sortable,
)
from services.dynamo.rows import from_wire, partition, transact, wire, with_values

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


_OF_EVENT = ("event", "answer", "notice", "acknowledgement", "ticks", "briefing", "head_count")
_NEW: Mapping[str, Any] = {"ConditionExpression": "attribute_not_exists(pk)"}

_FIRST_ANSWER = "attribute_not_exists(pk) OR asked_version < :asked"
_LATER_ANSWER = f"{_FIRST_ANSWER} OR (asked_version = :asked AND answered_at < :at)"


class CrewingTable:
    def __init__(self, client: "DynamoDBClient", name: str) -> None:
        self._client = client
        self._name = name

    def read_event(self, event_id: str) -> EventRows | None:
        """The event, its answers and its mails as they stand now."""
        items = partition(self._client, self._name, event_key(event_id)["pk"])
        rows = {kind: [item for item in items if item.get("kind") == kind] for kind in _OF_EVENT}
        if not rows["event"]:
            return None
        answers = map(AnswerRow.model_validate, rows["answer"])
        return EventRows(
            event=EventRow.model_validate(rows["event"][0]),
            answers={answer.crew_id: answer for answer in answers},
            notices=tuple(map(NoticeRow.model_validate, rows["notice"])),
            acknowledgements=tuple(map(AcknowledgementRow.model_validate, rows["acknowledgement"])),
            ticks=tuple(map(TicksRow.from_item, rows["ticks"])),
            briefings=tuple(map(BriefingRow.model_validate, rows["briefing"])),
            head_counts=tuple(map(HeadCountRow.model_validate, rows["head_count"])),
        )

    def write_event(self, row: EventRow, held: EventRow | None, agreed: Iterable[AnswerRow] = ()) -> bool:
        """Puts the event if the table still holds ``held``, and with it the answers given by word of mouth."""
        unchanged = _NEW
        if held is not None:
            unchanged = {"ConditionExpression": "revision = :held", **with_values({":held": held.revision})}
        put_event = {"Put": {"TableName": self._name, "Item": wire(row.to_item()), **unchanged}}
        return transact(self._client, [put_event, *map(self._put_first_answer, agreed)])

    def write_answer(self, answer: AnswerRow) -> bool:
        """Puts the answer if it is to the question as it stands, and later than the one that is held."""
        still_asked = {
            "ConditionCheck": {
                "TableName": self._name,
                "Key": wire(event_key(answer.event_id)),
                "ConditionExpression": "#status = :booked AND asked.#crew = :asked",
                "ExpressionAttributeNames": {"#status": "status", "#crew": answer.crew_id},
                **with_values({":booked": "booked", ":asked": answer.asked_version}),
            }
        }
        return transact(self._client, [still_asked, self._put_later_answer(answer)])

    def _put_first_answer(self, answer: AnswerRow) -> dict[str, Any]:
        return self._put_answer(answer, _FIRST_ANSWER, {":asked": answer.asked_version})

    def _put_later_answer(self, answer: AnswerRow) -> dict[str, Any]:
        values = {":asked": answer.asked_version, ":at": sortable(answer.answered_at)}
        return self._put_answer(answer, _LATER_ANSWER, values)

    def _put_answer(self, answer: AnswerRow, condition: str, values: Mapping[str, Any]) -> dict[str, Any]:
        item = wire(answer.to_item())
        return {"Put": {"TableName": self._name, "Item": item, "ConditionExpression": condition, **with_values(values)}}

    def write_notice(self, row: NoticeRow, held: NoticeRow | None) -> bool:
        """Puts the request for a mail if the table still holds ``held``."""
        unchanged = _NEW
        if held is not None:
            unchanged = {
                "ConditionExpression": "request_count = :count AND #state = :state",
                "ExpressionAttributeNames": {"#state": "state"},
                **with_values({":count": held.request_count, ":state": held.state}),
            }
        return self._put(row.to_item(), unchanged)

    def write_acknowledgement(self, row: AcknowledgementRow) -> bool:
        """Puts the acknowledgement unless there is one."""
        return self._put(row.to_item(), _NEW)

    def write_tick(self, row: TicksRow, item: str, tick: Tick) -> bool:
        """Puts one tick unless a later one is held."""
        names = {"#tick": f"{TICK}{item}", "#kind": "kind", "#trip": "trip"}
        values = {":tick": tick.to_text(), ":kind": "ticks", ":event": row.event_id, ":crew": row.crew_id}
        try:
            self._client.update_item(
                TableName=self._name,
                Key=wire(ticks_key(row.event_id, row.crew_id, row.trip)),
                UpdateExpression="SET #tick = :tick, #kind = :kind, event_id = :event, crew_id = :crew, #trip = :trip",
                ConditionExpression="attribute_not_exists(#tick) OR #tick < :tick",
                ExpressionAttributeNames=names,
                **with_values({**values, ":trip": row.trip}),
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def write_of_day(self, row: BriefingRow | HeadCountRow) -> bool:
        """Puts it unless something later was said."""
        item = row.to_item()
        later = "attribute_not_exists(pk) OR said_at < :at"
        return self._put(item, {"ConditionExpression": later, **with_values({":at": item["said_at"]})})

    def claim_notice(self, row: NoticeRow) -> bool:
        """Marks the mail as being sent, unless it is through. A claim that a crash left behind is taken over."""
        values = {f":{state}": state for state in sorted(FINAL)}
        return self._update_notice(
            row, f"attribute_not_exists(pk) OR NOT #state IN ({', '.join(values)})", "claimed", row.at, values
        )

    def finish_notice(self, row: NoticeRow) -> bool:
        """Writes down what became of a claimed mail."""
        return self._update_notice(row, "#state = :claimed", row.state, row.at, {":claimed": "claimed"})

    def bounce_notice(self, row: NoticeRow, why: MailStop, at: dt.datetime) -> bool:
        """Writes down that a mail did not arrive, if it is still the one that was sent last."""
        bounced = row.model_copy(update={"why": why})
        condition = "#state = :sent AND #message_id = :message"
        return self._update_notice(bounced, condition, "bounced", at, {":sent": "sent", ":message": row.message_id})

    def _update_notice(
        self, row: NoticeRow, condition: str, state: MailState, at: dt.datetime, values: Mapping[str, Any]
    ) -> bool:
        item = row.to_item()
        fields = {name: item[name] for name in item.keys() - {"pk", "sk", "requests", "request_count"}}
        fields.update(state=state, at=at.isoformat())
        names = {f"#{name}": name for name in fields}
        kept = {"#requests": "requests", "#count": "request_count"}
        sets = [f"#{name} = :new_{name}" for name in fields]
        sets += ["#requests = if_not_exists(#requests, :none)", "#count = if_not_exists(#count, :zero)"]
        news = {f":new_{name}": value for name, value in fields.items()}
        try:
            self._client.update_item(
                TableName=self._name,
                Key=wire(row.key()),
                UpdateExpression="SET " + ", ".join(sets),
                ConditionExpression=condition,
                ExpressionAttributeNames=names | kept,
                **with_values({**news, **values, ":none": [], ":zero": 0}),
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def members(self) -> tuple[MemberRow, ...]:
        return tuple(map(MemberRow.model_validate, partition(self._client, self._name, "ROSTER")))

    def member(self, crew_id: str) -> MemberRow | None:
        answer = self._client.get_item(TableName=self._name, Key=wire(member_key(crew_id)), ConsistentRead=True)
        return MemberRow.model_validate(from_wire(answer["Item"])) if "Item" in answer else None

    def write_member(self, row: MemberRow, held: MemberRow | None) -> bool:
        """Puts the person if neither the address nor what is known of it changed since ``held``."""
        unchanged = _NEW
        if held is not None:
            said = {name: value for name in ("mail_stopped", "feed_url") if (value := getattr(held, name)) is not None}
            unsaid = {"mail_stopped", "feed_url"} - said.keys()
            same = [f"{name} = :{name}" for name in said] + [f"attribute_not_exists({name})" for name in unsaid]
            unchanged = {
                "ConditionExpression": " AND ".join(("epoch = :held", *sorted(same))),
                **with_values({":held": held.epoch, **{f":{name}": value for name, value in said.items()}}),
            }
        return self._put(row.to_item(), unchanged)

    def write_feed(self, crew_id: str, url: str) -> bool:
        """Notes where an active person's feed is; False if there is no such person."""
        try:
            self._client.update_item(
                TableName=self._name,
                Key=wire(member_key(crew_id)),
                UpdateExpression="SET feed_url = :url",
                ConditionExpression="active = :yes",
                **with_values({":url": url, ":yes": True}),
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True

    def _put(self, item: Mapping[str, Any], condition: Mapping[str, Any]) -> bool:
        try:
            self._client.put_item(TableName=self._name, Item=wire(item), **condition)
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True
