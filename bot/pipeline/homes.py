"""Home tabs: who is shown what, and when it is drawn again."""

import datetime as dt
import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import stamina

from bot.domain.charter import CrewMember, SlackUser
from bot.domain.docket import Glance, Scene
from bot.domain.draft import OFFERED
from bot.domain.errors import Fatal, Retryable, new_reference
from bot.domain.home import CREW_DAYS, OFFICE_DAYS, Home, Office, Own, days_from, home_boat
from bot.domain.season import Found, Listing, OtherEntry, Span, search_of, within
from bot.ports import Charters, Clock, Drafts, HomeTabs, HomeView, Jobs, OtherEntries, Season, Settings

log = logging.getLogger(__name__)

QUERIES = 20
"""Pages of the index one Home may read: thousands of charters in two months."""
INDEX_LAG_SECONDS = 2.0
"""What was gathered less than this after a change may not show it yet."""
LOOK_BACK = dt.timedelta(days=31)
"""The calendar lists by first day: a haul-out that began a month ago may still go on."""
TRIES = 3
LONGEST_WAIT_SECONDS = 5.0


@dataclass(frozen=True)
class Homes:
    season: Season
    charters: Charters
    drafts: Drafts
    calendar: OtherEntries
    tabs: HomeTabs
    view: HomeView
    jobs: Jobs
    settings: Settings
    clock: Clock
    real_seconds: Callable[[], float]
    """Real time, epoch seconds."""

    def draw(self, user: SlackUser, wanted_seconds: float) -> None:
        """Draws a Home tab, unless it shows what was wanted already. A refusal is logged with a reference."""
        viewer = self.season.viewer(user)
        if viewer and viewer.drawn_seconds and viewer.drawn_seconds > wanted_seconds + INDEX_LAG_SECONDS:
            return
        began = self.real_seconds()
        view = self.view(self._home(user))
        try:
            for attempt in stamina.retry_context(on=_soon, attempts=TRIES, timeout=None, wait_initial=0.2):
                with attempt:
                    self.tabs.publish(user, view)
        except (Retryable, Fatal) as error:
            log.error("a Home tab could not be drawn", extra=_about(user, error.detail))
            return
        self.season.note_drawn(user, began)

    def follow(self, scene: Scene, now_shown: Glance) -> None:
        """Has the Homes drawn again that show this charter, if a run changed what they show. Never raises."""
        before = scene.docket.glance
        if before is not None and before.shown == now_shown.shown:
            return
        try:
            concerned = self._concerned(scene)
            for viewer in self.season.viewers():
                if viewer.user in concerned:
                    cause = f"{scene.docket.charter.booking_id}-{now_shown.shown}-{scene.now:%d%H%M%S%f}"
                    self.jobs.draw_home(viewer.user, cause, self.real_seconds())
        except Exception:
            booking_id = scene.docket.charter.booking_id
            log.exception("Home tabs not drawn again", extra={"booking_id": booking_id, "ref": new_reference()})

    def _concerned(self, scene: Scene) -> frozenset[SlackUser]:
        docket = scene.docket
        people = {seat.crew_id for seat in docket.charter.seats} | docket.in_slack()
        members = [scene.roster.named(crew_id) for crew_id in people]
        return self.settings.operators | {m.slack_user for m in members if m is not None and m.slack_user}

    def _home(self, user: SlackUser) -> Home:
        now, fleet = self.clock(), self.settings.fleet
        today = now.astimezone(home_boat(fleet).zone).date()
        roster = self.charters.roster()
        member = roster.by_slack(user)
        is_operator = user in self.settings.operators
        if member is None and not is_operator:
            return Home(now, fleet)
        longest = days_from(today, CREW_DAYS if member else OFFICE_DAYS)
        found = self.season.departing(search_of(longest, fleet), QUERIES)
        scenes = [
            Scene(docket, fleet[docket.charter.trip.boat], roster, now)
            for docket in found.dockets
            if docket.charter.trip.boat in fleet and docket.charter.trip.end_at > now
        ]
        return Home(
            now,
            fleet,
            office=self._office(user, found, scenes, days_from(today, OFFICE_DAYS)) if is_operator else None,
            own=_own(member, scenes, longest) if member else None,
        )

    def _office(self, user: SlackUser, found: Found, scenes: Iterable[Scene], span: Span) -> Office:
        drafts = tuple(self.drafts.still_open(user, self.clock() - OFFERED))
        return Office(Listing(span, within(scenes, span), found.complete), self._others(span), drafts)

    def _others(self, span: Span) -> tuple[OtherEntry, ...] | None:
        """None where the calendar does not answer: the Home is drawn without it, and says so."""
        try:
            return self.calendar.others(span.first - LOOK_BACK, span.last)
        except (Retryable, Fatal) as error:
            log.warning("a Home tab is drawn without the calendar", extra={"detail": error.detail})
            return None


def _own(member: CrewMember, scenes: Iterable[Scene], span: Span) -> Own:
    mine = [scene for scene in within(scenes, span) if scene.docket.charter.seat_of(member.crew_id)]
    return Own(member, tuple(mine))


def _soon(error: Exception) -> bool | float:
    """Whether trying again within this invocation is worth it; Slack's own wait, where it asked for one."""
    if not isinstance(error, Retryable):
        return False
    if error.wait_seconds is None:
        return True
    return error.wait_seconds if error.wait_seconds <= LONGEST_WAIT_SECONDS else False


def _about(user: SlackUser, detail: str) -> dict[str, str]:
    return {"user": user, "detail": detail, "ref": new_reference()}
