"""Telling the thread of new photos, several at once: a phone sends them over minutes, each by itself."""

import datetime as dt

from bot.domain.docket import Docket, NoticeKey, Photo, Scene
from bot.domain.photos import ADDED, Batch, added, batch_of

QUIET = dt.timedelta(minutes=5)
"""After the last one, for more to come."""
AT_THE_LATEST = dt.timedelta(minutes=30)
"""After the first one that was not told of."""


def due(scene: Scene) -> NoticeKey | None:
    """The line of the photos that nobody was told of; None while more may come. What a crash left open goes first."""
    begun = [key for key, claim in scene.docket.claims.items() if key.rule == ADDED and claim.state == "claimed"]
    if begun:
        return begun[0]
    fresh = _fresh(scene.docket)
    return added(Batch(len(fresh), fresh[-1].number)) if fresh and look_at(scene) == scene.now else None


def look_at(scene: Scene) -> dt.datetime | None:
    """When the thread is to be told of new photos; None where there are none, now where it is time."""
    fresh = _fresh(scene.docket)
    if not fresh:
        return None
    times = [photo.shown_at for photo in fresh]
    return max(scene.now, min(max(times) + QUIET, min(times) + AT_THE_LATEST))


def _fresh(docket: Docket) -> list[Photo]:
    told = max((batch_of(key).last for key in docket.claims if key.rule == ADDED), default=0)
    return [photo for photo in docket.photos if photo.number > told]
