"""The worker's half of the crew list: carries wishes to ShipCaptainCrew, takes its roster over, tells how it went."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.charter import BookingId, CrewId, CrewMember, Roster, current_answer
from bot.domain.docket import LOST_MAIL_STATES
from bot.domain.errors import Fatal, Retryable, new_reference
from bot.domain.home import home_boat
from bot.domain.roster import Found, Outcome, RosterWish, Saying, clash, with_another_account, with_another_address
from bot.pipeline.feed_keeper import FeedKeeper
from bot.ports import Charters, Chat, Clock, CrewEvents, Directory, Jobs, RosterBook, RosterNoticeView, Settings
from language import times

log = logging.getLogger(__name__)

LOOK_AHEAD_DAYS = 400
"""Of the charters of somebody whose links ended or who left."""
CLOCK_SKEW_SECONDS = 60.0


@dataclass(frozen=True)
class RosterKeeper:
    book: RosterBook
    charters: Charters
    crew_events: CrewEvents
    directory: Directory
    chat: Chat
    jobs: Jobs
    feeds: FeedKeeper
    view: RosterNoticeView
    settings: Settings
    clock: Clock
    real_seconds: Callable[[], float]
    """Real time, epoch seconds."""

    def run(self) -> None:
        """Carries out every wish, takes the roster over, and then tells those who wished. Twice does no harm."""
        held = self.book.open().wishes.values()
        decided = [(wish, said) for wish in held if (said := self._decided(wish)) is not None]
        self.refresh()
        for wish, said in decided:
            self._tell_and_forget(said, is_new=wish.done is None)

    def refresh(self) -> None:
        """The read copy as ShipCaptainCrew's roster is now; the tick tries again where it cannot be had."""
        before = self.charters.roster()
        try:
            now = self.crew_events.roster()
        except (Retryable, Fatal) as error:
            log.warning("the roster could not be fetched, the next tick tries again", extra={"detail": error.detail})
            return
        self.charters.save_roster(now)
        self._keep_feeds(now)
        for crew_id in {*with_another_account(before, now), *with_another_address(before, now)}:
            self._look_at_charters_of(crew_id)

    def _keep_feeds(self, roster: Roster) -> None:
        try:
            self.feeds.keep(roster)
        except (Retryable, Fatal) as error:
            self.charters.want_roster()
            log.warning("feeds were not handed on, the next tick tries again", extra={"detail": error.detail})

    def _look_at_charters_of(self, crew_id: CrewId) -> None:
        """What is open there is told in the Slack account, or mailed to the address, that the person has now.

        A lost hint costs a day.
        """
        at = self.clock()
        for booking_id in self.book.coming(crew_id, at, LOOK_AHEAD_DAYS):
            self.jobs.look_at(booking_id, "changed", at)

    def _decided(self, wish: RosterWish) -> RosterWish | None:
        """The wish with what became of it; None while that is open, or another wish has replaced it."""
        if wish.done is not None:
            return wish
        try:
            outcome = self._carried_out(wish)
        except Retryable as error:
            self._say_it_waits(wish, error)
            return None
        except Fatal as error:
            outcome = _refusal(error)
        said = wish.model_copy(update={"done": Saying(outcome=outcome, claimed_seconds=self.real_seconds())})
        return said if self.book.keep(said) else None

    def _carried_out(self, wish: RosterWish) -> Outcome:
        people = self.crew_events.roster().members
        slack, owner, member = self._with_slack(wish, people)
        if taken := clash(member, people):
            field, other = taken
            raise Fatal("the crew list", f"{field}: belongs to {other.name}")
        self.crew_events.put_member(member)
        coming = self.book.coming(member.crew_id, self.clock(), LOOK_AHEAD_DAYS)
        home = home_boat(self.settings.fleet)
        today = self.clock().astimezone(home.zone).date()
        days = {who: times.day(slot.from_at.astimezone(home.zone).date(), today) for who, slot in coming.items()}
        return Outcome(
            kind="saved",
            member=member,
            slack=slack,
            slack_owner=owner,
            still_on=() if member.active else tuple(f"{booking_id} ({day})" for booking_id, day in days.items()),
            new_links=self._renewed_links(wish, member, tuple(coming)),
        )

    def _with_slack(self, wish: RosterWish, people: tuple[CrewMember, ...]) -> tuple[Found, str, CrewMember]:
        """How the look-up of the Slack account went; an operator's, or somebody else's, is never taken over."""
        member = wish.member
        if not wish.find_slack or member.email is None:
            return "not_asked", "", member
        try:
            user = self.directory.user_by_email(member.email)
        except (Retryable, Fatal) as error:
            if not error.detail.startswith("missing_scope"):
                raise
            return "not_allowed", "", member
        if user is None:
            return "nobody", "", member
        if user in self.settings.operators:
            return "operator", user, member
        found = member.model_copy(update={"slack_user": user})
        if (taken := clash(found, people)) and taken[0] == "slack_user":
            return "taken", taken[1].name, member
        return "found", user, found

    def _renewed_links(
        self, wish: RosterWish, member: CrewMember, coming: tuple[BookingId, ...]
    ) -> tuple[BookingId, ...]:
        """Has a fresh link mailed for every coming charter whose earlier ones this change ended."""
        before = wish.before
        if before is None or not (member.active and member.email):
            return ()
        if before.active and before.email == member.email:
            return ()
        return tuple(booking_id for booking_id in coming if self._renewed_link(wish, member, booking_id))

    def _renewed_link(self, wish: RosterWish, member: CrewMember, booking_id: BookingId) -> bool:
        """Not to who cannot come. A call that never arrived is mailed itself by the charter's run."""
        docket = self.charters.docket(booking_id)
        seat = docket.charter.seat_of(member.crew_id) if docket else None
        event_id = docket.event_id() if docket else None
        if docket is None or seat is None or event_id is None:
            return False
        answer = current_answer(seat, docket.answers)
        if answer is not None and answer.answer == "declined":
            return False
        if docket.mail_state(seat) in LOST_MAIL_STATES and (answer is None or answer.via == "operator"):
            return True
        key = f"{wish.wish_id}:{booking_id}:new_link"
        return self.crew_events.ask_for_mail(event_id, member.crew_id, "new_link", seat.asked_version, key)

    def _say_it_waits(self, wish: RosterWish, error: Retryable) -> None:
        log.warning("a wish for the crew list waits", extra={"crew_id": wish.member.crew_id, "detail": error.detail})
        claimed = wish.waiting
        if claimed is None:
            outcome = Outcome(kind="waiting", system=error.system)
            claimed = Saying(outcome=outcome, claimed_seconds=self.real_seconds())
            if not self.book.keep(wish.model_copy(update={"waiting": claimed})):
                return
        if not claimed.sent and self._posted(wish, claimed, "waiting", is_new=wish.waiting is None):
            self.book.keep(wish.model_copy(update={"waiting": claimed.model_copy(update={"sent": True})}))

    def _tell_and_forget(self, wish: RosterWish, *, is_new: bool) -> None:
        if wish.done is not None and self._posted(wish, wish.done, "done", is_new=is_new):
            self.book.forget(wish)

    def _posted(self, wish: RosterWish, saying: Saying, name: str, *, is_new: bool) -> bool:
        """Whether the operator has been told. What a run that died may have posted is looked for first."""
        key = f"roster|{wish.wish_id}|{name}"
        try:
            seen = None if is_new else self.chat.find(wish.by, key, saying.claimed_seconds - CLOCK_SKEW_SECONDS)
            if seen is None:
                self.chat.post(wish.by, self.view(wish, saying.outcome), key)
        except Retryable as error:
            log.warning("could not tell how a wish for the crew list went", extra={"detail": error.detail})
            return False
        except Fatal as error:
            log.error("cannot tell how a wish for the crew list went", extra={"detail": error.detail})
        return True


def _refusal(error: Fatal) -> Outcome:
    reference = new_reference()
    log.warning("a wish for the crew list was refused", extra={"ref": reference, "detail": error.detail})
    return Outcome(kind="refused", system=error.system, why=error.detail, reference=reference)
