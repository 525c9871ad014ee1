"""The steps that make the other systems agree with the charter.

A step wants something of its system (`desired`, pure) and can make it so (`apply`). Creating, moving, cancelling,
reopening, retrying and recovering from a crash all run these, whenever what is desired differs from what was reached.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pydantic import BaseModel

from bot.domain.call_sheet import CALL_SHEET, call_sheet_of, next_sheet
from bot.domain.charter import Charter, CrewId, Seat, call_at, current_answer, platform_of
from bot.domain.docket import Docket, Scene, StepName
from bot.domain.outcomes import CalendarEntry, CrewEvent, EntryPerson, GuestPages
from bot.ports import CalendarSystem, CrewEvents, GuestPageView, GuestSite
from language.phones import dialled
from language.times import first_name

Result = Mapping[str, str]


Wish = TypeVar("Wish", bound=BaseModel)


class Step(Protocol[Wish]):
    @property
    def name(self) -> StepName: ...

    def desired(self, scene: Scene) -> Wish: ...

    def apply(self, wish: Wish, docket: Docket) -> Result:
        """Makes the system agree; returns ids and links to keep. Raises `Retryable`, `Fatal`."""


@dataclass(frozen=True)
class CalendarStep:
    system: CalendarSystem
    name: StepName = "calendar"

    def desired(self, scene: Scene) -> CalendarEntry:
        charter, boat = scene.docket.charter, scene.boat
        trip = charter.trip
        return CalendarEntry(
            booking_id=charter.booking_id,
            present=charter.status == "booked",
            date=trip.start_at.astimezone(boat.zone).date(),
            title=f"{platform_of(charter.booking_id)} Charter - {_hours(charter)} hours",
            captain=captain_of(charter.seats),
            crew=crew_of(charter.seats),
            start_at=trip.start_at,
            end_at=trip.end_at,
            notes=f"{charter.booking_id}, {boat.name}, party of {trip.party_size}",
            timezone=boat.timezone,
            boat_name=boat.name,
            dock=trip.dock,
            place=boat.place,
            call_at=call_at(charter, boat),
            guest=first_name(trip.guest_name) if trip.guest_name else None,
            party_size=trip.party_size,
            people=tuple(_person(seat, scene) for seat in charter.seats),
        )

    def apply(self, wish: CalendarEntry, docket: Docket) -> Result:
        entry_id = self.system.apply(wish, docket.charter.version, docket.step(self.name).result.get("id"))
        return {"id": entry_id} if entry_id else {}


@dataclass(frozen=True)
class CrewEventStep:
    system: CrewEvents
    name: StepName = "scc_event"

    def desired(self, scene: Scene) -> CrewEvent:
        charter, boat = scene.docket.charter, scene.boat
        trip = charter.trip
        return CrewEvent(
            booking_id=charter.booking_id,
            cancelled=charter.status == "cancelled",
            cancelled_by=charter.cancelled_by,
            date=trip.start_at.astimezone(boat.zone).date(),
            duration_hours=charter.duration.total_seconds() / 3600,
            guest_name=trip.guest_name or "Guest",
            guest_erased=charter.forgotten_at is not None,
            captain=captain_of(charter.seats),
            crew=crew_of(charter.seats),
            start_at=trip.start_at,
            end_at=trip.end_at,
            call_at=call_at(charter, boat),
            party_size=trip.party_size,
            boat=boat.key,
            boat_name=boat.name,
            dock=trip.dock,
            place=boat.place,
            timezone=boat.timezone,
            guest_phone=dialled(trip.guest_phone),
            notes=trip.notes,
            asked_versions={seat.crew_id: seat.asked_version for seat in charter.seats},
            agreed={seat.crew_id: seat.agreed_with for seat in charter.seats if seat.agreed_with},
        )

    def apply(self, wish: CrewEvent, docket: Docket) -> Result:
        held = self.system.apply(wish, docket.charter.version, docket.event_id())
        if held is None:
            return {}
        sheet = next_sheet(call_sheet_of(docket), held, docket.answers)
        token = held.guest_token or ""  # none any more, once the guest is erased
        return {CALL_SHEET: sheet.model_dump_json(), "event_id": held.event_id, "guest_token": token}


@dataclass(frozen=True)
class GuestPageStep:
    site: GuestSite
    view: GuestPageView
    name: StepName = "guest_page"

    def desired(self, scene: Scene) -> GuestPages:
        return self.view(scene, self.site.address)

    def apply(self, wish: GuestPages, docket: Docket) -> Result:
        for file in wish.files:
            self.site.publish(file)
        return {"url": self.site.address(wish.address)}


def captain_of(seats: Sequence[Seat]) -> CrewId | None:
    return next((seat.crew_id for seat in seats if seat.role == "captain"), None)


def crew_of(seats: Sequence[Seat]) -> tuple[CrewId, ...]:
    return tuple(seat.crew_id for seat in seats if seat.role == "crew")


def _person(seat: Seat, scene: Scene) -> EntryPerson:
    answer = current_answer(seat, scene.docket.answers)
    return EntryPerson(
        crew_id=seat.crew_id,
        name=scene.roster.name_of(seat.crew_id),
        role=seat.role,
        answer=answer.answer if answer else None,
    )


def _hours(charter: Charter) -> str:
    return f"{charter.duration.total_seconds() / 3600:g}"
