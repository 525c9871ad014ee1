"""What has to be told, to whom, once: computed from the docket, never stored as something to do later."""

import datetime as dt
from collections.abc import Iterable

from bot.domain import aboard
from bot.domain.call_sheet import call_sheet_of
from bot.domain.charter import Answer, Seat, current_answer
from bot.domain.docket import (
    CREW_RULES,
    MAILED_AGAIN,
    OPERATORS,
    STEPS,
    THREAD,
    Docket,
    GotIt,
    HidePhoto,
    Mail,
    NoticeKey,
    Press,
    Scene,
    Tap,
    status_of_last_week,
)

LAST_WEEK = dt.timedelta(days=7)


def to_crew(docket: Docket) -> list[NoticeKey]:
    """Whom the call sheet wants told, and what."""
    sheet = call_sheet_of(docket)
    return sheet.notices() if sheet else []


def in_thread(docket: Docket) -> list[NoticeKey]:
    """The lines of the thread that the docket calls for, in the order of what happened."""
    happened = (_changes, _answers, _aboard, _troubles, _unreached, _parked)
    return [key for lines in happened for key in lines(docket)]


def all_done(docket: Docket) -> NoticeKey:
    """The line that says a version has reached every system."""
    return NoticeKey("all_done", THREAD, docket.charter.version)


def status_due(scene: Scene) -> NoticeKey | None:
    """The status message to be posted anew: a week before the start, where the one there is stands further up."""
    charter, claim = scene.docket.charter, scene.docket.claims.get(scene.docket.status())
    from_at = charter.trip.start_at - LAST_WEEK
    if charter.status != "booked" or claim is None or not from_at <= scene.now < charter.trip.start_at:
        return None
    return status_of_last_week(charter.asked_version) if claim.at < from_at else None


def pastes_erased(docket: Docket) -> NoticeKey | None:
    """That the pasted texts of an erased guest are gone, too; None where there is nothing to do."""
    key = NoticeKey("pastes_erased", OPERATORS, 1)
    return key if docket.charter.forgotten_at is not None and not docket.sent(key) else None


def of_press(docket: Docket, press: Press, *, counted: bool) -> NoticeKey | None:
    """What is told once a pressed button has reached ShipCaptainCrew, whether or not it counts there."""
    if not isinstance(press, HidePhoto):
        return None if counted else stale_tap(docket, press)
    rule = ("photo_hidden" if press.hidden else "photo_shown") if counted else "photo_gone"
    return NoticeKey(rule, THREAD, 1, f"{press.number}|{press.tapped_at.isoformat()}|{press.by}")


def stale_tap(docket: Docket, tap: Tap | GotIt) -> NoticeKey:
    """The answer to a button that belonged to an earlier call."""
    seat = docket.charter.seat_of(tap.crew_id)
    version = seat.asked_version if seat else docket.charter.version
    return NoticeKey("stale_tap", tap.crew_id, version, tap.tapped_at.isoformat())


def _changes(docket: Docket) -> Iterable[NoticeKey]:
    for change in docket.charter.changes:
        yield NoticeKey(change.kind, THREAD, change.version)


def _answers(docket: Docket) -> Iterable[NoticeKey]:
    given = [(seat, current_answer(seat, docket.answers)) for seat in docket.charter.seats]
    told = [(seat, answer) for seat, answer in given if answer and not _said_at_booking(seat, answer)]
    for seat, answer in sorted(told, key=lambda pair: pair[1].answered_at):
        yield NoticeKey(f"answer_{answer.answer}", seat.crew_id, answer.asked_version, answer.answered_at.isoformat())


def _aboard(docket: Docket) -> Iterable[NoticeKey]:
    """What the crew wrote down of the trip: the key tells all of it, so that its line never changes."""
    briefing, count = docket.aboard.briefing, docket.aboard.head_count
    told: list[tuple[dt.datetime, NoticeKey]] = []
    if briefing:
        told.append((briefing.held_at, aboard.briefing_key(briefing)))
    if count:
        told.append((count.counted_at, aboard.head_count_key(count)))
    yield from (key for _, key in sorted(told))


def written_down(docket: Docket) -> list[NoticeKey]:
    """Whom to tell that an operator wrote down their answer."""
    given = [(seat, current_answer(seat, docket.answers)) for seat in docket.charter.seats]
    return [
        NoticeKey("answer_noted", seat.crew_id, answer.asked_version, answer.answered_at.isoformat())
        for seat, answer in given
        if answer and answer.via == "operator" and not _said_at_booking(seat, answer)
    ]


def _said_at_booking(seat: Seat, answer: Answer) -> bool:
    """A yes by word of mouth when it was booked stands in the line that tells of the booking, and in the call."""
    return seat.agreed_with is not None and answer.via == "operator" and answer.answer == "confirmed"


def _troubles(docket: Docket) -> Iterable[NoticeKey]:
    for name in STEPS:
        trouble = docket.step(name).trouble
        if trouble is not None and trouble.kind != "waiting":
            yield NoticeKey(f"step_{trouble.kind}", THREAD, docket.charter.version, name)


def _unreached(docket: Docket) -> Iterable[NoticeKey]:
    for mail in docket.mails:
        if mail.state == "bounced":
            tried = _times_tried_again(mail, docket)
            detail = f"{mail.crew_id}|{tried}" if tried else mail.crew_id
            yield NoticeKey("mail_bounced", THREAD, mail.asked_version, detail)
    for key, claim in docket.claims.items():
        if claim.state == "undeliverable" and key.rule in CREW_RULES and key.recipient != THREAD:
            yield NoticeKey("slack_unreached", THREAD, key.asked_version, key.recipient)


def _times_tried_again(mail: Mail, docket: Docket) -> int:
    """How often this person was mailed at another address before this mail was lost, too."""
    return sum(
        key.rule == MAILED_AGAIN and key.recipient == mail.crew_id and mail.at is not None and claim.at < mail.at
        for key, claim in docket.claims.items()
    )


def _parked(docket: Docket) -> Iterable[NoticeKey]:
    if docket.parked() and docket.parked_at is not None:
        yield NoticeKey(
            "parked", THREAD, docket.charter.version, docket.retry_at.isoformat() if docket.retry_at else ""
        )
