"""Where an operator's wish for the crew list is settled and kept, for the worker to carry to ShipCaptainCrew."""

import datetime as dt
import logging
from dataclasses import dataclass

from bot.domain.charter import CrewMember, SlackUser
from bot.domain.errors import Rejected
from bot.domain.forms import Form
from bot.domain.roster import Book, Coming, RosterWish, differences, settle_member
from bot.ports import Clock, Jobs, Overtaken, RosterBook, Settings

log = logging.getLogger(__name__)

LOOK_AHEAD_DAYS = 200
"""Of a person's charters that the form names: two requests, while Slack waits."""
TRIES = 2
"""Each is two requests, and Slack waits."""


@dataclass(frozen=True)
class Filled:
    """A form as it was sent, with what it was filled in from."""

    form_id: str
    form: Form
    seen: CrewMember | None
    """The person as the operator saw them; None for somebody new."""
    operator_meant: str = ""
    """The operator's Slack account that was warned about already."""


class ChangedMeanwhile(Exception):
    """Somebody else changed this person after the form was opened. Nothing was saved."""

    def __init__(self, now: CrewMember, by: SlackUser | None) -> None:
        super().__init__(now.crew_id)
        self.now = now
        self.by = by


class IsOperator(Exception):
    """The Slack account chosen is an operator's, which wants a second look. Nothing was saved."""

    def __init__(self, user: SlackUser) -> None:
        super().__init__(user)
        self.user = user


@dataclass(frozen=True)
class RosterDesk:
    book: RosterBook
    jobs: Jobs
    settings: Settings
    clock: Clock

    def person(self, crew_id: str) -> CrewMember:
        """The person as wished. Raises `Rejected` where there is none."""
        found = self.book.open().person(crew_id)
        if found is None:
            raise Rejected("unknown_person", "I can't find this person on the crew list. Please open it once more.")
        return found

    def coming(self, member: CrewMember) -> Coming:
        return self.book.coming(member.crew_id, self.clock(), LOOK_AHEAD_DAYS)

    def save(self, filled: Filled, by: SlackUser) -> Book:
        """The crew list with the wish on it. Raises `Unsettled`, `ChangedMeanwhile`, `IsOperator`, `Rejected`."""
        for _ in range(TRIES):
            book = self.book.open()
            if any(wish.wish_id == filled.form_id for wish in book.wishes.values()):
                return book
            wish = self._wish(filled, book, by)
            try:
                self.book.save_wish(wish, book)
            except Overtaken:
                continue
            self._hint(wish.at)
            return book._replace(wishes={**book.wishes, wish.member.crew_id: wish})
        raise Rejected("overtaken", "Others are changing the crew list right now. Please press Save once more.")

    def _wish(self, filled: Filled, book: Book, by: SlackUser) -> RosterWish:
        seen, crew_id = filled.seen, filled.seen.crew_id if filled.seen else None
        self._refuse_if_changed(seen, book)
        member = settle_member(filled.form, book, crew_id, self.settings.fleet.keys())
        chosen, had = member.slack_user, seen.slack_user if seen else None
        if chosen and chosen != had and chosen in self.settings.operators and chosen != filled.operator_meant:
            raise IsOperator(chosen)
        return RosterWish(
            wish_id=filled.form_id,
            member=member,
            before=book.roster.named(member.crew_id),
            by=by,
            at=self.clock(),
            find_slack=member.active and bool(member.email) and not (chosen or had),
        )

    def _refuse_if_changed(self, seen: CrewMember | None, book: Book) -> None:
        now = book.person(seen.crew_id) if seen else None
        if seen is not None and now is not None and differences(seen, now):
            waiting = book.waiting(seen.crew_id)
            raise ChangedMeanwhile(now, waiting.by if waiting else None)

    def _hint(self, at: dt.datetime) -> None:
        """A lost hint costs a minute: the tick looks for wishes."""
        try:
            self.jobs.roster_changed(at)
        except Exception:  # noqa: BLE001 -- whatever the queue's fault is, the wish is on file
            log.warning("hint not sent, the tick will find the wish")
