"""Rows of the ShipCaptainCrew table as values.

===============================  =============================================================  ===========
``pk``                           ``sk``                                                         ``kind``
===============================  =============================================================  ===========
``EVENT#{event_id}``             ``EVENT``                                                      ``event``
``EVENT#{event_id}``             ``ANSWER#{crew_id}``                                           ``answer``
``EVENT#{event_id}``             ``NOTICE#{crew_id}#{notice}#{asked_version}``                  ``notice``
``EVENT#{event_id}``             ``ACKNOWLEDGEMENT#{crew_id}#{farewell}#{asked_version}``        ``acknowledgement``
``EVENT#{event_id}``             ``TICKS#{crew_id}#{trip}``                                      ``ticks``
``EVENT#{event_id}``             ``BRIEFING#{trip}``                                            ``briefing``
``EVENT#{event_id}``             ``HEAD_COUNT#{trip}``                                          ``head_count``
``ROSTER``                       ``CREW#{crew_id}``                                             ``member``
``ALBUM#{event_id}``             `services.album.rows`                                          ``album``, ``photo``
``IDEMPOTENCY``                  Powertools' own                                                none
``TIDE#…``, ``WEATHER#…``        `services.scc.conditions.rows`                                 ``tide``, ``weather``
===============================  =============================================================  ===========

Ticks, briefing and head count are `services.crewing.day_rows`.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, field_validator

from contracts.ids import BookingId, CrewId
from contracts.scc import (
    Acknowledgement,
    Answer,
    CrewMember,
    Event,
    EventBody,
    Farewell,
    Mail,
    MailState,
    MailStop,
    NoticeKind,
    Via,
    Was,
)
from services.crewing.day_rows import BriefingRow, HeadCountRow, Tick, TicksRow, trip_of

Status = Literal["booked", "cancelled"]

FINAL: frozenset[MailState] = frozenset({"sent", "bounced", "no_address"})
"""States of a mail after which nothing more is sent for it."""


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class Told(_Row):
    """What a person plans by. When one of these changes, they are asked again; ``boat_name`` only words it."""

    boat: str | None
    boat_name: str | None
    event_date: dt.date
    start_at: AwareDatetime | None
    end_at: AwareDatetime | None
    call_at: AwareDatetime | None
    dock: str | None
    hours: float | None
    """Where no ``start_at`` is known."""

    @classmethod
    def of(cls, body: EventBody) -> "Told":
        start_at = body.start_at
        length = dt.timedelta(hours=body.event_duration_hours)
        return cls(
            boat=body.boat or body.boat_name,
            boat_name=body.boat_name or body.boat,
            event_date=body.event_date,
            start_at=start_at,
            end_at=body.end_at or (start_at + length if start_at else None),
            call_at=body.call_at or (start_at - dt.timedelta(hours=1) if start_at else None),
            dock=body.dock,
            hours=None if start_at else body.event_duration_hours,
        )

    def differs(self, other: "Told") -> bool:
        return self.model_copy(update={"boat_name": other.boat_name}) != other


class EventRow(_Row):
    """One event: what is booked, and who was asked when."""

    event_id: str
    booking_id: BookingId | None = None
    status: Status = "booked"
    version: int
    revision: int = 1
    """Rises with every write of the row; writes are conditioned on it."""
    body: EventBody
    asked: dict[CrewId, int]
    """Everybody who is on, with the version at which they were last asked."""
    off: dict[CrewId, int] = {}
    """Everybody who was on and no longer is, with the version at which they went off."""
    was: dict[CrewId, Told] = {}
    """Of those asked again because it moved: what they had been told before."""
    guest_token: str | None = None

    @field_validator("body", "was", mode="before")
    @classmethod
    def _from_text(cls, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def invitation_of(self, crew_id: str) -> NoticeKind:
        """How this person is asked: ``moved`` if they had been told something else before."""
        return "moved" if crew_id in self.was else "call"

    def told_when_off(self, crew_id: str) -> Told | None:
        """What somebody who was taken off had been told; None for who is on."""
        return self.was.get(crew_id) if crew_id in self.off else None

    def farewell_of(self, crew_id: str) -> tuple[Farewell, int] | None:
        """That this person need not come, with the version it belongs to; None while they are wanted."""
        if crew_id not in self.asked:
            return ("off", self.off[crew_id]) if crew_id in self.off else None
        return ("cancelled", self.asked[crew_id]) if self.status == "cancelled" else None

    def to_item(self) -> dict[str, Any]:
        """``body`` and ``was`` are kept as JSON text: a float of any size survives that."""
        item = self.model_dump(mode="json", exclude={"body", "was"}, exclude_none=True)
        was = {crew_id: told.model_dump(mode="json") for crew_id, told in self.was.items()}
        return {
            **event_key(self.event_id),
            "kind": "event",
            **item,
            "body": self.body.model_dump_json(exclude_none=True),
            "was": json.dumps(was),
        }


class AnswerRow(Answer):
    """The one answer of a person to an event."""

    event_id: str
    booking_id: BookingId | None = None

    def to_item(self) -> dict[str, Any]:
        item = self.model_dump(mode="json", exclude_none=True)
        item["answered_at"] = sortable(self.answered_at)
        return {**answer_key(self.event_id, self.crew_id), "kind": "answer", **item}


class NoticeRow(_Row):
    """One mail: the claim that it is being sent, and what became of it."""

    event_id: str
    booking_id: BookingId | None = None
    crew_id: CrewId
    notice: NoticeKind
    asked_version: int
    state: MailState
    at: AwareDatetime
    requests: tuple[AwareDatetime, ...] = ()
    """When the API was last asked for it; the latest few."""
    request_count: int = 0
    message_id: str | None = None
    """What the mail service calls the mail that was sent last."""
    epoch: int | None = None
    """Of the person's address when it was decided what becomes of the mail."""
    why: MailStop | None = None

    def key(self) -> dict[str, str]:
        return notice_key(self.event_id, self.crew_id, self.notice, self.asked_version)

    def to_item(self) -> dict[str, Any]:
        return {**self.key(), "kind": "notice", **self.model_dump(mode="json", exclude_none=True)}

    def to_mail(self) -> Mail:
        return Mail(
            crew_id=self.crew_id,
            kind=self.notice,
            asked_version=self.asked_version,
            state=self.state,
            at=self.at,
            why=self.why,
        )


class AcknowledgementRow(_Row):
    """That one person has read that they need not come. Written once."""

    event_id: str
    booking_id: BookingId | None = None
    crew_id: CrewId
    farewell: Farewell
    asked_version: int
    via: Via
    acknowledged_at: AwareDatetime

    def to_item(self) -> dict[str, Any]:
        key = {
            "pk": f"EVENT#{self.event_id}",
            "sk": f"ACKNOWLEDGEMENT#{self.crew_id}#{self.farewell}#{self.asked_version}",
        }
        return {**key, "kind": "acknowledgement", **self.model_dump(mode="json", exclude_none=True)}

    def to_acknowledgement(self) -> Acknowledgement:
        return Acknowledgement(
            crew_id=self.crew_id,
            kind=self.farewell,
            asked_version=self.asked_version,
            via=self.via,
            acknowledged_at=self.acknowledged_at,
        )


class MemberRow(CrewMember):
    """A person of the roster."""

    epoch: int = 1
    """Rises when the address changes or the person is deactivated: links of an earlier one are void."""
    feed_url: str | None = None
    """Where their charters can be read as a calendar; void with the links."""

    def can_be_mailed_since(self, epoch: int | None) -> bool:
        """Whether the address is another one than at that epoch, and nothing speaks against it."""
        return self.active and bool(self.email) and self.mail_stopped is None and self.epoch > (epoch or 0)

    def to_item(self) -> dict[str, Any]:
        return {**member_key(self.crew_id), "kind": "member", **self.model_dump(mode="json", exclude_none=True)}

    def to_member(self) -> CrewMember:
        return CrewMember(**self.model_dump(exclude={"epoch", "feed_url"}))


@dataclass(frozen=True)
class EventRows:
    """An event with all that belongs to it."""

    event: EventRow
    answers: Mapping[str, AnswerRow]
    notices: tuple[NoticeRow, ...]
    acknowledgements: tuple[AcknowledgementRow, ...] = ()
    ticks: tuple[TicksRow, ...] = ()
    briefings: tuple[BriefingRow, ...] = ()
    head_counts: tuple[HeadCountRow, ...] = ()

    @property
    def trip(self) -> str:
        return trip_of(self.event.body)

    def ticks_of(self, crew_id: str) -> Mapping[str, Tick]:
        """This person's ticks of the trip as it stands."""
        held = (row.ticks for row in self.ticks if (row.crew_id, row.trip) == (crew_id, self.trip))
        return next(held, {})

    def briefing(self) -> BriefingRow | None:
        return next((row for row in self.briefings if row.trip == self.trip), None)

    def head_count(self) -> HeadCountRow | None:
        return next((row for row in self.head_counts if row.trip == self.trip), None)

    def answer_of(self, crew_id: str) -> AnswerRow | None:
        """The answer that counts: the one to the question as it stands now."""
        held = self.answers.get(crew_id)
        return held if held and held.asked_version == self.event.asked.get(crew_id) else None

    def acknowledgement_of(self, crew_id: str) -> AcknowledgementRow | None:
        """The one of what this person was last told."""
        stands = self.event.farewell_of(crew_id)
        held = (row for row in self.acknowledgements if row.crew_id == crew_id)
        return next((row for row in held if (row.farewell, row.asked_version) == stands), None)

    def notice(self, crew_id: str, kind: NoticeKind, asked_version: int) -> NoticeRow | None:
        wanted = notice_key(self.event.event_id, crew_id, kind, asked_version)
        return next((row for row in self.notices if row.key() == wanted), None)

    def to_event(self) -> Event:
        event = self.event
        told = [row for crew_id in sorted({*event.asked, *event.off}) if (row := self.acknowledgement_of(crew_id))]
        current = [answer for crew_id in sorted(event.asked) if (answer := self.answer_of(crew_id))]
        return Event(
            event_id=event.event_id,
            status=event.status,
            version=event.version,
            booking_id=event.booking_id,
            body=event.body,
            asked_versions=event.asked,
            off=event.off,
            was={crew_id: Was(start_at=was.start_at, end_at=was.end_at) for crew_id, was in event.was.items()},
            answers=tuple(Answer(**answer.model_dump(exclude={"event_id", "booking_id"})) for answer in current),
            mails=tuple(notice.to_mail() for notice in self.notices),
            guest_token=event.guest_token,
            acknowledgements=tuple(row.to_acknowledgement() for row in told),
            briefing=briefing.to_briefing() if (briefing := self.briefing()) else None,
            head_count=count.to_head_count() if (count := self.head_count()) else None,
        )


def event_key(event_id: str) -> dict[str, str]:
    return {"pk": f"EVENT#{event_id}", "sk": "EVENT"}


def answer_key(event_id: str, crew_id: str) -> dict[str, str]:
    return {"pk": f"EVENT#{event_id}", "sk": f"ANSWER#{crew_id}"}


def notice_key(event_id: str, crew_id: str, kind: str, asked_version: int) -> dict[str, str]:
    return {"pk": f"EVENT#{event_id}", "sk": f"NOTICE#{crew_id}#{kind}#{asked_version}"}


def member_key(crew_id: str) -> dict[str, str]:
    return {"pk": "ROSTER", "sk": f"CREW#{crew_id}"}


def sortable(moment: dt.datetime) -> str:
    """The moment in UTC at fixed width: sorts as text."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def people(body: EventBody) -> tuple[CrewId, ...]:
    """Everybody who is on, the captain first."""
    return (*((body.captain_id,) if body.captain_id else ()), *body.crew_ids)
