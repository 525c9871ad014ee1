"""Where an operator's or a crew member's wish becomes the record: one transaction, then a hint to the worker."""

import datetime as dt
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain import changes
from bot.domain.boat import Boat
from bot.domain.charter import Charter, Operator, Roster
from bot.domain.docket import Press
from bot.domain.draft import Draft, Source
from bot.domain.errors import Rejected
from bot.domain.forms import Form
from bot.domain.guards import (
    GuardKey,
    Overlap,
    Override,
    Slot,
    Taken,
    boat_slots,
    name_of,
    overlaps,
    rewritten,
    slots_of,
)
from bot.domain.review import settle
from bot.domain.season import departure_month
from bot.ports import Charters, Clock, Drafts, Jobs, OnFile, Overtaken, Reason, Settings, Titles

log = logging.getLogger(__name__)

GUARDS_AT_MOST = 90
"""DynamoDB reads and writes at most a hundred items at once; a guard is one for each day and person."""

OVERTAKEN = "Somebody else saved a change at the same moment. Nothing of yours was saved yet: please try again."


@dataclass(frozen=True)
class FrontDesk:
    charters: Charters
    drafts: Drafts
    titles: Titles
    jobs: Jobs
    settings: Settings
    clock: Clock

    def book(self, form: Form, draft: Draft, by: Operator, override: Override | None = None) -> Charter:
        """The charter a settled review describes; the same one for a second click.

        Raises `Unsettled`, `Taken` and `Rejected`.
        """
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
            self._write(None, charter, on_file, override)
        except Overtaken:
            on_file = self._on_file(None, charter)
            if on_file.charter is not None:
                return _same_click(on_file.charter, draft)
            self._refuse_if_taken(None, charter, on_file, override)
            raise Rejected("overtaken", OVERTAKEN) from None
        return charter

    def change(self, before: Charter, after: Charter, override: Override | None = None) -> Charter:
        """Writes the next version, if `before` is still what is on file. Raises `Overtaken`, `Taken`, `Rejected`."""
        on_file = self._on_file(before, after)
        if on_file.charter != before:
            raise Overtaken
        return self._write(before, after, on_file, override)

    def overlaps_of(self, before: Charter, after: Charter) -> tuple[Overlap, ...]:
        """What others occupy of that which the change newly wants."""
        wanted = self._newly_wanted(before, after)
        return overlaps(wanted, self.charters.guards(wanted), after.booking_id)

    def with_roster(self, booking_id: str) -> tuple[Charter, Roster]:
        """The charter on file and the crew there is. Raises `Rejected` where there is no such charter."""
        on_file = self.charters.on_file(booking_id, ())
        if on_file.charter is None:
            raise unknown(booking_id)
        return on_file.charter, on_file.roster

    def charter(self, booking_id: str) -> Charter:
        """The charter on file. Raises `Rejected` where there is none."""
        charter = self.charters.charter(booking_id)
        if charter is None:
            raise unknown(booking_id)
        return charter

    def boat_overlaps(self, boat: Boat, start_at: dt.datetime, end_at: dt.datetime) -> tuple[Overlap, ...]:
        """What occupies the boat at these hours, before anybody was chosen to sail her."""
        wanted = boat_slots(boat, start_at, end_at)
        return overlaps(wanted, self.charters.guards(wanted), None)

    def tap(self, booking_id: str, tap: Press) -> None:
        """Keeps what was said by a button until ShipCaptainCrew has it. Raises `Rejected`."""
        if not self.charters.tap(booking_id, tap, now=tap.tapped_at):
            raise unknown(booking_id)
        self._hint(booking_id, "tap", tap.tapped_at)

    def read_later(self, source: Source) -> None:
        """Has the files of a paste fetched and read by the worker."""
        self.drafts.save_source(source)
        self.jobs.read_files(source.by.user, source.source_id)

    def retry(self, booking_id: str) -> None:
        """Has everything that rests after a failure tried again at once. Raises `Rejected`."""
        now = self.clock()
        if not self.charters.ask_retry(booking_id, now=now):
            raise unknown(booking_id)
        self._hint(booking_id, "retry", now)

    def _write(self, before: Charter | None, after: Charter, on_file: OnFile, override: Override | None) -> Charter:
        self._refuse_strangers(before, after, on_file)
        after = self._refuse_if_taken(before, after, on_file, override)
        wanted = self._slots(after)
        guards = rewritten(on_file.guards, {*self._slots(before), *wanted}, wanted, after.booking_id)
        month = departure_month(after, self.settings.fleet[after.trip.boat])
        self.charters.commit(after, guards, departure_month=month)
        self._hint(after.booking_id, "changed", after.changes[-1].at)
        return after

    def _refuse_strangers(self, before: Charter | None, charter: Charter, on_file: OnFile) -> None:
        """Whoever is put on must be on the roster; who is on already stays, whatever became of them since."""
        stays = {(seat.crew_id, seat.role) for seat in before.seats} if before else set()
        for seat in charter.seats:
            member = on_file.roster.named(seat.crew_id)
            if (seat.crew_id, seat.role) not in stays and not (member and member.active and seat.role in member.roles):
                raise Rejected("not_on_roster", "Somebody chosen here is no longer on the roster.", field=seat.role)

    def _refuse_if_taken(
        self, before: Charter | None, after: Charter, on_file: OnFile, override: Override | None
    ) -> Charter:
        """The charter, with the reason of the override where one was needed. What is kept as it was is not asked."""
        found = overlaps(self._newly_wanted(before, after), on_file.guards, after.booking_id)
        if not found:
            return after
        if override is None or override.shown != name_of(found):
            raise Taken(found)
        return after.overriding(override.reason)

    def _newly_wanted(self, before: Charter | None, after: Charter) -> dict[GuardKey, Slot]:
        held = self._slots(before)
        return {key: slot for key, slot in self._slots(after).items() if held.get(key) != slot}

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
