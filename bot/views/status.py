"""The status message in the charters channel: where a charter stands, at a glance, kept up to date."""

from bot.domain.charter import Charter, Seat
from bot.domain.docket import STEP_TITLES, STEPS, Docket, Scene, StepName, Trouble
from bot.domain.outcomes import Content
from bot.domain.places import open_places
from bot.views import farewells, words
from bot.views.blocks import Block, actions, button, context, escape, link, section, sections
from bot.views.ids import ASK_AGAIN, CANCEL, EDIT, GUEST_TEXT, MOVE, REASSIGN, REOPEN, RETRY, WRITE_ANSWER

SYSTEMS = {
    "calendar": "The calendar",
    "scc_event": "The crew system",
    "guest_page": "The guest site",
}
CANCELLED_BY = {"renter": "the renter cancelled", "us": "we cancelled", "weather": "weather"}

PRESS_RETRY = "press Retry now"


def status(scene: Scene) -> Content:
    docket = scene.docket
    charter = docket.charter
    title = f"{scene.boat.name} · {words.trip_span(charter, scene.boat, scene.now)}"
    return Content(
        text=escape(f"{'CANCELLED: ' if charter.status == 'cancelled' else ''}{title} · {charter.booking_id}"),
        blocks=(
            section(_headline(charter, title)),
            *sections(_people(scene)),
            *(section(sentence) for sentence in _troubles(scene)),
            context(f"{_steps(docket)}   ·   {escape(scene.boat.place)} time"),
            *_buttons(docket),
        ),
    )


def goes_on(scene: Scene) -> Content:
    """What becomes of a status message once a newer one was posted."""
    docket = scene.docket
    span = words.trip_span(docket.charter, scene.boat, scene.now)
    title = escape(f"{scene.boat.name} · {span} · {docket.charter.booking_id}")
    where = f" {link(docket.permalink, 'Open it')}" if docket.permalink else ""
    return Content(text=title, blocks=(section(f"*{title}*\nIt goes on in a newer message.{where}"),))


def trouble_sentence(name: StepName, trouble: Trouble, scene: Scene, retry: str = PRESS_RETRY) -> str:
    """What happened, what was kept, and what comes next, with the reference that finds the log line."""
    if name == "crew_notice":
        people = words.first_names(trouble.detail.split(","), scene.roster)
        return (
            f"The mail to {escape(people)} has not gone out. Please reach them another way; "
            f"I ask for it again meanwhile. ref {trouble.reference}"
        )
    rest = "the rest is done" if _others_done(name, scene.docket) else "the rest goes on"
    if trouble.kind == "failed":
        return (
            f"{SYSTEMS[name]} refused this ({words.said(trouble.detail)}); {rest} and nothing is lost. "
            f"Fix the cause, then {retry}. ref {trouble.reference}"
        )
    again = f"I try again at {words.clock(trouble.next_at, scene.boat)}; to" if trouble.next_at else "To"
    return f"{SYSTEMS[name]} did not answer; {rest}. {again} try at once, {retry}. ref {trouble.reference}"


def stopped_sentence(scene: Scene, retry: str = PRESS_RETRY) -> str:
    """That the charter is parked."""
    return (
        f"Working on {scene.docket.charter.booking_id} crashed five times, so I stopped. What was done stays, nothing "
        f"is lost, other charters go on. Look at the log, then {retry}."
    )


def _headline(charter: Charter, title: str) -> str:
    guest = escape(words.guest_first_name(charter))
    facts = [charter.booking_id, guest, words.party(charter.trip.party_size), escape(charter.trip.dock)]
    if charter.trip.notes:
        facts.append("has a note")
    if charter.status == "cancelled":
        why = CANCELLED_BY.get(charter.cancelled_by or "", "")
        return f"*CANCELLED* ~{escape(title)}~\n{' · '.join([*facts, why] if why else facts)}"
    return f"*{escape(title)}*\n{' · '.join(facts)}"


def _people(scene: Scene) -> str:
    charter = scene.docket.charter
    lines = [_person(seat, scene) for seat in charter.seats]
    if charter.status == "booked":
        lines += [f"{place.role.capitalize()}: *open*" for place in open_places(scene) if place.crew_id is None]
    return "\n".join(lines) or "No crew is on this charter."


def _person(seat: Seat, scene: Scene) -> str:
    name = escape(scene.roster.name_of(seat.crew_id))
    if scene.docket.charter.status == "cancelled":
        told = farewells.state(seat.crew_id, scene.docket)
        return f"{seat.role.capitalize()} {name}" + (f": *{told}*" if told else "")
    state = words.seat_state(seat, scene.docket, scene.boat, scene.now)
    return f"{seat.role.capitalize()} {name}: *{escape(state)}*"


def step_mark(name: StepName, docket: Docket) -> str:
    """``done``, ``failed``, ``retrying``, ``waiting`` or ``working``."""
    state = docket.step(name)
    if state.trouble is not None:
        return state.trouble.kind
    return "done" if state.version == docket.charter.version else "working"


def _steps(docket: Docket) -> str:
    marks = {"done": "✓", "failed": "✗", "retrying": "↻", "waiting": "…", "working": "…"}
    return "   ".join(f"{marks[step_mark(name, docket)]} {STEP_TITLES[name]}" for name in STEPS)


def _troubles(scene: Scene) -> list[str]:
    troubles = [(name, scene.docket.step(name).trouble) for name in STEPS]
    sentences = [
        trouble_sentence(name, trouble, scene) for name, trouble in troubles if trouble and trouble.kind != "waiting"
    ]
    if scene.docket.parked():
        sentences.append(stopped_sentence(scene))
    return sentences


def _others_done(name: StepName, docket: Docket) -> bool:
    return all(step_mark(other, docket) == "done" for other in STEPS if other not in (name, "crew_notice"))


def _buttons(docket: Docket) -> list[Block]:
    booking_id = docket.charter.booking_id
    in_trouble = docket.parked() or any(step_mark(name, docket) in ("failed", "retrying") for name in STEPS)
    buttons = [button("Retry now", RETRY, booking_id, "primary")] if in_trouble else []
    if docket.charter.status == "booked":
        buttons += [
            button("Edit", EDIT, booking_id),
            button("Move", MOVE, booking_id),
            button("Change crew", REASSIGN, booking_id),
            button("Text for the guest", GUEST_TEXT, booking_id),
            *(
                [
                    button("Write down an answer", WRITE_ANSWER, booking_id),
                    button("Ask again", ASK_AGAIN, booking_id),
                ]
                if docket.charter.seats
                else []
            ),
            button("Cancel charter", CANCEL, booking_id),
        ]
    else:
        buttons.append(button("Reopen", REOPEN, booking_id))
    return [actions(buttons)] if buttons else []
