"""What ``/charter list`` and ``/charter late`` answer, to the operator who asked."""

import datetime as dt
from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from bot.domain.boat import Fleet
from bot.domain.concerns import concerns
from bot.domain.docket import Scene
from bot.domain.home import home_boat
from bot.domain.season import Listing, Span
from bot.views import rows, words
from bot.views.blocks import SECTION_LIMIT, Block, clip_mrkdwn, context, escape, section
from bot.views.concerns import concern_line
from language import times

CHARACTERS = 10_000
"""Well below what a whole message may hold (github.com/slackapi/bolt-js/issues/2509)."""
SECTIONS = 45
LINE = 1000


class Part(NamedTuple):
    """Lines that stay together, and how many charters they tell of."""

    text: str
    charters: int


def list_message(listing: Listing, fleet: Fleet, now: dt.datetime) -> list[Block]:
    head = f"*{_days(listing.span, words.today(home_boat(fleet), now))}* · {rows.zone_names(fleet.values())}"
    if not listing.scenes:
        return [section(f"{head}\nNothing is booked.")]
    parts = [part for day, scenes in groupby(listing.scenes, rows.day) for part in _of_day(day, scenes)]
    blocks, shown = _fitting(parts)
    rest = listing.scenes[shown:]
    more = []
    if rest:
        more = [context(f"{len(rest)} more: `/charter list {rows.iso_day(rest[0])}`")]
    elif not listing.complete:
        more = [context("There are more than I can look through at once. Ask for fewer days.")]
    return [section(head), *blocks, *more]


def late_message(scenes: Iterable[Scene], fleet: Fleet, *, complete: bool) -> list[Block]:
    found = [(scene, concerns(scene)) for scene in scenes]
    needing = [(scene, held) for scene, held in found if held]
    cut = (
        [] if complete else [context("There are more charters than I can look through at once. The nearest are here.")]
    )
    if not needing:
        return [
            section(
                "*Nothing is late.* In the next seven weeks everybody who was asked has answered or was asked within "
                "the last day, and every system agrees."
            ),
            *cut,
        ]
    parts = [
        Part("\n".join([_title(scene), *(f"• {concern_line(concern, scene)}" for concern in held)]), 1)
        for scene, held in needing
    ]
    blocks, shown = _fitting(parts)
    rest = len(needing) - shown
    more = [context(f"{rest} more need somebody. They stand here once these are settled.")] if rest else []
    return [section(f"*Late, the next first* · {rows.zone_names(fleet.values())}"), *blocks, *more, *cut]


def _days(span: Span, today: dt.date) -> str:
    first, last = times.day(span.first, today), times.day(span.last, today)
    return first if first == last else f"{first} – {last}"


def _of_day(day: str, scenes: Iterable[Scene]) -> Iterable[Part]:
    """A day's charters in as few sections as hold them whole; only the first has the day above it."""
    lines = [f"*{day}*"]
    charters = 0
    for scene in scenes:
        line = clip_mrkdwn(_line(scene), LINE)
        if len("\n".join([*lines, line])) > SECTION_LIMIT:
            yield Part("\n".join(lines), charters)
            lines, charters = [], 0
        lines.append(line)
        charters += 1
    yield Part("\n".join(lines), charters)


def _fitting(parts: Iterable[Part]) -> tuple[list[Block], int]:
    """The sections that a message holds, and of how many charters they tell."""
    blocks: list[Block] = []
    room, shown = CHARACTERS, 0
    for part in parts:
        room -= min(len(part.text), SECTION_LIMIT)
        if room < 0 or len(blocks) == SECTIONS:
            break
        blocks.append(section(part.text))
        shown += part.charters
    return blocks, shown


def _title(scene: Scene) -> str:
    charter = scene.docket.charter
    cancelled = "CANCELLED " if charter.status == "cancelled" else ""
    span = words.trip_span(charter, scene.boat, scene.now)
    return f"*{cancelled}{escape(scene.boat.name)} · {span}* · {charter.booking_id}"


def _line(scene: Scene) -> str:
    charter = scene.docket.charter
    trip = f"{rows.hours(scene)}  {escape(scene.boat.name)}"
    if charter.status == "cancelled":
        return f"~{trip}~ · {charter.booking_id} · {rows.guests(scene)} · cancelled"
    over = " · over" if scene.now >= charter.trip.end_at else ""
    facts = [charter.booking_id, rows.guests(scene), rows.crew(scene), rows.standing(scene)]
    return f"{trip} · {' · '.join(facts)}{over}"
