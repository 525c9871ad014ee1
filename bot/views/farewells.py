"""What stands where somebody was told not to come: the message with *Got it*, its state, and who has not tapped it."""

from collections.abc import Collection
from typing import NamedTuple

from bot.domain.call_sheet import call_sheet_of, unread
from bot.domain.charter import CrewId, SlackUser
from bot.domain.docket import Docket, NoticeKey, Scene
from bot.domain.outcomes import Content
from bot.views import words
from bot.views.blocks import Block, actions, button, escape, section
from bot.views.ids import CREW_GOT_IT


class Pressed(NamedTuple):
    """What the button says it is about, and whom it was shown to."""

    booking_id: str
    crew_id: CrewId
    kind: str
    asked_version: int


def off(key: NoticeKey, scene: Scene) -> Content | None:
    """The message to somebody who was taken off; None if they are on again."""
    sheet = call_sheet_of(scene.docket)
    gone = next((off for crew_id, off in sheet.off.items() if crew_id == key.recipient), None) if sheet else None
    if gone is None:
        return None
    day = words.start_day(gone.hours, scene.boat, scene.now)
    return _farewell(f"You are off {scene.boat.name} on {day}. Please do not come.", key, scene)


def cancelled(key: NoticeKey, scene: Scene) -> Content:
    return _farewell(cancelled_words(scene), key, scene)


def cancelled_words(scene: Scene) -> str:
    """With the hours the crew knows: a move that was overtaken by the cancel reached nobody."""
    sheet = call_sheet_of(scene.docket)
    when = words.start(sheet.hours if sheet else scene.docket.charter.hours, scene.boat, scene.now)
    return f"CANCELLED: {scene.boat.name}, {when}. Please do not come."


def parse(value: str) -> Pressed | None:
    """What a button's value says; None if it is none of ours."""
    booking_id, _, rest = value.partition("|")
    kind, _, rest = rest.partition("|")
    version, _, crew_id = rest.partition("|")
    told = words.version_in(version)
    if kind not in ("off", "cancelled") or told is None or not crew_id:
        return None
    return Pressed(booking_id, CrewId(crew_id), kind, told)


def state(crew_id: str, docket: Docket) -> str:
    """``told, got it``, ``told, not yet acknowledged``, ``not reached``, ``being told``; nothing where nobody told."""
    sheet = call_sheet_of(docket)
    told = sheet.farewell_to(crew_id) if sheet else None
    if told is None:
        return ""
    if told in docket.acknowledged:
        return "told, got it"
    mails = [mail.state for mail in docket.mails if (mail.kind, mail.crew_id, mail.asked_version) == told[:3]]
    claim = docket.claims.get(told)
    if "sent" in mails or (claim is not None and claim.state == "sent"):
        return "told, not yet acknowledged"
    return "not reached" if {"bounced", "no_address"} & set(mails) else "being told"


def unread_line(key: NoticeKey, scene: Scene, operators: Collection[SlackUser]) -> str:
    """Names who was told at this version and has not tapped *Got it*, to those who can call them."""
    sheet = call_sheet_of(scene.docket)
    silent = [farewell.recipient for farewell in unread(scene.docket) if _is_about(farewell, key)]
    if sheet is None or not silent:
        return "Everybody has tapped *Got it* now."
    hours = sheet.hours if key.detail == "cancelled" else sheet.off[CrewId(silent[0])].hours
    start = words.start(hours, scene.boat, scene.now)
    names = escape(words.first_names(silent, scene.roster))
    trip = f"{escape(scene.boat.name)}, {start}"
    if key.detail == "cancelled":
        what = f"{trip}, is cancelled, and there is no *Got it* yet from {names}."
    else:
        what = f"{names} {'are' if len(silent) > 1 else 'is'} off {trip}, and there is no *Got it* yet."
    return f"{words.mentions(operators)} {what} Please call them, so that nobody comes for nothing."


def _farewell(sentence: str, key: NoticeKey, scene: Scene) -> Content:
    """With *Got it* until it is tapped; a message of an earlier farewell only says how it stands."""
    sheet = call_sheet_of(scene.docket)
    told = sheet.farewell_to(key.recipient) if sheet else None
    blocks: list[Block] = [section(f"*{escape(sentence)}*")]
    if told is not None and told in scene.docket.acknowledged:
        blocks.append(section("Got it, thanks."))
    elif told is not None and told == key:
        booking_id = scene.docket.charter.booking_id
        value = f"{booking_id}|{told.rule}|{told.asked_version}|{told.recipient}"
        blocks.append(actions([button("Got it", CREW_GOT_IT, value, "primary")]))
    return Content(text=escape(sentence), blocks=tuple(blocks))


def _is_about(farewell: NoticeKey, key: NoticeKey) -> bool:
    return farewell.rule == key.detail and (key.detail == "cancelled" or farewell.asked_version == key.asked_version)
