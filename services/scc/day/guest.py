"""What the confirmed captain alone sees of the guest: from the call on, the phone and the link for the whole party."""

import datetime as dt
from typing import NamedTuple

from markupsafe import Markup

from language import times
from services.crewing.rows import EventRow
from services.scc.day.hours import DayHours


class GuestLink(NamedTuple):
    address: str
    code: Markup
    """As a QR code, an SVG."""


class Guest(NamedTuple):
    name: str
    phone: str | None
    link: GuestLink | None


def guest_for_captain(event: EventRow, hours: DayHours, now: dt.datetime, site: str) -> Guest | None:
    """None before the call; the phone goes at the end, the link a day later. For the captain who said yes alone."""
    if hours.call_at is None or not hours.call_at <= now < hours.closes_at:
        return None
    phone = event.body.guest_phone if hours.have_begun(now) else None
    link = _link(event, site)
    return Guest(times.first_name(event.body.guest_name), phone, link) if phone or link else None


def _link(event: EventRow, site: str) -> GuestLink | None:
    """None for an event without a guest page, and for a guest who was erased."""
    if event.booking_id is None or event.guest_token is None:
        return None
    address = f"{site.rstrip('/')}/g/{event.booking_id}#{event.guest_token}"
    return GuestLink(address, _qr_code(address))


def _qr_code(address: str) -> Markup:
    """Black on white whatever the page's colours, with the quiet edge that scanners want (ISO/IEC 18004)."""
    import segno

    code = segno.make_qr(address, error="m")
    svg = code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr", lineclass=None)
    return Markup(svg)  # noqa: S704  drawn from the address as bars, which hold no text of anybody's
