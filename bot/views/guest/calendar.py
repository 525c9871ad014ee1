"""The trip in the guest's own calendar: an iCalendar file (RFC 5545), and the links of two calendars on the web.

It names nobody: a calendar is often shared.
"""

import datetime as dt
from functools import cache
from urllib.parse import urlencode

import icalendar

from bot.domain.docket import Scene
from bot.views.guest.speech import Speech

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.live.com/calendar/0/action/compose"
PRODUCT = "-//Charter Bot//Guest page//EN"


def ics(scene: Scene, say: Speech, page_url: str) -> str:
    """The newest version replaces those before it: one ``UID``, a rising ``SEQUENCE``."""
    charter, boat = scene.docket.charter, scene.boat
    changed_at = charter.changes[-1].at.astimezone(dt.UTC)
    event = icalendar.Event()
    event.add("uid", f"{charter.booking_id.lower()}@{boat.key}.charter")
    event.add("sequence", charter.version)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("dtstart", charter.trip.start_at.astimezone(boat.zone))
    event.add("dtend", charter.trip.end_at.astimezone(boat.zone))
    event.add("summary", _title(scene, say))
    event.add("location", charter.trip.dock)
    event.add("description", page_url)
    event.add("url", page_url)
    event.add("status", "CONFIRMED" if charter.status == "booked" else "CANCELLED")
    event.add("transp", "OPAQUE" if charter.status == "booked" else "TRANSPARENT")
    calendar = icalendar.Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_zone(boat.timezone, charter.trip.start_at.year))
    calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")


@cache
def _zone(name: str, year: int) -> icalendar.Timezone:
    """The clock changes around a trip of that year; all since 1970 would be ten times the event."""
    return icalendar.Timezone.from_tzid(name, first_date=dt.date(year - 1, 1, 1), last_date=dt.date(year + 2, 1, 1))


def google_link(scene: Scene, say: Speech, page_url: str) -> str:
    trip = scene.docket.charter.trip
    values = {
        "action": "TEMPLATE",
        "text": _title(scene, say),
        "dates": f"{_utc(trip.start_at):%Y%m%dT%H%M%SZ}/{_utc(trip.end_at):%Y%m%dT%H%M%SZ}",
        "ctz": scene.boat.timezone,
        "location": trip.dock,
        "details": page_url,
    }
    return f"{GOOGLE}?{urlencode(values)}"


def outlook_link(scene: Scene, say: Speech, page_url: str) -> str:
    trip = scene.docket.charter.trip
    values = {
        "rru": "addevent",
        "subject": _title(scene, say),
        "startdt": f"{_utc(trip.start_at):%Y-%m-%dT%H:%M:%SZ}",
        "enddt": f"{_utc(trip.end_at):%Y-%m-%dT%H:%M:%SZ}",
        "location": trip.dock,
        "body": page_url,
    }
    return f"{OUTLOOK}?{urlencode(values)}"


def _title(scene: Scene, say: Speech) -> str:
    return say("top.calendar_name", boat=scene.boat.name)


def _utc(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC)
