"""A charter as one of its crew has it in their own calendar: from call to end, with their own state. Pure functions.

Of the guest it tells the first name; phone, e-mail, price and notes are never among these values.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from services.agenda.ics import Status

Standing = Literal["asked", "on", "cannot", "off", "cancelled"]

STATUS: Mapping[Standing, Status] = {
    "asked": "TENTATIVE",
    "on": "CONFIRMED",
    "cannot": "CANCELLED",
    "off": "CANCELLED",
    "cancelled": "CANCELLED",
}
_TITLES: Mapping[Standing, str] = {
    "asked": "{} charter (asked)",
    "on": "{} charter",
    "cannot": "{} charter (you can’t make it)",
    "off": "OFF: {} charter",
    "cancelled": "CANCELLED: {} charter",
}


@dataclass(frozen=True)
class Duty:
    boat: str
    standing: Standing
    call: str | None
    """``12:00 PM``"""
    when: str
    """The trip's hours: ``Sat, May 30 · 1:00–4:00 PM``"""
    zone: str | None
    """``San Diego time``"""
    role: str
    party: str | None
    """``Paula, party of 6``"""
    others: tuple[str, ...]


def title(duty: Duty) -> str:
    return _TITLES[duty.standing].format(duty.boat)


def lines(duty: Duty) -> tuple[str, ...]:
    """What stands below the title. Who need not come reads that, and nothing about the guest."""
    trip = (f"Trip: {duty.when}", *((f"All times are {duty.zone}.",) if duty.zone else ()))
    if duty.standing in ("off", "cancelled"):
        return ("Please do not come.", *trip)
    if duty.standing == "cannot":
        return ("You said that you can’t make it.", *trip)
    return (
        *(("Not answered yet: please answer in Slack or by the link in your mail.",) * (duty.standing == "asked")),
        *((f"Call: {duty.call}",) if duty.call else ()),
        *trip,
        f"Your role: {duty.role}",
        *((f"Guest: {duty.party}",) if duty.party else ()),
        f"Also on: {', '.join(duty.others) or 'nobody yet'}",
    )
