"""ShipCaptainCrew, over its API."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from pydantic import ValidationError

from bot.adapters.http_api import HttpApi, Refused
from bot.adapters.idempotency import idempotency_key
from bot.domain.boat import BoatKey
from bot.domain.charter import Answer, CrewId, CrewMember, Hours, Roster
from bot.domain.docket import Aboard, GotIt, HidePhoto, Mail, NoticeKey, Photo, Tap
from bot.domain.errors import Fatal
from bot.domain.outcomes import CrewAnswers, CrewEvent, HeldEvent
from contracts.ids import row_id_of
from contracts.photos import HideBody
from contracts.scc import AcknowledgementBody, AnswerBody, CancelBody, Event, EventBody, FeedAddress, NoticeBody
from contracts.scc import CrewMember as StoredMember
from contracts.scc import Roster as StoredRoster

NOT_COUNTED = frozenset({"stale_call", "not_on_event", "event_cancelled"})
GONE = frozenset({"not_found"})


@dataclass(frozen=True)
class HttpCrewEvents:
    api: HttpApi

    def apply(self, event: CrewEvent, version: int, known_id: str | None) -> HeldEvent | None:
        event_id = known_id or row_id_of(event.booking_id)
        if event.cancelled:
            stored = self._cancel(event_id, _cancel_body(event, version))
        else:
            body = _body(event, version)
            key = idempotency_key(event.booking_id, "scc_event", version, body)
            stored = self._put(event_id, body, key) if known_id else None
            if stored is None:
                stored = self.api.call("POST", "/events", Event, body=body, idempotency_key=key)
        if stored is not None and stored.version > version:
            raise Fatal(self.api.system, f"it holds a later version, {stored.version}")
        return _held(stored, event) if stored else None

    def _cancel(self, event_id: str, body: CancelBody) -> Event | None:
        """Also where the id never came back: a call that created the event may have been cut off."""
        return self._unless_gone(lambda: self.api.call("POST", f"/events/{event_id}/cancel", Event, body=body))

    def _put(self, event_id: str, body: EventBody, key: str) -> Event | None:
        path = f"/events/{event_id}"
        return self._unless_gone(lambda: self.api.call("PUT", path, Event, body=body, idempotency_key=key))

    def _unless_gone(self, call: Callable[[], Event]) -> Event | None:
        """The event, or None if there is no such event."""
        try:
            return call()
        except Refused as refused:
            if refused.code != "not_found":
                raise
            return None

    def crew_answers(self, event_id: str) -> CrewAnswers:
        event = self.api.call("GET", f"/events/{event_id}", Event)
        return CrewAnswers(
            answers={CrewId(held.crew_id): Answer.model_validate(held.model_dump()) for held in event.answers},
            mails=tuple(Mail.model_validate(mail.model_dump()) for mail in event.mails),
            acknowledged=tuple(
                NoticeKey(said.kind, said.crew_id, said.asked_version) for said in event.acknowledgements
            ),
            aboard=Aboard.model_validate(event.model_dump(include={"briefing", "head_count"})),
            photos=tuple(Photo.model_validate(photo.model_dump()) for photo in event.photos),
        )

    def deliver(self, event_id: str, tap: Tap) -> bool:
        answer = AnswerBody(
            crew_id=tap.crew_id,
            answer=tap.answer,
            reason=tap.reason,
            via=tap.via,
            by=tap.by,
            asked_version=tap.asked_version,
            answered_at=tap.tapped_at,
        )
        return self._counts(lambda: self.api.send("POST", f"/events/{event_id}/answers", body=answer))

    def acknowledge(self, event_id: str, got_it: GotIt) -> bool:
        body = AcknowledgementBody(
            crew_id=got_it.crew_id,
            kind=got_it.kind,
            asked_version=got_it.asked_version,
            via="slack",
            acknowledged_at=got_it.tapped_at,
        )
        return self._counts(lambda: self.api.send("POST", f"/events/{event_id}/acknowledgements", body=body))

    def hide_photo(self, event_id: str, press: HidePhoto) -> bool:
        path = f"/events/{event_id}/photos/{press.photo_id}"
        if press.hidden:
            body = HideBody(by=press.by[:100])
            return self._counts(lambda: self.api.send("POST", f"{path}/hide", body=body), unless=GONE)
        return self._counts(lambda: self.api.send("POST", f"{path}/show"), unless=GONE)

    def ask_for_mail(
        self, event_id: str, crew_id: CrewId, kind: str, asked_version: int, key: str | None = None
    ) -> bool:
        notice = NoticeBody.model_validate({"crew_id": crew_id, "kind": kind, "asked_version": asked_version})
        path = f"/events/{event_id}/notices"
        return self._counts(lambda: self.api.send("POST", path, body=notice, idempotency_key=key))

    def _counts(self, call: Callable[[], object], unless: frozenset[str] = NOT_COUNTED) -> bool:
        """Whether what was sent is about how things stand; False if that has moved on or is gone."""
        try:
            call()
        except Refused as refused:
            if refused.code in unless:
                return False
            raise
        return True

    def roster(self) -> Roster:
        stored = self.api.call("GET", "/roster", StoredRoster)
        return Roster(members=tuple(CrewMember.model_validate(member.model_dump()) for member in stored.members))

    def put_member(self, member: CrewMember) -> None:
        try:
            body = StoredMember.model_validate(member.model_dump())
            self.api.call("PUT", f"/roster/{member.crew_id}", StoredMember, body=body)
        except Refused as refused:
            raise Fatal(refused.system, refused.why or refused.detail) from refused
        except ValidationError as error:
            fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
            raise Fatal(self.api.system, f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}") from error

    def feeds(self) -> dict[CrewId, str]:
        stored = self.api.call("GET", "/roster", StoredRoster)
        return {CrewId(crew_id): url for crew_id, url in stored.feeds.items()}

    def put_feed(self, crew_id: CrewId, url: str) -> bool:
        body = FeedAddress(feed_url=url)
        return self._counts(lambda: self.api.send("PUT", f"/roster/{crew_id}/feed", body=body), unless=GONE)


def _held(stored: Event, wish: CrewEvent) -> HeldEvent:
    """Nothing here is taken from the wish but what the original format need not hold."""
    boat = BoatKey(stored.body.boat or wish.boat)

    def hours(start_at: dt.datetime | None, end_at: dt.datetime | None) -> Hours:
        return Hours(boat=boat, start_at=start_at or wish.start_at, end_at=end_at or wish.end_at)

    return HeldEvent(
        event_id=stored.event_id,
        cancelled=stored.status == "cancelled",
        hours=hours(stored.body.start_at, stored.body.end_at),
        asked_versions={CrewId(crew_id): asked for crew_id, asked in stored.asked_versions.items()},
        off={CrewId(crew_id): version for crew_id, version in stored.off.items()},
        was={CrewId(crew_id): hours(was.start_at, was.end_at) for crew_id, was in stored.was.items()},
        guest_token=stored.guest_token,
    )


def _cancel_body(event: CrewEvent, version: int) -> CancelBody:
    return CancelBody(version=version, by=event.cancelled_by, guest_erased=event.guest_erased)


def _body(event: CrewEvent, version: int) -> EventBody:
    return EventBody(
        event_date=event.date,
        event_duration_hours=event.duration_hours,
        guest_name=event.guest_name,
        crew_ids=event.crew,
        captain_id=event.captain,
        guest_note=event.notes,
        guest_phone=event.guest_phone,
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
        guest_erased=event.guest_erased,
        asked_versions=dict(event.asked_versions),
        agreed=dict(event.agreed),
    )
