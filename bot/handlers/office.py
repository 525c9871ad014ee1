"""What the Slack handlers work with, and who may do what."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from bot.domain.charter import SlackUser
from bot.domain.docket import Scene
from bot.domain.errors import Rejected
from bot.pipeline.desk import FrontDesk, unknown
from bot.pipeline.roster_desk import RosterDesk
from bot.ports import Settings


@dataclass(frozen=True)
class Office:
    settings: Settings
    clock: Callable[[], dt.datetime]
    open_desk: Callable[[], FrontDesk]
    open_roster: Callable[[], RosterDesk]

    @cached_property
    def desk(self) -> FrontDesk:
        """Opened on first use: ``/charter new`` shows its modal without it, and without an AWS library."""
        return self.open_desk()

    @cached_property
    def roster(self) -> RosterDesk:
        return self.open_roster()

    def require_operator(self, user: str, wish: str, booking_id: str | None = None) -> None:
        """Raises `Rejected` for anybody else, and keeps the denied try on the charter's trail."""
        if SlackUser(user) in self.settings.operators:
            return
        if booking_id:
            self.desk.charters.note_denied(booking_id, user, wish, now=self.clock())
        raise Rejected("not_operator", "Only the boat's operators can do this. Please ask one of them.")

    def scene(self, booking_id: str) -> Scene:
        """The charter with all that was done about it. Raises `Rejected` where there is none."""
        docket = self.desk.charters.docket(booking_id)
        if docket is None:
            raise unknown(booking_id)
        boat = self.settings.fleet[docket.charter.trip.boat]
        return Scene(docket, boat, self.desk.charters.roster(), self.clock())
