"""What the Slack handlers work with, and who may do what."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from bot.domain.charter import Charter, Operator, Seat, SlackUser
from bot.domain.docket import Scene
from bot.domain.errors import Rejected
from bot.domain.feeds import Feed
from bot.handlers.received import is_name
from bot.pipeline.blocking import Blocking
from bot.pipeline.desk import FrontDesk, unknown
from bot.pipeline.feed_desk import FeedDesk
from bot.pipeline.roster_desk import RosterDesk
from bot.ports import Blocks, Feeds, Season, Settings
from language.times import first_name

if TYPE_CHECKING:
    from bot.pipeline.pasting import Pasting


@dataclass(frozen=True)
class Office:
    settings: Settings
    clock: Callable[[], dt.datetime]
    open_desk: Callable[[], FrontDesk]
    open_season: Callable[[], Season]
    open_blocks: Callable[[], Blocks]
    open_roster: Callable[[], RosterDesk]
    open_feeds: Callable[[], Feeds]
    feed_address: Callable[[Feed], str]

    @cached_property
    def desk(self) -> FrontDesk:
        """Opened on first use: ``/charter new`` shows its modal without it, and without an AWS library."""
        return self.open_desk()

    @cached_property
    def roster(self) -> RosterDesk:
        return self.open_roster()

    @cached_property
    def feeds(self) -> FeedDesk:
        charters, jobs = self.desk.charters, self.desk.jobs
        return FeedDesk(self.open_feeds(), charters, jobs, self.feed_address, self.settings, self.clock)

    @cached_property
    def blocking(self) -> Blocking:
        return Blocking(self.desk.charters, self.open_blocks(), self.desk.jobs, self.settings, self.clock)

    @cached_property
    def pasting(self) -> "Pasting":
        """Loads the reader, which only a paste needs."""
        from bot.pipeline.pasting import Pasting

        return Pasting(self.desk)

    @cached_property
    def season(self) -> Season:
        return self.open_season()

    def is_operator(self, user: str) -> bool:
        return SlackUser(user) in self.settings.operators

    def require_operator(self, user: str, wish: str, booking_id: str = "") -> None:
        """Raises `Rejected` for anybody else, and keeps the denied try on the charter's trail."""
        if not self.is_operator(user):
            charter, seat = self._place_of(user, booking_id)
            raise self._refusal(user, wish, charter, seat)

    def require_captain(self, user: str, wish: str, booking_id: str) -> None:
        """Lets operators pass, and the captain of this charter; all else as `require_operator`."""
        if not self.is_operator(user):
            charter, seat = self._place_of(user, booking_id)
            if seat is None or seat.role != "captain":
                raise self._refusal(user, wish, charter, seat)

    def _place_of(self, user: str, booking_id: str) -> tuple[Charter | None, Seat | None]:
        if not is_name(booking_id):
            return None, None
        on_file = self.desk.charters.on_file(booking_id, ())
        member = on_file.roster.by_slack(user)
        seat = on_file.charter.seat_of(member.crew_id) if on_file.charter and member else None
        return on_file.charter, seat

    def _refusal(self, user: str, wish: str, charter: Charter | None, seat: Seat | None) -> Rejected:
        """Names an operator who knows the charter, to those who sail on it."""
        whom = "one of them"
        if charter is not None:
            self.desk.charters.note_denied(charter.booking_id, user, wish, now=self.clock())
        if charter is not None and seat is not None:
            whom = next((each.by_name for each in reversed(charter.changes) if self.is_operator(each.by)), whom)
        return Rejected("not_operator", f"Only the boat's operators can do this. Please ask {whom}.")

    def own_scene(self, user: str, wish: str, booking_id: str) -> tuple[Scene, Seat]:
        """The charter and this person's place on it. Raises `Rejected` for anybody who has none."""
        docket, roster = self.desk.charters.docket(booking_id), self.desk.charters.roster()
        member = roster.by_slack(user)
        seat = docket.charter.seat_of(member.crew_id) if docket and member else None
        if docket is None or seat is None:
            self.desk.charters.note_denied(booking_id, user, wish, now=self.clock())
            raise Rejected("not_yours", "Only the boat's operators and the people on this charter can see it.")
        return Scene(docket, self.settings.fleet[docket.charter.trip.boat], roster, self.clock()), seat

    def scene(self, booking_id: str) -> Scene:
        """The charter with all that was done about it. Raises `Rejected` where there is none."""
        docket = self.desk.charters.docket(booking_id)
        if docket is None:
            raise unknown(booking_id)
        boat = self.settings.fleet[docket.charter.trip.boat]
        return Scene(docket, boat, self.desk.charters.roster(), self.clock())


def operator_of(body: Mapping[str, Any]) -> Operator:
    """Who acts, with the first name that colleagues read: ``rowan.ashby`` is Rowan."""
    user = body["user"]
    name = str(user.get("name") or user.get("username") or "An operator").replace(".", " ").replace("_", " ")
    return Operator(user=SlackUser(user["id"]), name=first_name(name).capitalize())
