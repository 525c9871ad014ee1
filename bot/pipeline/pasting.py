"""Reads a pasted text and says what comes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.domain import wishes
from bot.domain.boat import Boat, BoatKey, boat_by_title
from bot.domain.charter import Charter, Operator, Roster
from bot.domain.draft import DRAFT_GONE, Draft, draft_id_of
from bot.domain.errors import Rejected
from bot.domain.forms import Unsettled, form_of, hours
from bot.domain.home import home_boat
from bot.domain.opened import BookedAgain, CancelNotice, Nothing, Opened, Review, Row, Several, Update
from bot.domain.wishes import Asked
from bot.pipeline.desk import FrontDesk
from bot.pipeline.drafts import draft_of, id_of
from bot.pipeline.intake import Reading
from bot.pipeline.intake.reading import ProblemCode
from bot.pipeline.known import differences
from bot.ports import OnFile


@dataclass(frozen=True)
class Pasting:
    desk: FrontDesk

    def open(self, text: str, by: Operator, paste_id: str) -> Opened:
        """What an operator sees next; what can be reviewed is kept as a draft. Raises `Rejected`."""
        from bot.pipeline.intake import read

        reading = read(text, today=self.desk.clock().astimezone(self._zone).date(), zone=self._zone)
        if reading.bookings:
            return self._several(reading, by, paste_id)
        booking_id = id_of(reading)
        on_file = self.desk.charters.on_file(booking_id, ()) if booking_id else None
        if on_file is not None and on_file.charter is not None:
            return self._about_known(reading, on_file, on_file.charter, by)
        if reading.expect == "refuse":
            return Nothing("Nothing was created", reading.message)
        boat = self._boats([reading]).get(0)
        draft = draft_of(text, reading, boat, by=by.user, now=self.desk.clock(), draft_id=draft_id_of(paste_id, 0))
        [kept] = self.desk.drafts.save([draft])
        return self._review(kept, on_file.roster if on_file else self.desk.charters.roster())

    def resume(self, draft_id: str, by: Operator) -> Review:
        """A review that was closed, or the next one of a paste. Raises `Rejected` where it is gone or saved."""
        draft = self.desk.drafts.draft(by.user, draft_id)
        if draft is None:
            raise Rejected("draft_gone", DRAFT_GONE)
        return self._review(draft, self.desk.charters.roster())

    @property
    def _zone(self) -> ZoneInfo:
        """Where a text is read before its boat is known."""
        return home_boat(self.desk.settings.fleet).zone

    def _review(self, draft: Draft, roster: Roster) -> Review:
        if draft.booked:
            raise Rejected("draft_saved", "This one is saved already.")
        boat = self.desk.settings.fleet.get(BoatKey(draft.read.get("boat") or ""))
        if boat is None:
            return Review(draft, roster)
        start_at, end_at, errors = hours(draft.read, boat, self.desk.clock())
        if start_at is None or end_at is None or errors:
            return Review(draft, roster)
        return Review(draft, roster, self.desk.boat_overlaps(boat, start_at, end_at))

    def _boats(self, readings: Sequence[Reading]) -> Mapping[int, Boat]:
        """The boat of each reading, by number: by its title, or by what an operator once said of that title."""
        fleet = self.desk.settings.fleet
        titles = {number: reading.boat for number, reading in enumerate(readings) if reading.boat}
        found = {number: boat_by_title(fleet, title) for number, title in titles.items()}
        unknown = {title for number, title in titles.items() if found[number] is None}
        learned = self.desk.titles.known(unknown) if unknown else {}
        said = {number: fleet.get(learned[title]) for number, title in titles.items() if title in learned}
        return {number: boat for number, boat in {**found, **said}.items() if boat is not None}

    def _several(self, whole: Reading, by: Operator, paste_id: str) -> Several:
        readings = whole.bookings
        boats = self._boats(readings)
        on_file = self.desk.charters.some({booking_id for reading in readings if (booking_id := id_of(reading))})
        rows = [_row(reading, boats.get(number), on_file) for number, reading in enumerate(readings)]
        to_review = [number for number, row in enumerate(rows) if row.skipped is None]
        ids = [draft_id_of(paste_id, number) for number in to_review]
        drafts = [
            draft_of(
                "",
                readings[number],
                boats.get(number),
                by=by.user,
                now=self.desk.clock(),
                draft_id=ids[place],
                following=ids[place + 1 :],
            )
            for place, number in enumerate(to_review)
        ]
        self.desk.drafts.save(drafts)
        is_cut = any(problem.code is ProblemCode.TOO_LONG for problem in whole.problems)
        return Several(tuple(rows), ids[0] if ids else None, is_cut)

    def _about_known(self, reading: Reading, on_file: OnFile, charter: Charter, by: Operator) -> Opened:
        """A text about a charter on file never writes over it: it says so, or offers what the text says."""
        booking_id, roster = charter.booking_id, on_file.roster
        if reading.status == "cancelled" and charter.status == "cancelled":
            return Nothing("Nothing to do", f"{booking_id} is cancelled here already.", on_file.permalink)
        if reading.status == "cancelled":
            return CancelNotice(charter, roster)
        if reading.expect == "refuse":
            sentence = f"{reading.message} {booking_id} is on file."
            return Nothing("Nothing was created", sentence, on_file.permalink)
        if charter.status == "cancelled":
            return BookedAgain(charter, roster)
        if charter.forgotten_at is not None:
            sentence = f"Nothing was changed. The guest of {booking_id} was erased, and this text names them."
            return Nothing("Already on file", sentence, on_file.permalink)
        boat = self.desk.settings.fleet[charter.trip.boat]
        changed, doubts = differences(reading, charter, boat, self._boats([reading]).get(0))
        if not changed and not doubts:
            sentence = f"Nothing was created. {booking_id} is already on file, just as this text says."
            return Nothing("Already on file", sentence, on_file.permalink)
        return self._update(Update(charter, roster, {**form_of(charter.trip, boat), **changed}, None, doubts), by)

    def _update(self, update: Update, by: Operator) -> Update:
        """With the version it makes and what is taken, as far as it can stand."""
        before = update.charter
        try:
            after = wishes.edit(Asked(before, update.form, self.desk.settings.fleet, by, self.desk.clock()))
        except (Unsettled, Rejected):
            return update
        return update._replace(after=after, overlaps=self.desk.overlaps_of(before, after))


def _row(reading: Reading, boat: Boat | None, on_file: Mapping[str, Charter]) -> Row:
    booking_id = id_of(reading) or ""
    row = Row(booking_id, boat, reading.guest_name, reading.start_local, reading.party_size, None)
    if booking_id in on_file:
        return row._replace(skipped="on_file")
    if reading.status == "cancelled":
        return row._replace(skipped="cancelled")
    return row._replace(skipped="nothing") if reading.expect == "refuse" else row
