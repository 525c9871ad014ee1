"""Everything the bot can draw of one record, by what it is."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bot.domain import wishes
from bot.domain.block import Block, BlockId
from bot.domain.boat import LearnedTitle
from bot.domain.charter import BookingId, Charter, CrewMember, SlackUser
from bot.domain.docket import (
    CREW_RULES,
    OPERATORS,
    STATUS,
    TROUBLE_IN_SLACK,
    UNREAD,
    Claim,
    HidePhoto,
    NoticeKey,
    Photo,
    Scene,
    StepState,
    Tap,
    status_of_last_week,
)
from bot.domain.draft import Draft, Question
from bot.domain.errors import Rejected
from bot.domain.feeds import Address, crew_feed, operator_feed
from bot.domain.forms import Form, Unsettled, form_of
from bot.domain.guards import Overlap, Slot
from bot.domain.home import Home, Office, Own
from bot.domain.opened import BookedAgain, CancelNotice, Nothing, Opened, Review, Row, Several, Update
from bot.domain.outcomes import Content
from bot.domain.photos import Batch, added
from bot.domain.roster import Book, Found, Outcome, RosterWish
from bot.domain.season import Listing
from bot.domain.trail import Denied, Trail
from bot.domain.wishes import Asked
from bot.handlers.changes import CHANGES
from bot.handlers.failures import TITLE
from bot.pipeline import notices
from bot.pipeline.drafts import draft_of
from bot.pipeline.intake import read
from bot.pipeline.intake.facts import Doubt
from bot.pipeline.intake.judge import VOID
from bot.pipeline.intake.reading import FIELDS, ProblemCode
from bot.pipeline.intake.wording import problem
from bot.pipeline.reminders import moments
from bot.views import (
    block_modal,
    boats_modal,
    calendar_modal,
    commands,
    detail_modal,
    forget_modal,
    guest_text,
    lists,
    member_modal,
    paste_modal,
    photos_modal,
    review_modal,
    roster_modal,
    roster_notices,
    several_modal,
    show,
    trail,
)
from bot.views.changes import frame, write_answer
from bot.views.changes.frame import Sheet
from bot.views.crew_card import crew_card
from bot.views.home import home
from bot.views.mending import REMEDIES
from bot.views.notices import SlackNotices
from bot.views.opened import opened_view
from tests.views.records import DETAILS, FLEET, FORTNIGHT, LINK, MARKUP, NAMES, NOTES, NOW, SALMON, changed, others
from tests.views.records import OPERATORS as OFFICE

CHANNEL = "C0CHARTERS"
TODAY = NOW.date()
NOTICES = SlackNotices(OFFICE, CHANNEL)
SAMPLES = sorted((Path(__file__).parent.parent / "bookings").glob("*.txt"))


class Drawn(NamedTuple):
    """A view, the blocks of a message with its text, or a text alone."""

    what: str
    view: Any = None
    blocks: Sequence[Any] | None = None
    text: str | None = None


def everything(random_: random.Random, scene: Scene, number: int) -> Iterator[Drawn]:
    yield from said_by_itself(scene)
    yield from answers_to_commands(random_, scene)
    yield from changing(random_, scene)
    yield from pasted(random_, scene, number)
    yield from lists_of_people_and_boats(random_, scene)
    yield from crew_list(random_, scene)


# What the bot says by itself


def said_by_itself(scene: Scene) -> Iterator[Drawn]:
    for key in dict.fromkeys(_keys(scene)):
        yield _content(f"notice {key.rule}", NOTICES(key, scene, NOW))
    yield _content("status that goes on elsewhere", NOTICES(STATUS, _posted_anew(scene), NOW))


def _posted_anew(scene: Scene) -> Scene:
    posted = [
        Claim(key=key, state="sent", claimed_seconds=float(number), at=NOW, channel=CHANNEL, ts=f"{number}.0")
        for number, key in enumerate((STATUS, status_of_last_week(1)))
    ]
    claims = {**scene.docket.claims, **{claim.key: claim for claim in posted}}
    return scene._replace(docket=scene.docket.model_copy(update={"claims": claims}))


def _keys(scene: Scene) -> Iterable[NoticeKey]:
    docket = scene.docket
    version = docket.charter.version
    yield STATUS
    yield from notices.to_crew(docket)
    yield from notices.in_thread(docket)
    yield notices.all_done(docket)
    yield from (key for key in docket.claims if key.rule != "booked" or docket.charter.forgotten_at)
    yield from (moment.key for moment in moments(scene))
    rules = CREW_RULES - ({"cancelled"} if docket.charter.status == "booked" else set())
    for seat in docket.charter.seats[:2]:
        yield from (NoticeKey(rule, seat.crew_id, seat.asked_version) for rule in sorted(rules))
        yield NoticeKey("call", seat.crew_id, 0)
    yield NoticeKey("stale_tap", "crew13", version, NOW.isoformat())
    yield from (NoticeKey(rule, OPERATORS, version) for rule in ("open_place_48h", "parked"))
    yield from (NoticeKey(UNREAD, OPERATORS, version, kind) for kind in ("off", "cancelled"))
    yield from (added(Batch(size, 70)) for size in (1, 9))
    press = HidePhoto(photo_id="p", number=3, hidden=True, by=MARKUP[:20], tapped_at=NOW)
    for pressed, counted in ((press, True), (press.model_copy(update={"hidden": False}), True), (press, False)):
        key = notices.of_press(docket, pressed, counted=counted)
        assert key is not None
        yield key
    for code in (*REMEDIES, "invalid_auth"):
        yield NoticeKey(TROUBLE_IN_SLACK, OFFICE[0], 1, f"{code} channels:<read>")


def _content(what: str, content: Content) -> Drawn:
    return Drawn(what, blocks=content.blocks, text=content.text)


# What commands and the Home tab answer


def answers_to_commands(random_: random.Random, scene: Scene) -> Iterator[Drawn]:
    charter = scene.docket.charter
    yield Drawn("show", blocks=show.show(scene))
    yield Drawn("detail", detail_modal.build(scene, CHANNEL))
    yield Drawn("forget", forget_modal.build(charter, scene.boat, NOW))
    yield Drawn("forgotten", forget_modal.forgotten(charter.booking_id))
    yield Drawn("photos", photos_modal.build(with_photos(random_, scene)))
    yield Drawn("text for the guest", guest_text.build(scene, "https://guests.example/g/KWBZPGD"))
    for seat in charter.seats[:2]:
        for answerable in (True, False):
            yield Drawn("crew card", blocks=crew_card(seat, scene, answerable=answerable))
    entries = (*charter.changes, *(Denied(denied=name, by=SlackUser("U0EVIL"), at=NOW) for name in NAMES))
    held = Trail((*entries, *entries)[: trail.NEWEST], older=random_.random() < 0.5)
    yield Drawn("log", blocks=trail.trail_message(held, charter, scene.boat, scene.roster))
    yield Drawn("help", text=commands.help_text(commands.parse(random_.choice((MARKUP, "x" * 90, "show"))).complaint))
    feeds = (operator_feed(OFFICE[0]), crew_feed(scene.roster.members[0].crew_id).renewed())
    addresses = [Address(feed, f"https://calendar.example/{feed.feed_id}-{feed.secret}.ics") for feed in feeds]
    yield Drawn("calendar", calendar_modal.build(addresses, renewed=random_.choice((None, feeds[1].feed_id))))
    yield Drawn("refusal", paste_modal.answer(TITLE, f"I have no charter {MARKUP}. ref ABC234"))


def with_photos(random_: random.Random, scene: Scene) -> Scene:
    photos = tuple(
        Photo(
            photo_id=f"{number:016}",
            number=number,
            name=random_.choice((None, MARKUP[:40], *(name[:40] for name in NAMES))),
            shown_at=NOW - dt.timedelta(minutes=number),
            may_publish=random_.random() < 0.5,
            hidden=random_.random() < 0.3,
        )
        for number in range(1, 1 + _count(random_, 90))
    )
    steps = {
        **scene.docket.steps,
        "guest_page": StepState(result={"url": "https://guests.example/g/KWBZPGD"}),
        "scc_event": StepState(result={"guest_token": "t" * 22}),
    }
    presses = tuple(
        HidePhoto(photo_id=photo.photo_id, number=photo.number, hidden=not photo.hidden, by=MARKUP[:20], tapped_at=NOW)
        for photo in photos[:1]
    )
    return scene._replace(docket=scene.docket.model_copy(update={"photos": photos, "taps": presses, "steps": steps}))


def of_a_season(random_: random.Random, held: Sequence[Scene]) -> Iterator[Drawn]:
    """Lists and Home tabs of many charters at once."""
    member = held[0].roster.members[0] if held else _stranger()
    mine = tuple(scene for scene in held if scene.docket.charter.seat_of(member.crew_id))
    drafts = tuple(_draft(random_, number) for number in range(random_.choice((0, 1, 8))))
    entries = random_.choice((None, others(random_, 30)))
    office = Office(Listing(FORTNIGHT, tuple(held), complete=bool(entries)), entries, drafts)
    full = Home(NOW, FLEET, office=office, own=Own(member, mine))
    for drawn in (full, full._replace(office=None), full._replace(own=None), Home(NOW, FLEET)):
        yield Drawn("home", home(drawn))
    yield Drawn("list", blocks=lists.list_message(office.listing, FLEET, NOW))
    yield Drawn("late", blocks=lists.late_message(held, FLEET, complete=random_.random() < 0.5))


def _stranger() -> CrewMember:
    return CrewMember(crew_id="zoe", name="Zoe", roles=("crew",), rank=1, active=True)  # type: ignore[arg-type]


# The modals that change a charter


def changing(random_: random.Random, scene: Scene) -> Iterator[Drawn]:
    charter = scene.docket.charter
    sheet = Sheet(charter, FLEET, scene.roster, NOW)
    after = changed(random_, charter, scene.boat)
    form = form_of(after.trip, scene.boat)
    overlaps = _overlaps(random_, scene)
    for _, kind in CHANGES.values():
        yield Drawn(f"{kind.title}, first", frame.build(kind, sheet))
        overtaken = sheet._replace(form=form, after=after, seen_version=max(0, charter.version - 3), overlaps=overlaps)
        yield Drawn(f"{kind.title}, overtaken", frame.build(kind, overtaken))
        yield Drawn(f"{kind.title}, done", kind.done(after))
    people = [seat.crew_id for seat in charter.seats]
    yield Drawn("ask again, typed", frame.build(CHANGES["ask"][1], sheet._replace(form={"people": people})))
    moved = sheet._replace(form=form, after=_edited(sheet, form))
    yield Drawn("effects", frame.build(CHANGES["edit"][1], moved))
    if charter.seats:
        yield Drawn("write down an answer", write_answer.build(sheet))
        tap = Tap(crew_id=charter.seats[0].crew_id, answer="declined", asked_version=1, tapped_at=NOW)
        yield Drawn("written down", write_answer.done(charter.booking_id, tap, random_.choice(NAMES)))


def _edited(sheet: Sheet, form: Form) -> Charter | None:
    operator = changed(random.Random(1), sheet.charter, sheet.boat).changes[-1]
    try:
        by = wishes.Operator(user=operator.by, name=operator.by_name)
        return wishes.edit(Asked(sheet.charter, {**form, "party_size": "5", "notes": "n" * 2999}, FLEET, by, NOW))
    except (Unsettled, Rejected):
        return None


def _overlaps(random_: random.Random, scene: Scene) -> tuple[Overlap, ...]:
    slot = Slot(from_at=NOW, to_at=NOW + dt.timedelta(hours=3), note=MARKUP[:120])
    boat = scene.boat.key
    kinds = (("boat", boat, "KWBZPGD"), ("crew", "crew3", "LNFCQTX"), ("boat", boat, "BLOCK-ABCDEFG"))
    found = (random_.choice(kinds) for _ in range(_count(random_, 90)))
    return tuple(Overlap(kind, name, BookingId(booking_id), slot) for kind, name, booking_id in found)


def _count(random_: random.Random, most: int) -> int:
    """None, one, some, and now and then more than a view holds."""
    return random_.choice((0, 0, 1, 1, 3, 3, 12, most) if random_.random() < 0.3 else (0, 1, 2))


# What follows a paste


def pasted(random_: random.Random, scene: Scene, number: int) -> Iterator[Drawn]:
    charter, roster = scene.docket.charter, scene.roster
    draft = _draft(random_, number)
    overlaps = _overlaps(random_, scene)
    typed = {**form_of(charter.trip, scene.boat), "captain": "crew1", "crew": ["crew2", "crew3"], "asking": "agreed"}
    form = form_of(charter.trip, scene.boat)
    yield Drawn("paste", paste_modal.build())
    yield Drawn("reading", paste_modal.reading())
    yield Drawn("review, typed", review_modal.build(draft, FLEET, roster, NOW, typed=typed, overlaps=overlaps))
    after = changed(random_, charter, scene.boat)
    outcomes: tuple[Opened, ...] = (
        Nothing("Nothing was created", f"{random_.choice(DETAILS)} {MARKUP}", random_.choice((None, LINK))),
        Review(draft, roster, overlaps),
        Update(charter, roster, form, None, doubts=(MARKUP, "The text gives no end.")),
        Update(charter, roster, form, after, (), overlaps),
        CancelNotice(charter, roster),
        BookedAgain(charter, roster),
        Several(
            tuple(_row(random_, at) for at in range(2 + _count(random_, 60))),
            random_.choice((None, "d")),
            is_cut=random_.random() < 0.5,
        ),
    )
    yield from (Drawn(type(opened).__name__, opened_view(opened, FLEET, NOW)) for opened in outcomes)
    for following in ((), ("d1",), ("d1", "d2")):
        yield Drawn("saved", several_modal.saved(charter.booking_id, CHANNEL, following))


def _row(random_: random.Random, number: int) -> Row:
    skipped = random_.choice((None, "on_file", "cancelled", "nothing"))
    name, boat = random_.choice((None, *NAMES)), random_.choice((None, SALMON))
    return Row(random_.choice(("", f"KW{number:05}")), boat, name, random_.choice((None, NOW)), 7, skipped)


def _draft(random_: random.Random, number: int) -> Draft:
    """A sample as it was read; or one with doubts of every kind and values of every length."""
    sample = _sample(number % len(SAMPLES))
    if number % 3 == 0:
        return sample
    codes = random_.sample(sorted(ProblemCode), random_.randint(0, len(ProblemCode)))
    questions = tuple(_question(random_, code) for code in codes)
    name, place = random_.choice(NAMES), random_.choice((None, MARKUP, "p" * 400))
    odd = {"boat": None, "boat_title": random_.choice((None, MARKUP[:120])), "guest_name": name}
    odd |= {"notes": random_.choice((*NOTES, "n" * 9000)), "pickup_location": place}
    reasons = {**sample.reasons, "notes": f"“{'w' * 2500}”", "guest_name": f"“{MARKUP}”"}
    kept = {"read": {**sample.read, **odd}, "questions": questions, "reasons": reasons}
    return sample.model_copy(update=kept)


@cache
def _sample(number: int) -> Draft:
    text = SAMPLES[number].read_text(encoding="utf-8")
    reading = read(text, today=TODAY, zone=SALMON.zone)
    one = reading.bookings[0] if reading.bookings else reading
    return draft_of(text, one, SALMON, by=OFFICE[0], now=NOW, draft_id="d1")


def _question(random_: random.Random, code: ProblemCode) -> Question:
    fields = tuple(random_.sample(FIELDS, random_.randint(1, 3)))
    detail = random_.choice(("", VOID, "a|b", f"“{MARKUP[:60]}” and “{'v' * 60}”", "Fri, May 29|Sat, May 30"))
    found = problem(Doubt(code, fields, detail))
    return Question(code=found.code, fields=found.fields, sentence=found.sentence, confirm=found.confirm)


# Boats, blocks, the crew list


def lists_of_people_and_boats(random_: random.Random, scene: Scene) -> Iterator[Drawn]:
    blocks = [blocked(random_, number) for number in range(_count(random_, 75))]
    overlaps = _overlaps(random_, scene)
    warning = block_modal.warn(overlaps, scene.boat, FLEET, scene.roster, NOW) if overlaps else ()
    form = {"boat": scene.boat.key, "first": "2026-06-01", "last": "2026-06-05", "reason": MARKUP[:120]}
    yield Drawn("block", block_modal.build(FLEET, blocks, TODAY, {}))
    yield Drawn("block, taken", block_modal.build(FLEET, blocks, TODAY, form, warning, "seen"))
    one = blocked(random_, 1)
    yield Drawn("blocked", block_modal.done(one, scene.boat, TODAY))
    yield _content("block refused", block_modal.refused(one, scene.boat, random_.choice(DETAILS), "ABC234"))
    learned = [
        LearnedTitle(title=f"{MARKUP[:100]}{number}", boat=random_.choice((SALMON.key, "sold")), by_name=MARKUP[:40])
        for number in range(_count(random_, 120))
    ]
    yield Drawn("boats", boats_modal.build(FLEET, learned))


def blocked(random_: random.Random, number: int) -> Block:
    first = TODAY + dt.timedelta(days=number)
    return Block(
        block_id=BlockId(f"BLOCK-{number:07}"),
        boat=random_.choice((SALMON.key, "sold")),  # type: ignore[arg-type]
        first=first,
        last=first + dt.timedelta(days=random_.choice((0, 9))),
        reason=MARKUP[:120],
        by=OFFICE[0],
        by_name=random_.choice(NAMES),
        at=NOW,
    )


def crew_list(random_: random.Random, scene: Scene) -> Iterator[Drawn]:
    member, other = random_.sample(scene.roster.members, 2)
    now = other.model_copy(update={"crew_id": member.crew_id})
    wish = RosterWish(
        wish_id="w",
        member=member,
        before=random_.choice((None, now, member)),
        by=OFFICE[0],
        at=NOW,
        find_slack=False,
    )
    many = tuple(member.model_copy(update={"crew_id": f"c{number}"}) for number in range(_count(random_, 130)))
    book = Book(scene.roster.model_copy(update={"members": many}), {member.crew_id: wish})
    yield Drawn("crew list", roster_modal.build(book, FLEET, random_.choice((0, 1, 99))))
    coming = {BookingId(f"KW{at:05}"): Slot(from_at=NOW, to_at=NOW) for at in range(_count(random_, 60))}
    note = member_modal.still_on(member, coming, FLEET, NOW)
    notes = (member_modal.changed_note(member, now, random_.choice((None, OFFICE[1]))), *((note,) if note else ()))
    memo = member_modal.Memo(form_id="f" * 16, seen=member, turn=random_.choice((0, 2)))
    yield Drawn("add a person", member_modal.build(member_modal.Memo(form_id="f"), FLEET))
    yield Drawn("change a person", member_modal.build(memo, FLEET, notes=notes))
    merged = member_modal.merged(member_modal.form_of(now), member, now)
    noted = (member_modal.operator_note(OFFICE[0]),)
    yield Drawn("change a person, changed", member_modal.build(memo, FLEET, form=merged, notes=noted))
    for outcome in _outcomes(random_, member, tuple(coming)):
        yield _content("roster notice", roster_notices.roster_notice(wish, outcome))


def _outcomes(random_: random.Random, member: CrewMember, coming: tuple[BookingId, ...]) -> Iterator[Outcome]:
    finds: tuple[Found, ...] = ("not_asked", "found", "nobody", "operator", "taken", "not_allowed")
    why = random_.choice((*DETAILS, f"email: {MARKUP}"))
    yield Outcome(kind="waiting", system="the crew system")
    yield Outcome(kind="refused", system="the crew list", why=why, reference="ABC234")
    for slack in finds:
        owner = OFFICE[1] if slack == "operator" else MARKUP[:60]
        yield Outcome(
            kind="saved", member=member, slack=slack, slack_owner=owner, still_on=tuple(coming), new_links=coming
        )
