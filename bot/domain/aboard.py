"""What the crew writes down on the day, as the thread tells it: who, when, how many."""

import datetime as dt
from typing import NamedTuple

from bot.domain.docket import Briefing, HeadCount, NoticeKey

BRIEFING, HEAD_COUNT = "briefing", "head_count"
ANY_VERSION = 1
"""It is told once by its moment: a later change of the dock says it to nobody again."""


class Told(NamedTuple):
    at: dt.datetime
    people: int
    """0 where nobody was counted."""


def briefing_key(briefing: Briefing) -> NoticeKey:
    return NoticeKey(BRIEFING, briefing.by, ANY_VERSION, briefing.held_at.isoformat())


def head_count_key(count: HeadCount) -> NoticeKey:
    return NoticeKey(HEAD_COUNT, count.by, ANY_VERSION, f"{count.counted_at.isoformat()} {count.people}")


def told_by(key: NoticeKey) -> Told:
    """What one of these keys says; its recipient is who wrote it down."""
    at, _, people = key.detail.partition(" ")
    return Told(dt.datetime.fromisoformat(at), int(people or 0))
