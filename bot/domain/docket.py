"""A charter together with all that was done about it so far: what the reconciler reads, and adds to."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.boat import Boat
from bot.domain.charter import Answers, Charter, CrewId, MailStop, Roster, Seat, SlackUser
from bot.domain.conditions import Conditions

StepName = Literal["calendar", "scc_event", "guest_page", "crew_notice"]
STEPS: tuple[StepName, ...] = get_args(StepName)
STEP_TITLES: Mapping[StepName, str] = {
    "calendar": "Calendar",
    "scc_event": "Crew event",
    "guest_page": "Guest page",
    "crew_notice": "Crew asked",
}

MAIL_ON_ITS_WAY = ("sent", "requested", "claimed")
LOST_MAIL_STATES = frozenset({"bounced", "no_address"})
FINAL_MAIL_STATES = frozenset({"sent", "bounced", "no_address", "superseded"})


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)


class Trouble(_Value):
    """Why a step has not reached what is desired of it."""

    fingerprint: str
    """Of what was desired when it failed: a new wish starts afresh."""
    kind: Literal["retrying", "failed", "waiting"]
    detail: str
    reference: str
    tries: int
    since: AwareDatetime
    next_at: AwareDatetime | None = None


class StepState(_Value):
    """Where a step stands: the fingerprint it last reached, and what came back."""

    reached: str | None = None
    version: int | None = None
    result: Mapping[str, str] = {}
    trouble: Trouble | None = None


class NoticeKey(NamedTuple):
    """Under which something is told to somebody once."""

    rule: str
    recipient: str
    asked_version: int
    detail: str = ""


class Mail(_Value):
    """What became of one mail of the crew notifier, as ShipCaptainCrew tells it."""

    crew_id: CrewId
    kind: str
    asked_version: int
    state: str
    at: AwareDatetime | None = None
    why: MailStop | None = None


class Tap(_Value):
    """An answer given in Slack, by the person or as an operator heard it, kept until ShipCaptainCrew has it.

    A later one replaces it.
    """

    crew_id: CrewId
    answer: Literal["confirmed", "declined"]
    asked_version: int
    tapped_at: AwareDatetime
    via: Literal["slack", "operator"] = "slack"
    by: str | None = None
    """The operator who wrote it down."""
    reason: str | None = None

    @property
    def slot(self) -> str:
        """The attribute of the record that holds it."""
        return f"tap.{self.crew_id}"


class GotIt(_Value):
    """*Got it* pressed in Slack, kept until ShipCaptainCrew has it."""

    crew_id: CrewId
    kind: Literal["off", "cancelled"]
    asked_version: int
    tapped_at: AwareDatetime

    @property
    def slot(self) -> str:
        """The attribute of the record that holds it."""
        return f"got_it.{self.kind}.{self.asked_version}.{self.crew_id}"


class HidePhoto(_Value):
    """*Hide* or *Show again* pressed by an operator, kept until ShipCaptainCrew has it. A later one replaces it."""

    photo_id: str
    number: int
    hidden: bool
    by: str
    tapped_at: AwareDatetime

    @property
    def slot(self) -> str:
        """The attribute of the record that holds it."""
        return f"photo.{self.photo_id}"


Press = Tap | GotIt | HidePhoto


class Briefing(_Value):
    """The safety announcement, as the crew wrote it down."""

    by: CrewId
    held_at: AwareDatetime


class HeadCount(_Value):
    """How many guests are aboard, as the crew counted last."""

    by: CrewId
    people: int
    counted_at: AwareDatetime


class Aboard(_Value):
    """What the crew wrote down of the trip as it stands."""

    briefing: Briefing | None = None
    head_count: HeadCount | None = None


THREAD = "#thread"
OPERATORS = "#operators"

UNREAD = "unacknowledged"
"""The rule by which operators hear who has not said that they read it; its detail is what they were told."""

STATUS = NoticeKey("status", "#channel", 1)
"""The living status message in the charters channel; everything else about the charter stands in its thread."""


def status_of_last_week(asked_version: int) -> NoticeKey:
    """The status message that is posted anew when the trip comes near; the thread goes on there."""
    return STATUS._replace(asked_version=asked_version, detail="last week")


def is_status(key: NoticeKey) -> bool:
    return key.rule == STATUS.rule


CREW_RULES = frozenset(
    {
        "call",
        "moved",
        "off",
        "cancelled",
        "nag",
        "reminder_day_before",
        "reminder_day_of",
        "answer_noted",
        "stale_tap",
    }
)
"""Told to one person of the crew, in a direct message."""


MAILED_AGAIN = "mailed_again"
"""The rule by which ShipCaptainCrew is asked for a mail that did not arrive, once an address.

Its detail is the mail, and the address by its fingerprint.
"""

TROUBLE_IN_SLACK = "trouble_in_slack"
"""Told to the submitting operator in a direct message: the charters channel cannot be used."""


class Photo(_Value):
    """A photo that a guest added and that was found fit to be shown."""

    photo_id: str
    number: int
    """In the order in which they were first shown."""
    name: str | None = None
    """From whom, as they wrote it."""
    shown_at: AwareDatetime
    may_publish: bool
    hidden: bool


class Claim(_Value):
    """The right to tell somebody something, and what became of it."""

    key: NoticeKey
    state: Literal["claimed", "sent", "undeliverable"]
    claimed_seconds: float
    """Real time, epoch seconds: from where to look in Slack's history for a message sent just before a crash."""
    at: AwareDatetime
    """The charter's time."""
    user: SlackUser | None = None
    """In whose Slack account one of the crew is told; None elsewhere."""
    channel: str | None = None
    ts: str | None = None
    drawn: str | None = None
    """Fingerprint of what was last drawn, for messages that are kept up to date."""


class Glance(_Value):
    """What lists need to know of the claims, which stand in rows of their own."""

    shown: str
    """Fingerprint of what lists and the App Home show of this charter."""
    in_slack: tuple[CrewId, ...] = ()
    """Who was told something in Slack."""


class Docket(_Value):
    """A charter read for a list comes without its claims; its glance stands in for them."""

    charter: Charter
    steps: Mapping[StepName, StepState] = {}
    answers: Answers = {}
    mails: tuple[Mail, ...] = ()
    acknowledged: tuple[NoticeKey, ...] = ()
    """What people were told and have said that they read: that they are off, that it is cancelled."""
    aboard: Aboard = Aboard()
    photos: tuple[Photo, ...] = ()
    taps: tuple[Press, ...] = ()
    claims: Mapping[NoticeKey, Claim] = {}
    attention_at: AwareDatetime | None = None
    parked_at: AwareDatetime | None = None
    retry_at: AwareDatetime | None = None
    permalink: str | None = None
    """Where its status message stands, as people open it."""
    glance: Glance | None = None

    def step(self, name: StepName) -> StepState:
        return self.steps.get(name, StepState())

    def sent(self, key: NoticeKey) -> bool:
        claim = self.claims.get(key)
        return claim is not None and claim.state != "claimed"

    def status(self) -> NoticeKey:
        """The status message that was posted last: the one people look at."""
        posted = [claim for key, claim in self.claims.items() if is_status(key) and claim.ts is not None]
        return max(posted, key=lambda claim: claim.claimed_seconds).key if posted else STATUS

    def goes_on_elsewhere(self, key: NoticeKey) -> bool:
        """Whether this status message was posted, and a newer one after it."""
        claim = self.claims.get(key)
        return claim is not None and claim.ts is not None and self.status() != key

    def parked(self) -> bool:
        """Whether the charter rests after repeated crashes; a new wish or Retry lifts it."""
        if self.parked_at is None:
            return False
        lifted_at = max(filter(None, (self.retry_at, self.charter.changes[-1].at)))
        return self.parked_at >= lifted_at

    def in_slack(self) -> frozenset[CrewId]:
        """Who was told something in a direct message."""
        if not self.claims and self.glance is not None:
            return frozenset(self.glance.in_slack)
        return frozenset(
            CrewId(key.recipient)
            for key, claim in self.claims.items()
            if key.rule in CREW_RULES
            and key.recipient != THREAD
            and claim.state == "sent"
            and claim.channel is not None
        )

    def unreached(self, seat: Seat) -> bool:
        """Whether every way to this person failed: the mail bounced or has no address, and Slack refused."""
        state = self.mail_state(seat)
        return state is not None and state not in MAIL_ON_ITS_WAY and seat.crew_id not in self.in_slack()

    def mail_state(self, seat: Seat) -> str | None:
        """What became of the mails to this person about the present call; None before there was any."""
        states = {
            mail.state
            for mail in self.mails
            if (mail.crew_id, mail.asked_version) == (seat.crew_id, seat.asked_version)
        }
        return next((state for state in (*MAIL_ON_ITS_WAY, *sorted(states)) if state in states), None)

    def event_id(self) -> str | None:
        return self.step("scc_event").result.get("event_id")

    def guest_link(self) -> str | None:
        """The guest page's address for the guest; what opens the photos stands where no server sees it."""
        url, token = self.step("guest_page").result.get("url"), self.step("scc_event").result.get("guest_token")
        return f"{url}#{token}" if url and token else url


class Scene(NamedTuple):
    """Everything a decision or a view is made from."""

    docket: Docket
    boat: Boat
    roster: Roster
    now: dt.datetime
    conditions: Conditions | None = None
    """Asked for in a run, where the guest page tells of them."""


def behind(state: StepState, desired: str, *, now: dt.datetime, retry_at: dt.datetime | None) -> bool:
    """Whether a step has to run: what is desired is not what it reached, and it is not resting after a failure."""
    if state.reached == desired:
        return False
    trouble = state.trouble
    if trouble is None or trouble.fingerprint != desired or (retry_at is not None and trouble.since <= retry_at):
        return True
    return trouble.next_at is not None and trouble.next_at <= now


def fingerprint(value: BaseModel | str) -> str:
    """A short name for a value: equal values, equal names."""
    text = value if isinstance(value, str) else json.dumps(value.model_dump(mode="json"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:24]
