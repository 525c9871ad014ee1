"""What the pipeline and the Slack handlers need of the world, as roles.

Adapters fill them, `bot.wiring` puts them together.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

from bot.domain.block import Block
from bot.domain.boat import BoatKey, Fleet, LearnedTitle
from bot.domain.charter import Charter, CrewId, CrewMember, Roster, SlackUser
from bot.domain.conditions import Conditions
from bot.domain.docket import Claim, Docket, Glance, GotIt, HidePhoto, NoticeKey, Press, Scene, StepName, StepState, Tap
from bot.domain.draft import Draft, Source
from bot.domain.feeds import Feed
from bot.domain.guards import Guard, GuardKey
from bot.domain.home import Home
from bot.domain.lost_mail import LostMail
from bot.domain.opened import Opened
from bot.domain.outcomes import CalendarEntry, Content, CrewAnswers, CrewEvent, GuestPages, HeldEvent, Posted, SiteFile
from bot.domain.roster import Book, Coming, Outcome, RosterWish
from bot.domain.season import Found, OtherEntry, Search, Viewer
from bot.domain.trail import Trail
from drawing.tide import Span

Clock = Callable[[], dt.datetime]


class OnFile(NamedTuple):
    """What a change must be held against, read at once."""

    charter: Charter | None
    guards: Mapping[GuardKey, Guard]
    roster: Roster
    permalink: str | None = None
    """Where the charter is followed in Slack."""


class Charters(Protocol):
    """The bot's table. Every write that changes a charter sets ``attention_at``, so the tick finds it."""

    def docket(self, booking_id: str) -> Docket | None:
        """The charter and all that was done about it, read consistently."""

    def charter(self, booking_id: str) -> Charter | None: ...

    def on_file(self, booking_id: str, guards: Iterable[GuardKey]) -> OnFile:
        """The charter, the guards and the roster in one consistent read."""

    def some(self, booking_ids: Collection[str]) -> Mapping[str, Charter]:
        """Those of the charters that are on file, at most a hundred asked for at once."""

    def guards(self, keys: Iterable[GuardKey]) -> Mapping[GuardKey, Guard]: ...

    def commit(self, charter: Charter, guards: Mapping[GuardKey, Guard], *, departure_month: str) -> None:
        """The next version, its trail entry and its guards, all or nothing; the first one's draft is booked with it.

        Raises `Overtaken`.
        """

    def tap(self, booking_id: str, tap: Press, *, now: dt.datetime) -> bool:
        """Stores a pressed button with the charter; False if there is no such charter."""

    def ask_retry(self, booking_id: str, *, now: dt.datetime) -> bool:
        """Lifts every rest after a failure; False if there is no such charter."""

    def roster(self) -> Roster: ...

    def want_roster(self) -> None:
        """Notes that the read copy is out of date, until `save_roster`."""

    def roster_is_wanted(self) -> bool: ...

    def save_roster(self, roster: Roster) -> None: ...

    def note_denied(self, booking_id: str, user: str, wish: str, *, now: dt.datetime) -> None:
        """Puts a refused try on the charter's trail; nothing happens where there is no such charter."""

    # What the reconciler adds. None of it is conditioned on the version.

    def take_lease(self, booking_id: str, until: dt.datetime) -> bool:
        """Puts the next look off to `until`; False if there is no such charter."""

    def return_lease(
        self, booking_id: str, lease: dt.datetime, attention_at: dt.datetime | None, glance: Glance
    ) -> bool:
        """Sets the next moment to look and what lists show, unless somebody asked for attention meanwhile (False)."""

    def park(self, booking_id: str, *, now: dt.datetime) -> None:
        """Takes the charter out of the clock until a new wish or Retry."""

    def save_permalink(self, booking_id: str, permalink: str) -> None: ...

    def save_step(self, booking_id: str, name: StepName, state: StepState) -> None: ...

    def save_crew_answers(self, booking_id: str, heard: CrewAnswers) -> None: ...

    def forget_tap(self, booking_id: str, tap: Press) -> None:
        """Removes a delivered tap, if no later one replaced it."""

    def claim(self, booking_id: str, claim: Claim) -> Claim:
        """Puts the claim if nobody holds it; returns the one that stands now."""

    def save_claim(self, booking_id: str, claim: Claim) -> None: ...

    def due(self, now: dt.datetime) -> Iterable[tuple[str, dt.datetime]]:
        """Charters and blocks whose moment to be looked at has come, by their ids, with that moment."""


class Drafts(Protocol):
    """Pasted texts under review, each operator's own."""

    def save(self, drafts: Sequence[Draft]) -> Sequence[Draft]:
        """Keeps the drafts of one paste, all or none; returns those that stand, which are the first ones saved."""

    def draft(self, user: SlackUser, draft_id: str) -> Draft | None: ...

    def still_open(self, user: SlackUser, since: dt.datetime) -> Sequence[Draft]:
        """What this operator began to review at or after a moment and did not save, the latest first."""

    def save_source(self, source: Source) -> None: ...

    def source(self, user: SlackUser, source_id: str) -> Source | None: ...

    def drop(self, user: SlackUser, draft_id: str) -> None:
        """Forgets a draft or a source."""

    def drop_all(self, users: Iterable[SlackUser], booking_id: str) -> None:
        """Forgets whatever these people pasted about a booking."""


class Titles(Protocol):
    """Listing titles that are in no file: an operator once said which boat each one is."""

    def known(self, titles: Collection[str]) -> Mapping[str, BoatKey]: ...

    def every(self) -> Sequence[LearnedTitle]: ...

    def learn(self, title: LearnedTitle) -> None: ...

    def forget(self, title: str) -> None: ...


class KeptBlock(NamedTuple):
    """A block with the version of it that the calendar holds."""

    block: Block
    reached: int
    calendar_id: str | None
    tries: int


class Blocks(Protocol):
    """Days on which a boat does not sail. Every write sets ``attention_at``, so the tick finds it."""

    def commit(self, block: Block, guards: Mapping[GuardKey, Guard], *, now: dt.datetime, until: dt.datetime) -> None:
        """The block and its guards, all or nothing; gone some time after `until`. Raises `Overtaken`."""

    def block(self, block_id: str) -> KeptBlock | None: ...

    def every(self) -> Sequence[Block]:
        """Those that are not over long ago, the next first; lifted ones are left out."""

    def save_reached(self, block_id: str, version: int, calendar_id: str | None) -> None:
        """Notes which version the calendar holds; nothing more is due then."""

    def put_off(self, block_id: str, tries: int, attention_at: dt.datetime | None) -> None:
        """Notes a failed try, and when to look again (None: not by itself)."""


class Overtaken(Exception):
    """Somebody else wrote the charter or one of its guards first."""


Reason = Literal["changed", "tap", "crew_answered", "mail_state", "due", "retry"]


class Season(Protocol):
    """The bot's table as lists read it; what is read here may be a second old."""

    def departing(self, search: Search, queries: int) -> Found:
        """The charters of a search, without their claims, by at most so many requests."""

    def trail(self, booking_id: str, newest: int) -> Trail:
        """What was done to a charter and what was refused."""

    def note_viewer(self, user: SlackUser) -> None:
        """Keeps this person's Home up to date for a week from now."""

    def note_drawn(self, user: SlackUser, seconds: float) -> None:
        """Notes the real moment from which what is drawn on a Home was gathered."""

    def viewers(self) -> tuple[Viewer, ...]: ...

    def viewer(self, user: SlackUser) -> Viewer | None: ...


class Jobs(Protocol):
    def look_at(self, booking_id: str, reason: Reason, attention_at: dt.datetime) -> None:
        """Hints that a charter wants to be looked at; the same moment hinted twice is one message."""

    def keep_block(self, block_id: str, attention_at: dt.datetime) -> None:
        """Hints that a block wants to be looked at."""

    def read_files(self, user: SlackUser, source_id: str) -> None:
        """Has the files of a paste read."""

    def draw_home(self, user: SlackUser, cause: str, wanted_seconds: float) -> None:
        """Has a Home tab drawn as things stand at that real moment or later; the same cause twice is one message."""

    def roster_changed(self, at: dt.datetime) -> None:
        """Hints that the crew list wants to be looked at."""


class CalendarSystem(Protocol):
    def apply(self, entry: CalendarEntry, version: int, known_id: str | None) -> str | None:
        """Makes the calendar agree; returns the entry's id if there is one. Raises `Retryable`, `Fatal`."""


class OtherEntries(Protocol):
    def others(self, first: dt.date, last: dt.date) -> tuple[OtherEntry, ...]:
        """The calendar's entries of these days that are not charters. Raises `Retryable`, `Fatal`."""


class Feeds(Protocol):
    """The feeds' addresses, in the bot's table."""

    def some(self, feed_ids: Collection[str]) -> Sequence[Feed]: ...

    def every(self) -> Sequence[Feed]: ...

    def save(self, feed: Feed, held: Feed | None) -> bool:
        """Keeps the feed if its address on file still is that of `held` (None: there is none)."""

    def drop(self, feed: Feed) -> None:
        """Forgets it, unless it was renewed meanwhile."""


class CalendarFeeds(Protocol):
    """Whom the calendar lets read its feeds. Raises `Retryable`, `Fatal`."""

    def put_feed(self, feed: Feed) -> None:
        """Has the feed open with this secret and no other."""

    def end_feed(self, feed_id: str) -> None:
        """Has it open with none."""


class CrewEvents(Protocol):
    """ShipCaptainCrew."""

    def apply(self, event: CrewEvent, version: int, known_id: str | None) -> HeldEvent | None:
        """Makes the event agree; returns what is held then, None where there is none. Raises `Retryable`, `Fatal`."""

    def crew_answers(self, event_id: str) -> CrewAnswers:
        """What is known of a charter's people now. Raises `Retryable`, `Fatal`."""

    def deliver(self, event_id: str, tap: Tap) -> bool:
        """Hands over an answer given in Slack; False if it was to a call that no longer stands."""

    def acknowledge(self, event_id: str, got_it: GotIt) -> bool:
        """Hands over that somebody has read it; False if that is not what they were last told."""

    def hide_photo(self, event_id: str, press: HidePhoto) -> bool:
        """Hides a guest's photo or shows it again; False if it was taken down."""

    def ask_for_mail(
        self, event_id: str, crew_id: CrewId, kind: str, asked_version: int, key: str | None = None
    ) -> bool:
        """Has one mail sent, once; False if the event has moved on and it would be wrong.

        Of the kind ``new_link`` as many are sent as are asked for: once under each `key`.
        """

    def roster(self) -> Roster:
        """Everybody who may be asked. Raises `Retryable`, `Fatal`."""

    def put_member(self, member: CrewMember) -> None:
        """Has one person on the roster as given. Raises `Retryable`, `Fatal` with what it did not take."""

    def feeds(self) -> Mapping[CrewId, str]:
        """The address of each person's feed, as far as it may be mailed to them. Raises `Retryable`, `Fatal`."""

    def put_feed(self, crew_id: CrewId, url: str) -> bool:
        """Notes the address of a person's feed; False if they are no longer active on the roster."""


class LostMails(Protocol):
    def note(self, lost: LostMail) -> bool:
        """Has it known that a mail did not arrive; False if it is none of ours. Raises `Retryable`, `Fatal`."""


class GuestSite(Protocol):
    def publish(self, file: SiteFile) -> None:
        """Puts a file on the guest site. Raises `Retryable`, `Fatal`."""

    def address(self, path: str) -> str:
        """Where people find what stands at a path."""


class ConditionsKeeper(Protocol):
    def conditions(self, boat: BoatKey, span: Span) -> Conditions:
        """What is known of tide, sun and forecast for these hours. Raises `Retryable`, `Fatal`."""


class Chat(Protocol):
    """Slack. Raises `Retryable` when asking again helps, `Fatal` when it does not."""

    def post(
        self, channel: str, content: Content, key: str, *, thread_ts: str | None = None, broadcast: bool = False
    ) -> Posted:
        """Posts to a channel, or to a person by their user id, with the notice's key in the metadata."""

    def permalink(self, posted: Posted) -> str:
        """The address under which people open a message."""

    def redraw(self, posted: Posted, content: Content) -> bool:
        """Draws a message again; False if it is gone or can no longer be changed."""

    def find(self, channel: str, key: str, since_seconds: float, thread_ts: str | None = None) -> Posted | None:
        """Looks whether a message with this key was posted at or after a moment of real time."""


class SlackFiles(Protocol):
    """Files in Slack, and the modal that waits for them. Raises `Retryable`, `Fatal`."""

    def fetch(self, url: str, largest_bytes: int) -> bytes: ...

    def show(self, view_id: str, view: Mapping[str, object]) -> None:
        """Draws an open modal anew; nothing happens where it was closed meanwhile."""


class HomeTabs(Protocol):
    def publish(self, user: SlackUser, view: Mapping[str, object]) -> None:
        """Draws a person's Home tab. Raises `Retryable`, `Fatal`."""


class HomeView(Protocol):
    """Renders a Home tab."""

    def __call__(self, home: Home) -> Mapping[str, object]: ...


OpenedView = Callable[[Opened], Mapping[str, object]]
"""Renders what follows a paste."""


class Directory(Protocol):
    def user_by_email(self, email: str) -> SlackUser | None:
        """Whose Slack account has this address. Raises `Retryable`, `Fatal`."""


class RosterBook(Protocol):
    """The crew list in the bot's table: the read copy, and the operators' wishes for it."""

    def open(self) -> Book: ...

    def save_wish(self, wish: RosterWish, book: Book) -> None:
        """Keeps the wish if all still stands as in the `book`. Raises `Overtaken`."""

    def has_wishes(self) -> bool: ...

    def keep(self, wish: RosterWish) -> bool:
        """Writes down how far it got; False if another wish replaced it."""

    def forget(self, wish: RosterWish) -> None:
        """Removes it, if no other wish replaced it."""

    def coming(self, crew_id: CrewId, now: dt.datetime, days: int) -> Coming:
        """The charters within so many days on which this person is."""


class RosterNoticeView(Protocol):
    """Renders what an operator is told about a wish."""

    def __call__(self, wish: RosterWish, outcome: Outcome) -> Content: ...


GuestPageView = Callable[[Scene, Callable[[str], str]], GuestPages]
"""Renders the guest page in every language, with its calendar entry; the second turns a path into an address."""

SiteView = Callable[[Fleet], Sequence[SiteFile]]
"""Renders the guest site's own pages."""


class NoticeView(Protocol):
    """Renders everything the bot says in Slack by itself."""

    def __call__(self, key: NoticeKey, scene: Scene, told_at: dt.datetime) -> Content:
        """The message as it should look now. `told_at` is when it was first sent: "tomorrow" stays tomorrow."""


class Settings(NamedTuple):
    """What the bot was told about its workspace."""

    channel: str
    operators: frozenset[SlackUser]
    fleet: Fleet
