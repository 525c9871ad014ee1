"""ShipCaptainCrew, over its API."""

from dataclasses import dataclass

from bot.adapters.http_api import HttpApi, Refused
from bot.adapters.idempotency import idempotency_key
from bot.domain.charter import Answer, CrewId, CrewMember, Roster
from bot.domain.docket import Mail, Tap
from bot.domain.outcomes import CrewAnswers, CrewEvent
from contracts.scc import AnswerBody, CancelBody, Event, EventBody, NoticeBody
from contracts.scc import Roster as StoredRoster

NOT_COUNTED = frozenset({"stale_call", "not_on_event", "event_cancelled"})


@dataclass(frozen=True)
class HttpCrewEvents:
    api: HttpApi

    def apply(self, event: CrewEvent, version: int, known_id: str | None) -> str:
        body = _body(event, version).model_dump(mode="json", exclude_none=True)
        key = idempotency_key(event.booking_id, "scc_event", version, body)
        if known_id is None:
            created = self.api.call("POST", "/events", body=body, idempotency_key=key)
            known_id = Event.model_validate(created).event_id
            if not event.cancelled:
                return known_id
        if event.cancelled:
            cancel = CancelBody(version=version, by=event.cancelled_by).model_dump(mode="json", exclude_none=True)
            self.api.call("POST", f"/events/{known_id}/cancel", body=cancel)
        else:
            self.api.call("PUT", f"/events/{known_id}", body=body, idempotency_key=key)
        return known_id

    def crew_answers(self, event_id: str) -> CrewAnswers:
        event = Event.model_validate(self.api.call("GET", f"/events/{event_id}"))
        return CrewAnswers(
            answers={CrewId(held.crew_id): Answer.model_validate(held.model_dump()) for held in event.answers},
            mails=tuple(Mail.model_validate(mail.model_dump()) for mail in event.mails),
        )

    def deliver(self, event_id: str, tap: Tap) -> bool:
        answer = AnswerBody(
            crew_id=tap.crew_id,
            answer=tap.answer,
            via="slack",
            asked_version=tap.asked_version,
            answered_at=tap.tapped_at,
        )
        try:
            self.api.call("POST", f"/events/{event_id}/answers", body=answer.model_dump(mode="json", exclude_none=True))
        except Refused as refused:
            if refused.code in NOT_COUNTED:
                return False
            raise
        return True

    def ask_for_mail(self, event_id: str, crew_id: CrewId, kind: str, asked_version: int) -> None:
        notice = NoticeBody.model_validate({"crew_id": crew_id, "kind": kind, "asked_version": asked_version})
        try:
            self.api.call("POST", f"/events/{event_id}/notices", body=notice.model_dump(mode="json"))
        except Refused as refused:
            if refused.code not in NOT_COUNTED:
                raise

    def roster(self) -> Roster:
        stored = StoredRoster.model_validate(self.api.call("GET", "/roster"))
        return Roster(members=tuple(CrewMember.model_validate(member.model_dump()) for member in stored.members))


def _body(event: CrewEvent, version: int) -> EventBody:
    return EventBody(
        event_date=event.date,
        event_duration_hours=event.duration_hours,
        guest_name=event.guest_name,
        crew_ids=event.crew,
        captain_id=event.captain,
        notes=event.notes,
        booking_id=event.booking_id,
        start_at=event.start_at,
        end_at=event.end_at,
        call_at=event.call_at,
        party_size=event.party_size,
        boat=event.boat,
        boat_name=event.boat_name,
        dock=event.dock,
        place=event.place,
        timezone=event.timezone,
        version=version,
        asked_versions=dict(event.asked_versions),
        agreed=dict(event.agreed),
    )
