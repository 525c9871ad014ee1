"""When guests may add photos, and what the office knows of those they added."""

import datetime as dt
from typing import NamedTuple

from bot.domain.boat import Boat
from bot.domain.charter import Trip
from bot.domain.docket import THREAD, NoticeKey

BEFORE = dt.timedelta(hours=1)


ADDED = "photos_added"
"""The rule by which the thread hears of new photos."""


class Batch(NamedTuple):
    """Photos that were told of in one line."""

    size: int
    last: int
    """Its highest number."""


def added(batch: Batch) -> NoticeKey:
    return NoticeKey(ADDED, THREAD, 1, f"{batch.size}|{batch.last}")


def batch_of(key: NoticeKey) -> Batch:
    size, _, last = key.detail.partition("|")
    return Batch(int(size), int(last))


class PhotoWindow(NamedTuple):
    opens_at: dt.datetime
    closes_at: dt.datetime


def photo_window(trip: Trip, boat: Boat) -> PhotoWindow:
    """As ShipCaptainCrew reckons it, which is what counts."""
    return PhotoWindow(trip.start_at - BEFORE, trip.end_at + dt.timedelta(days=boat.photo_grace_days))
