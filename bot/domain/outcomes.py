"""What the steps want of the systems they drive: pure values, turned into wire formats by the adapters."""

import datetime as dt
from collections.abc import Mapping
from typing import Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.boat import Role
from bot.domain.charter import Answers, BookingId, CancelledBy, CrewId, Hours
from bot.domain.docket import Aboard, Mail, NoticeKey, Photo


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class EntryPerson(_Value):
    """One of the crew as the calendar's feeds tell of them."""

    crew_id: CrewId
    name: str
    role: Role
    answer: Literal["confirmed", "declined"] | None


class CalendarEntry(_Value):
    """The charter as the internal calendar shows it; `present` is False once it is cancelled."""

    booking_id: BookingId
    present: bool
    date: dt.date
    title: str
    captain: CrewId | None
    crew: tuple[CrewId, ...]
    start_at: AwareDatetime
    end_at: AwareDatetime
    notes: str
    timezone: str
    boat_name: str | None = None
    dock: str | None = None
    place: str | None = None
    call_at: AwareDatetime | None = None
    guest: str | None = None
    """The first name."""
    party_size: int | None = None
    people: tuple[EntryPerson, ...] = ()


class CrewEvent(_Value):
    """The charter as ShipCaptainCrew holds it."""

    booking_id: BookingId
    cancelled: bool
    cancelled_by: CancelledBy | None
    date: dt.date
    duration_hours: float
    guest_name: str
    guest_erased: bool
    captain: CrewId | None
    crew: tuple[CrewId, ...]
    start_at: AwareDatetime
    end_at: AwareDatetime
    call_at: AwareDatetime
    party_size: int
    boat: str
    boat_name: str
    dock: str
    place: str
    timezone: str
    guest_phone: str | None
    """E.164; only the captain who said yes sees it, on the crew page."""
    notes: str | None
    """The guest's own words."""
    asked_versions: Mapping[CrewId, int]
    agreed: Mapping[CrewId, str]


class HeldEvent(_Value):
    """The event as the crew system holds it after it was made to agree."""

    event_id: str
    cancelled: bool
    hours: Hours
    asked_versions: Mapping[CrewId, int]
    off: Mapping[CrewId, int]
    was: Mapping[CrewId, Hours]
    guest_token: str | None = None


class CrewAnswers(_Value):
    """What ShipCaptainCrew knows of a charter's people, and of the photos its guests added."""

    answers: Answers
    mails: tuple[Mail, ...]
    acknowledged: tuple[NoticeKey, ...] = ()
    aboard: Aboard = Aboard()
    photos: tuple[Photo, ...] = ()


class SiteFile(_Value):
    """A file of the guest site, by its path below the site's root."""

    path: str
    content_type: str
    text: str


class GuestPages(_Value):
    """A charter's files on the guest site, and the path of the page whose address people are given."""

    address: str
    files: tuple[SiteFile, ...]


class Content(_Value):
    """A message in Slack: its blocks, and the text that stands in notifications and for screen readers."""

    text: str
    blocks: tuple[Mapping[str, object], ...]


class Posted(_Value):
    """Where a message stands in Slack."""

    channel: str
    ts: str
