"""Where an operator's or a crew member's wish becomes the record: one transaction, then a hint to the worker."""

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.domain import changes
from bot.domain.charter import Charter, Operator
from bot.domain.docket import Press
from bot.domain.draft import Draft
from bot.domain.errors import Rejected
from bot.domain.guards import GuardKey, Slot, overlaps, rewritten, slots_of
from bot.domain.review import Form, settle
from bot.pipeline.drafts import NothingToCreate, draft_of, nothing_to_create
from bot.ports import Charters, Clock, Jobs, OnFile, Overtaken, Reason, Settings
from language import times

log = logging.getLogger(__name__)

Change = Callable[[Charter, dt.datetime], Charter]

GUARDS_AT_MOST = 90
"""DynamoDB reads and writes at most a hundred items at once; a guard is one for each day and person."""

OVERTAKEN = "Somebody else saved a change at the same moment. Nothing of yours was saved yet: please try again."


@dataclass(frozen=True)
class FrontDesk:
    charters: Charters
    jobs: Jobs
    settings: Settings
    clock: Clock

    def open_review(self, text: str, by: Operator) -> Draft | NothingToCreate:
        """What an operator reviews next, kept as a draft; or why nothing can come of the text."""
        from bot.pipeline.intake import read

        now = self.clock()
        home = next(iter(self.settings.fleet.values()))
        reading = read(text, today=now.astimezone(home.zone).date(), zone=home.zone)
        on_file = self.charters.charter(reading.booking_id.upper()) if reading.booking_id else None
        if nothing := nothing_to_create(reading, on_file):
            return nothing
        draft = draft_of(text, reading, self.settings.fleet, by=by.user, now=now)
        self.charters.save_draft(draft)
        return draft

    def book(self, form: Form, draft: Draft, by: Operator) -> Charter:
        """The charter a settled review describes; the same one for a second click. Raises `Unsettled`, `Rejected`."""
        now = self.clock()
        reviewed = settle(form, draft, self.settings.fleet, now)
        charter = changes.book(
            reviewed.booking_id,
            reviewed.trip,
            reviewed.places,
            agreed=reviewed.agreed,
            draft_id=draft.draft_id,
            by=by,
            now=now,
        )
        on_file = self._on_file(None, charter)
        if on_file.charter is not None:
            return _same_click(on_file.charter, draft)
        try:
            self._write(None, charter, on_file)
        except Overtaken:
            on_file = self._on_file(None, charter)
            if on_file.charter is not None:
                return _same_click(on_file.charter, draft)
            self._refuse_if_taken(charter, on_file)
            raise Rejected("overtaken", OVERTAKEN) from None
        return charter

    def change(self, booking_id: str, change: Change) -> Charter:
        """The next version of a charter on file. Raises `Rejected`."""
        before = self.charter(booking_id)
        after = change(before, self.clock())
        on_file = self._on_file(before, after)
        if on_file.charter != before:
            raise Rejected("overtaken", OVERTAKEN)
        try:
            self._write(before, after, on_file)
        except Overtaken:
            raise Rejected("overtaken", OVERTAKEN) from None
        return after

    def charter(self, booking_id: str) -> Charter:
        """The charter on file. Raises `Rejected` where there is none."""
        charter = self.charters.charter(booking_id)
        if charter is None:
            raise unknown(booking_id)
        return charter

    def tap(self, booking_id: str, tap: Press) -> None:
        """Keeps what was said by a button until ShipCaptainCrew has it. Raises `Rejected`."""
        if not self.charters.tap(booking_id, tap, now=tap.tapped_at):
            raise unknown(booking_id)
        self._hint(booking_id, "tap", tap.tapped_at)

    def retry(self, booking_id: str) -> None:
        """Has everything that rests after a failure tried again at once. Raises `Rejected`."""
        now = self.clock()
        if not self.charters.ask_retry(booking_id, now=now):
            raise unknown(booking_id)
        self._hint(booking_id, "retry", now)

    def _write(self, before: Charter | None, after: Charter, on_file: OnFile) -> None:
        self._refuse_strangers(after, on_file)
        self._refuse_if_taken(after, on_file)
        wanted = self._slots(after)
        guards = rewritten(on_file.guards, {*self._slots(before), *wanted}, wanted, after.booking_id)
        boat = self.settings.fleet[after.trip.boat]
        month = after.trip.start_at.astimezone(boat.zone).strftime("%Y-%m")
        self.charters.commit(after, guards, departure_month=month)
        self._hint(after.booking_id, "changed", after.changes[-1].at)

    def _refuse_strangers(self, charter: Charter, on_file: OnFile) -> None:
        for seat in charter.seats:
            if on_file.roster.named(seat.crew_id) is None:
                raise Rejected("not_on_roster", "Somebody chosen here is no longer on the roster.", field=seat.role)

    def _on_file(self, before: Charter | None, after: Charter) -> OnFile:
        guards = {*self._slots(before), *self._slots(after)}
        if len(guards) > GUARDS_AT_MOST:
            raise Rejected(
                "too_large",
                "This is too long for so many people to be written at once. Please book or move it with fewer crew.",
                field="end_date",
            )
        return self.charters.on_file(after.booking_id, guards)

    def _slots(self, charter: Charter | None) -> Mapping[GuardKey, Slot]:
        return slots_of(charter, self.settings.fleet.get(charter.trip.boat)) if charter else {}

    def _refuse_if_taken(self, charter: Charter, on_file: OnFile) -> None:
        overlap = next(iter(overlaps(self._slots(charter), on_file.guards, charter.booking_id)), None)
        if overlap is None:
            return
        zone = self.settings.fleet[charter.trip.boat].zone
        span = times.span(
            overlap.slot.from_at.astimezone(zone),
            overlap.slot.to_at.astimezone(zone),
            self.clock().astimezone(zone).date(),
        )
        if overlap.key.kind == "boat":
            boat = self.settings.fleet[charter.trip.boat]
            raise Rejected(
                "boat_taken",
                f"{boat.name} is taken by {overlap.booking_id}: {span}, with the time to turn her around.",
                field="start_time",
            )
        role = next(seat.role for seat in charter.seats if seat.crew_id == overlap.key.name)
        name = on_file.roster.name_of(overlap.key.name)
        raise Rejected("person_taken", f"{name} is on {overlap.booking_id}: {span}.", field=role)

    def _hint(self, booking_id: str, reason: Reason, attention_at: dt.datetime) -> None:
        """A lost hint costs a minute: the record says by itself that it wants attention."""
        try:
            self.jobs.look_at(booking_id, reason, attention_at)
        except Exception:  # noqa: BLE001 -- whatever the queue's fault is, the wish is on file
            log.warning("hint not sent, the tick will find the charter", extra={"booking_id": booking_id})


def unknown(booking_id: str) -> Rejected:
    return Rejected("unknown_charter", f"I have no charter {booking_id}. Is the id right? It looks like KWBZPGD.")


def _same_click(on_file: Charter, draft: Draft) -> Charter:
    if on_file.draft_id == draft.draft_id:
        return on_file
    raise Rejected(
        "already_on_file",
        f"{on_file.booking_id} is already on file. Nothing was changed. "
        f"See it with /charter show {on_file.booking_id}.",
        field="booking_id",
    )
