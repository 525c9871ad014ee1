"""The Home tab: for operators what needs a person and the fortnight by day, for crew the charters they are on."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import groupby

from bot.domain.boat import Boat
from bot.domain.concerns import Kind, concerns
from bot.domain.docket import Scene
from bot.domain.draft import Draft
from bot.domain.home import Home, Office, Own, home_boat
from bot.domain.season import OtherEntry
from bot.views import rows, words
from bot.views.blocks import Block, actions, button, context, divider, escape, section, sections
from bot.views.concerns import concern_line
from bot.views.crew_card import crew_card
from bot.views.ids import HOME_NEW, HOME_OPEN, HOME_REVIEW, RETRY
from language import times

BLOCKS = 100
"""docs.slack.dev/reference/block-kit/blocks: as many as a Home tab holds."""
CONCERNS = 12
OWN_ALONE, OWN_BESIDE_OFFICE = 30, 8
"""Charters of one's own that are shown; two blocks each."""
LINES_A_DAY = 8
DRAFTS = 6


def home(home: Home) -> Mapping[str, object]:
    return {"type": "home", "blocks": _blocks(home)[:BLOCKS]}


def _blocks(home: Home) -> list[Block]:
    if home.office is None:
        return _own(home.own, OWN_ALONE) if home.own else _stranger(home)
    zone = context(rows.zone_names(home.fleet.values()))
    new = actions([button("New charter", HOME_NEW, "new", "primary")])
    top = [new, zone, *_concerns(home.office), *_drafts(home.office, home)]
    own = [divider(), *_own(home.own, OWN_BESIDE_OFFICE)] if home.own else []
    return [*top, *own, divider(), *_fortnight(home, home.office, BLOCKS - len(top) - len(own) - 1)]


def _stranger(home: Home) -> list[Block]:
    boats = words.listed([escape(boat.name) for boat in home.fleet.values()])
    return [
        section(
            f"*Hello!* I look after the charters of {boats}. You are not on the crew list yet, so there is nothing "
            "for you here. If you sail with us, ask the office to add you with this Slack account."
        )
    ]


def _concerns(office: Office) -> list[Block]:
    found = [(scene, concerns(scene)) for scene in office.listing.scenes]
    needing = [(scene, held) for scene, held in found if held]
    if not needing:
        return [section("*Nothing needs you right now.*")]
    blocks = [section("*This needs you*")]
    for scene, held in needing[:CONCERNS]:
        lines = [f"• {concern_line(concern, scene)}" for concern in held]
        booking_id = scene.docket.charter.booking_id
        press = button("Open", HOME_OPEN, booking_id)
        if any(_stuck(concern.kind) for concern in held):
            press = button("Retry now", RETRY, booking_id)
        first, *more = sections("\n".join([_title(scene), *lines]))
        blocks += [first | {"accessory": press}, *more]
    if len(needing) > CONCERNS:
        blocks.append(context(f"{len(needing) - CONCERNS} more need somebody: `/charter late`"))
    return blocks


def _drafts(office: Office, home: Home) -> list[Block]:
    """Reviews that were closed before they were saved; kept for a day."""
    if not office.drafts:
        return []
    blocks = [section("*You had begun to check*")]
    for draft in office.drafts[:DRAFTS]:
        press = button("Go on", HOME_REVIEW, draft.draft_id)
        blocks.append(section(_draft(draft, home)) | {"accessory": press})
    if len(office.drafts) > DRAFTS:
        blocks.append(context(f"{len(office.drafts) - DRAFTS} more stand here once these are saved."))
    return blocks


def _draft(draft: Draft, home: Home) -> str:
    today = words.today(home_boat(home.fleet), home.now)
    day, clock = draft.read.get("start_date"), draft.read.get("start_time")
    when = times.day(date.fromisoformat(day), today) if day else ""
    when = times.moment(datetime.fromisoformat(f"{day}T{clock}"), today) if day and clock else when
    facts = (draft.read.get("booking_id"), when, times.first_name(draft.read.get("guest_name") or ""))
    return " · ".join(escape(fact) for fact in facts if fact)


def _stuck(kind: Kind) -> bool:
    return kind in ("parked", "failed", "retrying", "behind")


def _title(scene: Scene) -> str:
    charter = scene.docket.charter
    cancelled = "CANCELLED " if charter.status == "cancelled" else ""
    span = words.trip_span(charter, scene.boat, scene.now)
    return f"*{cancelled}{escape(scene.boat.name)} · {span}* · {charter.booking_id}"


def _own(own: Own, at_most: int) -> list[Block]:
    if not own.scenes:
        return [section(f"*You are on no charter in the next three weeks, {escape(own.member.first_name)}.*")]
    blocks = [section("*You are on*")]
    for scene in own.scenes[:at_most]:
        seat = scene.docket.charter.seat_of(own.member.crew_id)
        if seat is not None:
            blocks += crew_card(seat, scene, answerable=True)
    later = len(own.scenes) - at_most
    if later > 0:
        blocks.append(context(f"{later} more come after these and will stand here as their days come near."))
    return blocks


def _fortnight(home: Home, office: Office, room: int) -> list[Block]:
    """Days with something in them, each with what stands in the calendar besides; clipped where a Home is full."""
    listing, boat = office.listing, home_boat(home.fleet)
    blocks = [section("*The next 14 days*")]
    if office.others is None:
        blocks.append(context("The calendar did not answer: blocked days and other entries are missing here."))
    room -= len(blocks) + 1
    rest = len(listing.scenes)
    for day, scenes, others in _by_day(office, boat):
        part = [section(_day_head(day, others, boat, home)), *map(_row, scenes)]
        if len(part) > room:
            return [*blocks, context(f"{rest} more from {times.day(day, day)} on: `/charter list {day.isoformat()}`")]
        blocks += part
        room -= len(part)
        rest -= len(scenes)
    if not listing.complete:
        blocks.append(context("There are more than I could look through. See `/charter list month`."))
    elif not listing.scenes:
        blocks.append(context("Nothing is booked."))
    return blocks


def _by_day(office: Office, boat: Boat) -> Iterable[tuple[date, list[Scene], list[OtherEntry]]]:
    """A charter stands under the day it starts, or under today if it started before."""

    def first_day(scene: Scene) -> date:
        return max(scene.docket.charter.trip.start_at.astimezone(scene.boat.zone).date(), office.listing.span.first)

    trips = {day: list(scenes) for day, scenes in groupby(sorted(office.listing.scenes, key=first_day), first_day)}
    others: dict[date, list[OtherEntry]] = {}
    for entry in office.others or ():
        span = entry.days(boat.zone)
        for number in range((office.listing.span.last - office.listing.span.first).days + 1):
            day = office.listing.span.first + timedelta(days=number)
            if span.first <= day <= span.last:
                others.setdefault(day, []).append(entry)
    for day in sorted({*trips, *others}):
        yield day, trips.get(day, []), others.get(day, [])


def _day_head(day: date, others: list[OtherEntry], boat: Boat, home: Home) -> str:
    today = words.today(boat, home.now)
    name = {0: "Today, ", 1: "Tomorrow, "}.get((day - today).days, "") + times.day(day, today)
    lines = [f"*{name}*", *(_other(entry, day, boat) for entry in others[:LINES_A_DAY])]
    if len(others) > LINES_A_DAY:
        lines.append(f"{len(others) - LINES_A_DAY} more in the calendar")
    return "\n".join(lines)


def _other(entry: OtherEntry, day: date, boat: Boat) -> str:
    """``▪ Haul-out, 8:00 AM–5:00 PM``; the whole day where it holds no times or goes on over it."""
    title = escape(entry.title)
    span = entry.days(boat.zone)
    if entry.start_at is None or entry.end_at is None or span.first != span.last:
        until = f", until {times.day(span.last, day)}" if span.last > day else ""
        return f"▪ {title}, all day{until}"
    return f"▪ {title}, {times.hours(entry.start_at.astimezone(boat.zone), entry.end_at.astimezone(boat.zone))}"


def _row(scene: Scene) -> Block:
    charter = scene.docket.charter
    trip = f"{rows.hours(scene)} · {escape(scene.boat.name)}"
    opened = {"accessory": button("Open", HOME_OPEN, charter.booking_id)}
    if charter.status == "cancelled":
        return section(f"~{trip}~ · cancelled · {rows.guests(scene)}") | opened
    state = rows.standing(scene)
    behind = "" if state == "✓" else f" · {state}"
    return section(f"*{trip}* · {rows.guests(scene)}\n{rows.crew(scene)}{behind}") | opened
