"""A charter: one record with a version. Every wish of an operator makes the next version; nothing else is the state."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Literal, NewType

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from bot.domain.boat import Boat, BoatKey, Role
from language.times import first_name

BookingId = NewType("BookingId", str)
CrewId = NewType("CrewId", str)
SlackUser = NewType("SlackUser", str)

SCHEMA = 1
"""Rises when the stored form changes, so that a later release can read records of today."""

CancelledBy = Literal["renter", "us", "weather"]
ChangeKind = Literal["booked", "moved", "edited", "reassigned", "asked_again", "cancelled", "reopened", "forgotten"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class Trip(_Value):
    """What was booked. Times are instants; the boat's zone gives them their local form."""

    boat: BoatKey
    start_at: AwareDatetime
    end_at: AwareDatetime
    party_size: int = Field(ge=1)
    dock: str
    guest_name: str | None = None
    guest_email: str | None = None
    guest_phone: str | None = None
    pickup_location: str | None = None
    notes: str | None = None
    captain_included: bool | None = None
    total_usd: Decimal | None = None
    payout_usd: Decimal | None = None


GUEST_FIELDS = ("guest_name", "guest_email", "guest_phone", "pickup_location", "notes")
"""What of a trip tells who the guest is."""


class Operator(_Value):
    """Who wishes something, as Slack names them."""

    user: SlackUser
    name: str


class Hours(_Value):
    """When a trip was to be, kept to tell people old -> new."""

    boat: BoatKey
    start_at: AwareDatetime
    end_at: AwareDatetime


class Seat(_Value):
    """One person's place on a charter."""

    crew_id: CrewId
    role: Role
    asked_version: int
    """The version at which this person was last put on, or at which boat, hours, call time or dock last changed."""
    asked_at: AwareDatetime
    agreed_with: str | None = None
    """The operator who wrote down this person's yes, for this ``asked_version``."""


class Change(_Value):
    """One version, as the thread tells it."""

    version: int
    kind: ChangeKind
    by: SlackUser
    by_name: str
    at: AwareDatetime
    fields: tuple[str, ...] = ()
    was: Hours | None = None
    people: tuple[CrewId, ...] = ()
    """Who was asked once more, where that was the wish."""
    override: str | None = None
    """Why it was saved although the boat or somebody is taken."""


class Charter(_Value):
    booking_id: BookingId
    schema_version: int = SCHEMA
    version: int
    status: Literal["booked", "cancelled"]
    trip: Trip
    seats: tuple[Seat, ...]
    asked_version: int
    """For guest and operators: the version of the last change of boat, hours or dock, cancel or reopening."""
    asked_at: AwareDatetime
    cancelled_by: CancelledBy | None = None
    operator: SlackUser
    """Who submitted it."""
    draft_id: str
    changes: tuple[Change, ...]
    forgotten_at: AwareDatetime | None = None
    """When everything that tells who the guest was got erased."""

    @property
    def hours(self) -> Hours:
        return Hours(boat=self.trip.boat, start_at=self.trip.start_at, end_at=self.trip.end_at)

    @property
    def duration(self) -> dt.timedelta:
        return self.trip.end_at - self.trip.start_at

    def hours_after(self, change: Change) -> Hours:
        """The hours that held once `change` was made."""
        following = next((later for later in self.changes if later.version > change.version), None)
        return following.was if following and following.was else self.hours

    def overriding(self, reason: str) -> "Charter":
        """The same version with the reason why it stands in spite of another charter."""
        last = self.changes[-1].model_copy(update={"override": reason})
        return self.model_copy(update={"changes": (*self.changes[:-1], last)})

    def seat_of(self, crew_id: str) -> Seat | None:
        return next((seat for seat in self.seats if seat.crew_id == crew_id), None)

    def moved_from(self) -> Hours | None:
        """The hours before the last move since booking or reopening, if there was one."""
        for change in reversed(self.changes):
            if change.kind == "moved":
                return change.was
            if change.kind in ("booked", "reopened"):
                return None
        return None


DIRECT = "Direct"
PLATFORMS = {"GMB": "GetMyBoat", "JD": DIRECT}


def platform_of(booking_id: str) -> str:
    """Where the trip was sold, by the booking id's prefix; Boatsetter's own ids have none."""
    prefix, dash, _ = booking_id.partition("-")
    return PLATFORMS.get(prefix, "Boatsetter") if dash else "Boatsetter"


def call_at(charter: Charter, boat: Boat) -> dt.datetime:
    """When the crew is due on board."""
    return charter.trip.start_at - boat.call_before


class Answer(_Value):
    """A person's answer as ShipCaptainCrew holds it."""

    answer: Literal["confirmed", "declined"]
    via: Literal["slack", "link", "operator"]
    by: str | None = None
    reason: str | None = None
    asked_version: int
    answered_at: AwareDatetime


Answers = Mapping[CrewId, Answer]


def current_answer(seat: Seat, answers: Answers) -> Answer | None:
    """The answer that counts: one given to the call this person was last sent."""
    answer = answers.get(seat.crew_id)
    return answer if answer is not None and answer.asked_version == seat.asked_version else None


def said_yes(seat: Seat, answers: Answers) -> bool:
    answer = current_answer(seat, answers)
    return answer is not None and answer.answer == "confirmed"


MailStop = Literal["bounced", "complained"]
"""Why nothing more is mailed to an address: mails to it come back for good, or its owner called one of them spam."""


class CrewMember(_Value):
    """A person of the roster, as ShipCaptainCrew keeps it."""

    crew_id: CrewId
    name: str
    roles: tuple[Role, ...]
    rank: int
    active: bool
    email: str | None = None
    slack_user: SlackUser | None = None
    phone: str | None = None
    home_boat: BoatKey | None = None
    mail_stopped: MailStop | None = None
    """Known of the address, not wished: ShipCaptainCrew alone says it."""

    @property
    def can_be_mailed(self) -> bool:
        return bool(self.email) and self.mail_stopped is None

    @property
    def first_name(self) -> str:
        return first_name(self.name)


class Roster(_Value):
    members: tuple[CrewMember, ...] = ()

    def named(self, crew_id: str) -> CrewMember | None:
        return next((member for member in self.members if member.crew_id == crew_id), None)

    def by_slack(self, user: str) -> CrewMember | None:
        """The active person with this Slack account."""
        return next((member for member in self.members if member.active and member.slack_user == user), None)

    def able(self, role: Role) -> tuple[CrewMember, ...]:
        """Active people who can fill `role`, the first to be asked first."""
        able = [member for member in self.members if member.active and role in member.roles]
        return tuple(sorted(able, key=lambda member: (member.rank, member.name)))

    def name_of(self, crew_id: str) -> str:
        member = self.named(crew_id)
        return member.name if member else crew_id

    def first_name_of(self, crew_id: str) -> str:
        member = self.named(crew_id)
        return member.first_name if member else crew_id
