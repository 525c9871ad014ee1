"""When to look at a charter next. Never more than a day ahead while anything is to come: rules may change meanwhile."""

import datetime as dt
from collections.abc import Iterable, Sequence

from bot.domain.conditions import FRESH, told_from
from bot.domain.docket import Scene
from bot.domain.forgetting import erase_at
from bot.domain.photos import photo_window
from bot.pipeline import album, reminders
from bot.pipeline.notices import LAST_WEEK

LOOK_AT_LEAST = dt.timedelta(days=1)
DAWN = dt.time(6)
"""When the guest page is drawn anew on the last mornings."""

DELAYS = tuple(dt.timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 40, 60))


def retry_delay(tries: int, wait_seconds: float | None = None) -> dt.timedelta:
    """How long to wait after the given number of failed tries, or longer where the other system asked for it."""
    delay = DELAYS[min(tries, len(DELAYS)) - 1]
    return max(delay, dt.timedelta(seconds=wait_seconds or 0))


def next_look(scene: Scene, try_again_at: Sequence[dt.datetime] = ()) -> dt.datetime | None:
    """The next moment at which this charter may need something; None when nothing is to come."""
    soonest = scene.now + DELAYS[0]
    troubles = [state.trouble for state in scene.docket.steps.values() if state.trouble is not None]
    over = scene.now >= _last(scene) and scene.docket.charter.forgotten_at is None  # erasing is tried until it is done
    wanted = [
        *try_again_at,
        *(max(trouble.next_at, soonest) for trouble in troubles if trouble.next_at is not None and not over),
        *(moment for moment in _to_come(scene) if moment > scene.now),
    ]
    return min(wanted, default=None)


def _to_come(scene: Scene) -> Iterable[dt.datetime]:
    charter = scene.docket.charter
    if (photos_at := album.look_at(scene)) is not None:
        yield photos_at
    yield from (moment.at for moment in reminders.moments(scene))
    if charter.status == "booked":
        yield from _page_changes(scene)
        yield _last(scene)
    if charter.forgotten_at is None:
        yield erase_at(charter, scene.boat)
        yield scene.now + LOOK_AT_LEAST


def _last(scene: Scene) -> dt.datetime:
    """The end of the photo window: after it, nothing about a charter changes by itself."""
    return photo_window(scene.docket.charter.trip, scene.boat).closes_at


def _page_changes(scene: Scene) -> Iterable[dt.datetime]:
    """When the guest page tells something new because of the time alone."""
    trip, zone = scene.docket.charter.trip, scene.boat.zone
    day = trip.start_at.astimezone(zone).date()
    yield trip.start_at - LAST_WEEK
    yield told_from(scene.docket.charter)
    for days_before in (3, 2, 1, 0):
        yield dt.datetime.combine(day - dt.timedelta(days=days_before), DAWN, zone).astimezone(dt.UTC)
    yield trip.start_at
    yield trip.end_at
    if scene.conditions is not None and scene.conditions.forecast.fetched_at is not None:
        yield scene.conditions.forecast.fetched_at + FRESH
