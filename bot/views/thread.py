"""The lines of a charter's thread: what happened, in the order it happened."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping

from bot.domain.aboard import told_by
from bot.domain.charter import Change, SlackUser, call_at, current_answer
from bot.domain.docket import UNREAD, NoticeKey, Scene, StepName
from bot.domain.outcomes import Content
from bot.domain.photos import ADDED, batch_of
from bot.domain.places import OpenPlace, open_places
from bot.views import farewells, words
from bot.views.blocks import Block, actions, button, escape, link, sections
from bot.views.ids import PHOTOS
from bot.views.status import CANCELLED_BY, stopped_sentence, trouble_sentence
from language import times

VIA_WORDS = {"slack": "in Slack", "link": "by the mailed link", "operator": "by word of mouth"}


Line = Callable[[NoticeKey, Scene], str]


def thread_line(key: NoticeKey, scene: Scene, operators: Collection[SlackUser]) -> Content:
    """The line under `key`. It mentions a person only where that person has to act."""
    if key.rule.startswith("open_place"):
        line = _open_place(scene, operators)
    elif key.rule == UNREAD:
        line = farewells.unread_line(key, scene, operators)
    elif key.rule == "parked":
        line = f"{words.mentions(operators)} {stopped_sentence(scene)}"
    else:
        line = LINES[key.rule](key, scene) + _override(key, scene)
    return Content(text=line, blocks=(*sections(line), *_buttons(key, scene)))


def _buttons(key: NoticeKey, scene: Scene) -> list[Block]:
    charter = scene.docket.charter
    if key.rule != ADDED or charter.forgotten_at is not None:
        return []
    return [actions([button("Look at the photos", PHOTOS, charter.booking_id)])]


def _override(key: NoticeKey, scene: Scene) -> str:
    """Why a version stands although the boat or somebody is taken."""
    change = next((each for each in scene.docket.charter.changes if each.version == key.asked_version), None)
    if change is None or change.override is None or change.kind != key.rule:
        return ""
    return f"\nSaved although something is taken at that time, because: {escape(change.override)}"


def _booked(key: NoticeKey, scene: Scene) -> str:
    charter, boat = scene.docket.charter, scene.boat
    trip = charter.trip
    if charter.forgotten_at is not None:
        return f"{_who_booked(key, scene)} What stood here about the guest is erased."
    change = _change(key, scene)
    lines = [
        f"<@{change.by}> booked this charter.",
        f"*When*  {words.trip_span(charter, boat, scene.now)}, crew call {words.call_clock(charter, boat)}",
        f"*Where*  {escape(trip.dock)}",
        f"*Guests*  {escape(words.guest_first_name(charter))}, {words.party(trip.party_size)}"
        + (", has a note" if trip.notes else ""),
    ]
    if call_at(charter, boat) <= change.at:
        lines.append("The crew's call time has passed already: please call them.")
    agreed = [str(seat.crew_id) for seat in charter.seats if seat.agreed_with]
    if agreed:
        lines.append(
            f"{escape(words.first_names(agreed, scene.roster))} already agreed, {escape(change.by_name)} says."
        )
    return "\n".join(lines)


def _who_booked(key: NoticeKey, scene: Scene) -> str:
    """Drawn again when the guest is erased, which may be after the record has let go of its first version."""
    first = next((change for change in scene.docket.charter.changes if change.version == key.asked_version), None)
    return f"<@{first.by}> booked this charter." if first else "This charter was booked."


def _moved(key: NoticeKey, scene: Scene) -> str:
    change, boat = _change(key, scene), scene.boat
    was = words.trip_span(change.was, boat, scene.now) if change.was else ""
    became = words.trip_span(scene.docket.charter.hours_after(change), boat, scene.now)
    if was == became:
        return f"{escape(change.by_name)} changed where to board. Everybody is asked again."
    return (
        f"{escape(change.by_name)} moved this charter: it was {was}, it is now {became}. "
        f"Everybody is asked again.{words.not_told(scene.docket.charter, 'change')}"
    )


def _edited(key: NoticeKey, scene: Scene) -> str:
    change = _change(key, scene)
    fields = words.listed([words.field_words(name) for name in change.fields])
    return f"{escape(change.by_name)} corrected the {fields}. Nobody needs to be asked again."


def _reassigned(key: NoticeKey, scene: Scene) -> str:
    return f"{escape(_change(key, scene).by_name)} changed the crew: now {words.people_asked(scene) or 'nobody'}."


def _cancelled(key: NoticeKey, scene: Scene) -> str:
    why = CANCELLED_BY.get(scene.docket.charter.cancelled_by or "", "")
    return (
        f"{escape(_change(key, scene).by_name)} cancelled this charter{f' ({why})' if why else ''}. "
        f"The crew is told at once.{words.not_told(scene.docket.charter, 'cancel')}"
    )


def _asked_again(key: NoticeKey, scene: Scene) -> str:
    change = _change(key, scene)
    people = escape(words.first_names([str(who) for who in change.people], scene.roster))
    return f"{escape(change.by_name)} asked {people} again."


def _reopened(key: NoticeKey, scene: Scene) -> str:
    return f"{escape(_change(key, scene).by_name)} reopened this charter. Everybody is asked anew."


def _forgotten(key: NoticeKey, scene: Scene) -> str:
    return f"{escape(_change(key, scene).by_name)} erased the guest. Boat, hours, head count and crew stay."


def _all_done(key: NoticeKey, scene: Scene) -> str:
    docket = scene.docket
    if docket.charter.changes[-1].kind == "forgotten":
        return "Done: the guest is erased in every system, and the guest page says that it has closed."
    url = docket.step("guest_page").result.get("url", "")
    page = link(url, "guest page") if url else "guest page"
    people = words.people_asked(scene)
    if docket.charter.status == "cancelled":
        return f"Done: calendar, crew event and {page} say that it is cancelled" + (
            f", {people} told." if people else "."
        )
    agreed = bool(docket.charter.seats) and all(seat.agreed_with for seat in docket.charter.seats)
    told = f", {people} {'told' if agreed else 'asked'}" if people else ". Nobody is on it yet"
    if docket.charter.changes[-1].kind == "booked":
        return f"Done: on the calendar, crew event created, {page} published{told}."
    return f"Done: calendar, crew event and {page} say so{told}."


def _answer_confirmed(key: NoticeKey, scene: Scene) -> str:
    changed_mind = _earlier(key, "answer_declined", scene)
    yes = "can come after all" if changed_mind else "said yes"
    return f"{_person(key, scene)} {yes}, {_via(key, scene)}."


def _answer_declined(key: NoticeKey, scene: Scene) -> str:
    took_back = _earlier(key, "answer_confirmed", scene)
    no = "took the yes back" if took_back else "can't make it"
    return f"<@{scene.docket.charter.operator}> {_person(key, scene)} {no}, {_via(key, scene)}. The place is open."


def _briefing(key: NoticeKey, scene: Scene) -> str:
    return f"Safety briefing held {_at(key, scene)} by {_person(key, scene)}."


def _head_count(key: NoticeKey, scene: Scene) -> str:
    people, booked = told_by(key).people, scene.docket.charter.trip.party_size
    differs = f" The booking says {booked}." if people != booked else ""
    return f"{_person(key, scene)} counted {people} aboard {_at(key, scene)}.{differs}"


def _at(key: NoticeKey, scene: Scene) -> str:
    """The time alone where it was on the day of the trip's start."""
    at, zone = told_by(key).at.astimezone(scene.boat.zone), scene.boat.zone
    if at.date() == scene.docket.charter.trip.start_at.astimezone(zone).date():
        return f"at {times.clock(at)}"
    return f"on {times.moment(at, words.today(scene.boat, scene.now))}"


def _step_retrying(key: NoticeKey, scene: Scene) -> str:
    return _trouble(key, scene)


def _step_failed(key: NoticeKey, scene: Scene) -> str:
    return f"<@{scene.docket.charter.operator}> {_trouble(key, scene)}"


def _trouble(key: NoticeKey, scene: Scene) -> str:
    name: StepName = next(name for name in scene.docket.steps if name == key.detail)
    trouble = scene.docket.step(name).trouble
    return trouble_sentence(name, trouble, scene) if trouble else ""


def _mail_bounced(key: NoticeKey, scene: Scene) -> str:
    crew_id = key.detail.partition("|")[0]
    name, docket = escape(scene.roster.name_of(crew_id)), scene.docket
    lost = (mail.why for mail in docket.mails if (mail.crew_id, mail.asked_version) == (crew_id, key.asked_version))
    why = next(filter(None, lost), None)
    what = f"{name} called a mail of ours spam" if why == "complained" else f"The mail to {name} did not arrive"
    if why is None:
        return f"<@{docket.charter.operator}> {what}. Please reach {name} another way."
    return (
        f"<@{docket.charter.operator}> {what}, so nothing more goes to that address. Please reach {name} another way. "
        "Once there is another address in `/charter crew`, what is open is mailed there."
    )


def _slack_unreached(key: NoticeKey, scene: Scene) -> str:
    name = escape(scene.roster.name_of(key.detail))
    what = f"The message to {name} could not be delivered in Slack"
    return f"<@{scene.docket.charter.operator}> {what}. Please reach {name} another way."


def _open_place(scene: Scene, operators: Collection[SlackUser]) -> str:
    places = [f"{place.role}{_who(place, scene)}" for place in open_places(scene)]
    charter = scene.docket.charter
    hours = max(1, round((charter.trip.start_at - scene.now) / dt.timedelta(hours=1)))
    start = words.start(charter.hours, scene.boat, scene.now)
    return (
        f"{words.mentions(operators)} {escape(scene.boat.name)} sails in {hours} h ({start}) "
        f"and there is no yes yet for: {', '.join(places)}."
    )


def _who(place: OpenPlace, scene: Scene) -> str:
    if place.crew_id is None:
        return ""
    seat = scene.docket.charter.seat_of(place.crew_id)
    what = "has not said yes"
    if seat is not None and current_answer(seat, scene.docket.answers) is not None:
        what = "cannot come"
    elif seat is not None and scene.docket.unreached(seat):
        what = "was not reached"
    return f" ({escape(scene.roster.first_name_of(place.crew_id))} {what})"


def _photos_added(key: NoticeKey, scene: Scene) -> str:
    count, charter = batch_of(key).size, scene.docket.charter
    photos = "1 new photo" if count == 1 else f"{count} new photos"
    if charter.forgotten_at is not None:
        return f"{photos} came from the guests. They are erased."
    guest = escape(words.guest_first_name(charter))
    return f"{photos} from {guest}'s party, on the guest page for everybody who has its link."


def _photo_hidden(key: NoticeKey, scene: Scene) -> str:
    number, by = _pressed(key)
    return f"{by} hid photo {number}. The guests no longer see it."


def _photo_shown(key: NoticeKey, scene: Scene) -> str:
    number, by = _pressed(key)
    return f"{by} showed photo {number} to the guests again."


def _photo_gone(key: NoticeKey, scene: Scene) -> str:
    number, _ = _pressed(key)
    return f"Photo {number} is gone: a guest took it down before it could be hidden or shown."


def _pressed(key: NoticeKey) -> tuple[str, str]:
    """The photo's number and who pressed the button."""
    number, _, by = key.detail.split("|", 2)
    return number, escape(by)


def _change(key: NoticeKey, scene: Scene) -> Change:
    return next(change for change in scene.docket.charter.changes if change.version == key.asked_version)


def _person(key: NoticeKey, scene: Scene) -> str:
    return escape(scene.roster.name_of(key.recipient))


def _via(key: NoticeKey, scene: Scene) -> str:
    answer = next((held for crew_id, held in scene.docket.answers.items() if crew_id == key.recipient), None)
    return VIA_WORDS.get(answer.via, "") if answer else ""


def _earlier(key: NoticeKey, rule: str, scene: Scene) -> bool:
    return any(
        told.rule == rule and told.recipient == key.recipient and told.asked_version == key.asked_version
        for told in scene.docket.claims
    )


LINES: Mapping[str, Line] = {
    "booked": _booked,
    "moved": _moved,
    "edited": _edited,
    "reassigned": _reassigned,
    "asked_again": _asked_again,
    "cancelled": _cancelled,
    "reopened": _reopened,
    "forgotten": _forgotten,
    "all_done": _all_done,
    "answer_confirmed": _answer_confirmed,
    "answer_declined": _answer_declined,
    "briefing": _briefing,
    "head_count": _head_count,
    "step_retrying": _step_retrying,
    "step_failed": _step_failed,
    "mail_bounced": _mail_bounced,
    "slack_unreached": _slack_unreached,
    ADDED: _photos_added,
    "photo_hidden": _photo_hidden,
    "photo_shown": _photo_shown,
    "photo_gone": _photo_gone,
}
