"""What ``/charter show`` answers, to the operator who asked and to nobody else: here the full facts stand."""

from bot.domain.call_sheet import call_sheet_of
from bot.domain.charter import Seat, current_answer
from bot.domain.docket import STEP_TITLES, STEPS, Docket, Scene
from bot.domain.places import open_places
from bot.views import farewells, words
from bot.views.blocks import Block, clip_mrkdwn, escape, literal, section, sections
from bot.views.status import step_mark
from language import times

NOTE = 5000
"""Characters of the note that are shown: a message holds no more of everything than 12,000."""


def show(scene: Scene) -> list[Block]:
    charter, boat = scene.docket.charter, scene.boat
    trip = charter.trip
    state = "CANCELLED" if charter.status == "cancelled" else "booked"
    facts = [
        ("Trip", f"{words.trip_span(charter, boat, scene.now)}, {boat.place} time"),
        ("Crew call", words.call_day_and_time(charter, boat, scene.now)),
        ("Where", trip.dock),
        ("Guest", trip.guest_name),
        ("Guests", str(trip.party_size)),
        ("Phone", trip.guest_phone),
        ("E-mail", trip.guest_email),
        ("Location in the booking", trip.pickup_location),
        ("Guest paid", f"${trip.total_usd:,.2f}" if trip.total_usd is not None else None),
        ("You earn", f"${trip.payout_usd:,.2f}" if trip.payout_usd is not None else None),
    ]
    lines = [f"*{label}*  {escape(value)}" for label, value in facts if value]
    if url := scene.docket.guest_link():
        lines.append(f"*Guest page*  {literal(url)}")
    return [
        section(f"*{charter.booking_id}* · {escape(boat.name)} · {state} · version {charter.version}"),
        *sections("\n".join(lines)),
        *_note(scene),
        *_erased(scene),
        *sections(_people(scene)),
        section(_steps(scene.docket)),
    ]


def _note(scene: Scene) -> list[Block]:
    charter = scene.docket.charter
    note = escape(charter.trip.notes or "")
    shown = clip_mrkdwn(note, NOTE)
    rest = f"\nThe rest of the note stands in `/charter edit {charter.booking_id}`." if shown != note else ""
    return sections(f"*Note*  {shown}{rest}") if note else []


def _erased(scene: Scene) -> list[Block]:
    at = scene.docket.charter.forgotten_at
    if at is None:
        return []
    when = times.moment(at.astimezone(scene.boat.zone), words.today(scene.boat, scene.now))
    return [section(f"The guest was erased on {when}.")]


def _people(scene: Scene) -> str:
    docket = scene.docket
    lines = [
        f"{seat.role.capitalize()} {escape(scene.roster.name_of(seat.crew_id))}{_state(seat, scene)}"
        for seat in docket.charter.seats
    ]
    if docket.charter.status == "booked":
        lines += [f"{place.role.capitalize()}: open" for place in open_places(scene) if place.crew_id is None]
    sheet = call_sheet_of(docket)
    gone = [who for who in (sheet.off if sheet else ()) if docket.charter.seat_of(who) is None]
    lines += [f"Off: {escape(scene.roster.name_of(who))}: {farewells.state(who, docket)}" for who in gone]
    return "\n".join(lines) or "No crew is on this charter."


def _state(seat: Seat, scene: Scene) -> str:
    if scene.docket.charter.status == "cancelled":
        told = farewells.state(seat.crew_id, scene.docket)
        return f": {told}" if told else ""
    state = words.seat_state(seat, scene.docket, scene.boat, scene.now)
    return f": {escape(state)}{_reason(seat, scene.docket)}"


def _reason(seat: Seat, docket: Docket) -> str:
    answer = current_answer(seat, docket.answers)
    return f" ({escape(answer.reason)})" if answer and answer.reason else ""


def _steps(docket: Docket) -> str:
    return "\n".join(f"{STEP_TITLES[name]}: {step_mark(name, docket)}" for name in STEPS)
