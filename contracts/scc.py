"""ShipCaptainCrew (SCC) API: events, answers, notices and the roster.

Header ``X-Service-Key``; optional ``Idempotency-Key``. Errors are problem JSON (`contracts.problems`).

===========================================  ==========================================================
``POST /events``                             201 `Event`; with a known ``booking_id`` 200 and that event
``PUT /events/{event_id}``                   200 `Event`; a lower ``version`` changes nothing
``POST /events/{event_id}/cancel``           200 `Event`; body `CancelBody`
``GET /events/{event_id}``                   200 `Event`, with the photos that guests added
``POST /events/{event_id}/answers``          200 `Event`; 409 ``stale_call``, 404 ``not_on_event``
``POST /events/{event_id}/notices``          202 `Event`; asks the crew notifier for one mail
``POST /events/{event_id}/acknowledgements`` 200 `Event`; 409 ``stale_call``, 404 ``not_on_event``
``POST /events/{event_id}/bounces``          200 `Event`; 404 ``not_found`` for a mail that SCC did not send
``GET /roster``, ``PUT /roster/{crew_id}``   200 `Roster`, 200 `CrewMember`
``PUT /roster/{crew_id}/feed``               204; body `FeedAddress`; 404 for who is not on the roster, or inactive
``GET /conditions``                          200 `contracts.conditions.Conditions`
``ANY /g/{booking_id}/photo``                `contracts.photos`, for guests
===========================================  ==========================================================
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from contracts.ids import BookingId, CrewId, Version
from contracts.photos import ShownPhoto
from contracts.times import Day, Moment, ZoneName

Role = Literal["captain", "crew"]
AnswerWord = Literal["confirmed", "declined"]
Via = Literal["slack", "link", "operator"]
Farewell = Literal["off", "cancelled"]
"""What nobody need answer, but everybody should have read: that they need not come."""
NoticeKind = Literal[
    "call",
    "moved",
    "off",
    "cancelled",
    "reminder_day_before",
    "reminder_day_of",
    "nag",
    "answer_noted",
    "new_link",
]
MailState = Literal["requested", "claimed", "sent", "bounced", "no_address", "superseded"]
MailStop = Literal["bounced", "complained"]
"""Why nothing more is mailed to an address: mails to it come back for good, or its owner called one of them spam."""
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"  # RFC 5322, 3.2.3
_MAILBOX = rf"^{_ATOM}(\.{_ATOM})*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$"
Email = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, max_length=254, pattern=_MAILBOX)]
"""One plain mailbox, so that it can stand in a mail header as it is."""

Phone = Annotated[str, StringConstraints(pattern=r"^\+[1-9]\d{6,14}$")]
"""E.164."""


class _Frozen(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)


class EventBody(_Frozen):
    """``event_date`` … ``notes`` are the original format and enough by themselves; the rest is optional."""

    event_date: Day
    event_duration_hours: float = Field(gt=0, le=24 * 31)
    guest_name: str = Field(min_length=1, max_length=200)
    crew_ids: tuple[CrewId, ...] = Field(default=(), max_length=20)
    captain_id: CrewId | None = None
    notes: str | None = Field(default=None, max_length=4000)
    booking_id: BookingId | None = None
    start_at: Moment | None = None
    end_at: Moment | None = None
    call_at: Moment | None = None
    """When the crew is due on board; one hour before ``start_at`` where it is not given."""
    party_size: int | None = Field(default=None, ge=1, le=1000)
    boat: str | None = Field(default=None, max_length=100)
    """The boat's key in ``boats.toml``."""
    boat_name: str | None = Field(default=None, max_length=100)
    dock: str | None = Field(default=None, max_length=300)
    timezone: ZoneName | None = None
    """The zone in which times are told to people."""
    place: str | None = Field(default=None, max_length=100)
    """Whose time that is, in words: "San Diego" is told as "San Diego time"."""
    guest_phone: Phone | None = None
    """For the captain who said yes, on the crew page, from call time to end; for nobody else."""
    guest_note: str | None = Field(default=None, max_length=4000)
    """What the guest asked for, in the guest's words: for those who said yes, on the crew page. ``notes`` are not."""
    version: Version | None = None
    asked_versions: dict[CrewId, Version] | None = None
    """Per person, the version at which they were last asked. SCC counts by itself where it is absent."""
    agreed: dict[CrewId, Annotated[str, StringConstraints(max_length=100)]] | None = None
    """People who said yes by word of mouth, each with the name of the operator who wrote it down."""
    guest_erased: bool = False
    """Nobody may know any more who the guest was: token and photos go for good."""

    @model_validator(mode="after")
    def _each_person_once(self) -> "EventBody":
        if len({*self.crew_ids}) != len(self.crew_ids) or self.captain_id in self.crew_ids:
            raise ValueError("nobody can hold two places on one event")
        return self


class CancelBody(_Frozen):
    version: Version | None = None
    by: Literal["renter", "us", "weather"] | None = None
    guest_erased: bool = False
    """The event keeps neither the guest's name nor the notes, token or photos."""


class AnswerBody(_Frozen):
    crew_id: CrewId
    answer: AnswerWord
    reason: str | None = Field(default=None, max_length=500)
    via: Via
    by: str | None = Field(default=None, max_length=100)
    """For ``via = operator``: who wrote the answer down."""
    asked_version: Version
    answered_at: Moment


class NoticeBody(_Frozen):
    crew_id: CrewId
    kind: NoticeKind
    asked_version: Version


class AcknowledgementBody(_Frozen):
    crew_id: CrewId
    kind: Farewell
    asked_version: Version
    via: Via
    acknowledged_at: Moment


class BounceBody(_Frozen):
    """That a mail did not arrive, or was called spam. The same again changes nothing."""

    crew_id: CrewId
    kind: NoticeKind
    asked_version: Version
    message_id: str = Field(min_length=1, max_length=200)
    """What the mail service calls the mail. One that SCC does not know is refused."""
    address: Email
    why: MailStop


class Answer(_Frozen):
    """The one answer row of a person; it counts while ``asked_version`` is the person's current one."""

    crew_id: CrewId
    answer: AnswerWord
    reason: str | None = None
    via: Via
    by: str | None = None
    asked_version: int
    answered_at: Moment


class Acknowledgement(_Frozen):
    """That a person has read that they are off, or that the event is cancelled; the first one stays."""

    crew_id: CrewId
    kind: Farewell
    asked_version: int
    via: Via
    acknowledged_at: Moment


class Mail(_Frozen):
    """What became of one mail of the crew notifier."""

    crew_id: CrewId
    kind: NoticeKind
    asked_version: int
    state: MailState
    at: Moment
    why: MailStop | None = None
    """Of a bounced one, where it is known."""


class Was(_Frozen):
    """The hours a person was told before the present ones."""

    start_at: Moment | None = None
    end_at: Moment | None = None


class Briefing(_Frozen):
    """The safety announcement of the trip as it stands, as the crew wrote it down; the latest stands."""

    by: CrewId
    held_at: Moment


class HeadCount(_Frozen):
    """How many guests are aboard, as the crew counted last."""

    people: int
    by: CrewId
    counted_at: Moment


class Event(_Frozen):
    """An event as SCC holds it, with the answers and mails that belong to it."""

    event_id: str
    status: Literal["booked", "cancelled"]
    version: int
    booking_id: BookingId | None = None
    body: EventBody
    asked_versions: dict[CrewId, int]
    off: dict[CrewId, int] = {}
    """Who was taken off, with the version at which it was learned."""
    was: dict[CrewId, Was] = {}
    """What those who were asked again, or taken off, had been told before."""
    answers: tuple[Answer, ...] = ()
    mails: tuple[Mail, ...] = ()
    guest_token: str | None = None
    """Opens the photos of the guest page to whoever has the guest's link; gone once the guest is erased."""
    acknowledgements: tuple[Acknowledgement, ...] = ()
    """Of what stands now; what a reopening or a new call made moot is not among them."""
    briefing: Briefing | None = None
    head_count: HeadCount | None = None
    """Both of the trip as it stands: a moved one starts without."""
    photos: tuple[ShownPhoto, ...] = ()
    """Told by ``GET`` alone."""


class CrewMember(_Frozen):
    """A person of the roster; reached by e-mail, by Slack, or both."""

    crew_id: CrewId
    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    roles: tuple[Role, ...] = Field(min_length=1)
    rank: int = Field(default=1, ge=1, le=99)
    """Who is asked first: 1 before 2."""
    active: bool = True
    email: Email | None = None
    slack_user: Annotated[str, StringConstraints(pattern=r"^[UW][A-Z0-9]{1,20}$")] | None = None
    phone: Phone | None = None
    home_boat: str | None = Field(default=None, max_length=100)
    """Key in ``boats.toml`` of the boat this person sails on most."""
    mail_stopped: MailStop | None = None
    """Nothing is mailed to this address any more. SCC says it; a ``PUT`` with another address ends it."""

    @model_validator(mode="after")
    def _reachable(self) -> "CrewMember":
        if not (self.email or self.slack_user):
            raise ValueError("a crew member needs an e-mail address or a Slack user")
        return self


class FeedAddress(_Frozen):
    """Where a person's charters can be read as a calendar. It is a secret of theirs."""

    feed_url: Annotated[str, StringConstraints(pattern=r"^https?://[A-Za-z0-9.:-]+/[A-Za-z0-9._/-]{1,300}$")]


class Roster(_Frozen):
    members: tuple[CrewMember, ...] = ()
    feeds: dict[CrewId, str] = {}
    """The address of each person's feed. It is gone once their mail address has changed or they were deactivated."""
