"""What one person of the crew is told in a direct message: no guest's phone, price or note stands here."""

import datetime as dt
from collections.abc import Callable, Mapping

from bot.domain.call_sheet import call_sheet_of
from bot.domain.charter import Seat, call_at, current_answer
from bot.domain.docket import NoticeKey, Scene
from bot.domain.errors import Rejected
from bot.domain.outcomes import Content
from bot.views import farewells, words
from bot.views.blocks import Block, actions, button, escape, section, sections
from bot.views.ids import CREW_NO, CREW_YES


def crew_message(key: NoticeKey, scene: Scene, told_at: dt.datetime) -> Content:
    """The message under `key` as it should look now; superseded ones lose their buttons and say so."""
    if key.rule == "off":
        return farewells.off(key, scene) or _superseded(scene)
    if key.rule == "cancelled" and scene.docket.charter.status == "cancelled":
        return farewells.cancelled(key, scene)
    seat = _seat(key, scene)
    if seat is None and key.rule == "stale_tap":
        return _just(f"That button no longer counts: you are not on this charter of {scene.boat.name} any more.")
    if seat is None:
        return _superseded(scene)
    if scene.docket.charter.status == "cancelled":
        return _just(farewells.cancelled_words(scene))
    return _asking(_title(key, seat, scene, told_at), seat, scene)


def _asking(title: str, seat: Seat, scene: Scene) -> Content:
    state, buttons = answer_state(seat, scene)
    blocks = [section(f"*{escape(title)}*"), *sections(facts(title, seat, scene))]
    if state:
        blocks.append(section(state))
    if buttons and scene.now < scene.docket.charter.trip.end_at:
        blocks.append(actions(buttons))
    return Content(text=escape(title), blocks=tuple(blocks))


def _title(key: NoticeKey, seat: Seat, scene: Scene, told_at: dt.datetime) -> str:
    return TITLES[key.rule](seat, scene, told_at)


def _call(seat: Seat, scene: Scene, told_at: dt.datetime) -> str:
    when = words.call_day_and_time(scene.docket.charter, scene.boat, told_at)
    if seat.agreed_with:
        return f"You are on {scene.boat.name}: {when}"
    return f"Can you crew {scene.boat.name}? {when}"


def _moved(seat: Seat, scene: Scene, told_at: dt.datetime) -> str:
    charter, boat = scene.docket.charter, scene.boat
    sheet = call_sheet_of(scene.docket)
    was = sheet.moved.get(seat.crew_id) if sheet else None
    if was is None:
        return _call(seat, scene, told_at)
    voided = "Your yes no longer counts. " if sheet and seat.crew_id in sheet.voided else ""
    if (was.start_at, was.end_at) == (charter.trip.start_at, charter.trip.end_at):
        when = words.start(charter.hours, boat, told_at)
        return f"CHANGED: {boat.name}, {when}: board at {charter.trip.dock}. {voided}Can you come?"
    say = words.start if was.start_at != charter.trip.start_at else words.trip_span
    return (
        f"CHANGED: {boat.name} was {say(was, boat, told_at)}, is now {say(charter.hours, boat, told_at)}. "
        f"{voided}Can you come?"
    )


def _reminder(seat: Seat, scene: Scene, told_at: dt.datetime) -> str:
    """``Tomorrow: JADA, call 12:00 PM``."""
    charter, boat = scene.docket.charter, scene.boat
    days = (call_at(charter, boat).astimezone(boat.zone).date() - words.today(boat, told_at)).days
    day = {0: "Today", 1: "Tomorrow"}.get(days) or words.start_day(charter.hours, boat, told_at)
    return f"{day}: {boat.name}, call {words.call_clock(charter, boat)}"


def _nag(seat: Seat, scene: Scene, told_at: dt.datetime) -> str:
    when = words.call_day_and_time(scene.docket.charter, scene.boat, told_at)
    return f"Still needed: can you crew {scene.boat.name}? {when}"


def _answer_noted(seat: Seat, scene: Scene, told_at: dt.datetime) -> str:
    when = words.call_day_and_time(scene.docket.charter, scene.boat, told_at)
    answer = current_answer(seat, scene.docket.answers)
    if answer is not None and answer.answer == "declined":
        return f"Noted: you can't make it. {scene.boat.name}, {when}"
    return f"You are on {scene.boat.name}: {when}"


def _stale_tap(seat: Seat, scene: Scene, told_at: dt.datetime) -> str:
    when = words.call_day_and_time(scene.docket.charter, scene.boat, told_at)
    return f"That button was for an earlier time, so it was not counted. {scene.boat.name} is now {when}. Can you come?"


TITLES: Mapping[str, Callable[[Seat, Scene, dt.datetime], str]] = {
    "call": _call,
    "moved": _moved,
    "reminder_day_before": _reminder,
    "reminder_day_of": _reminder,
    "nag": _nag,
    "answer_noted": _answer_noted,
    "stale_tap": _stale_tap,
}


def facts(title: str, seat: Seat, scene: Scene) -> str:
    """Call time first, unless the title says it."""
    charter, boat = scene.docket.charter, scene.boat
    others = [
        f"{escape(scene.roster.first_name_of(other.crew_id))} ({other.role})"
        for other in charter.seats
        if other.crew_id != seat.crew_id
    ]
    call = f"call {words.call_clock(charter, boat)}"
    lines = [] if call in title else [f"*Call*  {words.call_day_and_time(charter, boat, scene.now)}"]
    lines += [
        f"*Where*  {escape(charter.trip.dock)}",
        f"*Hours*  {words.trip_span(charter, boat, scene.now)}, {escape(boat.place)} time",
        f"*Your role*  {seat.role}",
        f"*Guests*  {escape(words.guest_first_name(charter))}, {words.party(charter.trip.party_size)}",
    ]
    if others:
        lines.append(f"*With you*  {words.listed(others)}")
    return "\n".join(lines)


def called(value: str) -> tuple[str, int]:
    """The charter and the call that an answer's button is about. Raises `Rejected` where it is none of ours."""
    booking_id, _, version = value.partition("|")
    asked_version = words.version_in(version)
    if asked_version is None:
        raise Rejected("unknown_button", "I can't read this button any more. Please tell the office your answer.")
    return booking_id, asked_version


def answer_state(seat: Seat, scene: Scene) -> tuple[str, list[Block]]:
    """What this person said, and the buttons for what they may say now."""
    value = f"{scene.docket.charter.booking_id}|{seat.asked_version}"
    yes = button("Confirm availability", CREW_YES, value, "primary")
    no = button("Can't make it", CREW_NO, value)
    answer = current_answer(seat, scene.docket.answers)
    if answer is None:
        return "", [yes, no]
    if answer.via == "operator" and answer.answer == "confirmed":
        return f"{escape(answer.by or 'The office')} wrote down your yes. Not right? Say so.", [no]
    if answer.via == "operator":
        return f"{escape(answer.by or 'The office')} wrote down that you can't make it. Not right? Say so.", [yes]
    if answer.answer == "confirmed":
        return "*You said yes.* Thank you. If that changes, say so here.", [no]
    return "*You said you can't make it.* If that changes, say so here.", [yes]


def _superseded(scene: Scene) -> Content:
    return _just(f"This message about {scene.boat.name} no longer stands. What holds is in the newest one below.")


def _just(sentence: str) -> Content:
    return Content(text=escape(sentence), blocks=(section(f"*{escape(sentence)}*"),))


def _seat(key: NoticeKey, scene: Scene) -> Seat | None:
    """The person's seat, if this message is about the call that holds now."""
    seat = scene.docket.charter.seat_of(key.recipient)
    return seat if seat is not None and seat.asked_version == key.asked_version else None
