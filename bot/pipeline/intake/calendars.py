"""Opens calendar events (RFC 5545) that were pasted as text: their properties become labelled lines."""

from __future__ import annotations

import re

from bot.pipeline.intake.traced import Traced

PAGE_BREAK = "\f"

_EVENT = re.compile(r"(?m)^BEGIN:VEVENT[ \t]*$")
_FOLD = re.compile(r"\n[ \t]")
_ALARM = re.compile(r"(?m)^BEGIN:VALARM[ \t]*\n(?:(?!(?:BEGIN|END):VALARM).*\n)*+END:VALARM[ \t]*$")
_ZONE = re.compile(r"(?m)^BEGIN:VTIMEZONE[ \t]*\n(?:(?!(?:BEGIN|END):VTIMEZONE).*\n)*+END:VTIMEZONE[ \t]*$")
_DROPPED = re.compile(
    r"(?m)^(?:BEGIN:VCALENDAR|END:[A-Z]+|VERSION|PRODID|CALSCALE|UID|DTSTAMP|CREATED|LAST-MODIFIED|SEQUENCE|TRANSP|CLASS"
    r"|PRIORITY|ORGANIZER|ATTENDEE|URL|CATEGORIES|RECURRENCE-ID|GEO|X-[A-Z-]+)(?:[;:].*)?$"
)
_CANCEL = re.compile(r"(?m)^METHOD:CANCEL[ \t]*$")
_METHOD = re.compile(r"(?m)^METHOD:.*$")
_PROPERTY = re.compile(r"(?m)^(DTSTART|DTEND|DURATION|SUMMARY|LOCATION|STATUS|DESCRIPTION)((?:;[^:\n]{0,200})?):")
_ZONED = re.compile(r";TZID=\"?([A-Za-z_/+-]{3,40})")
_LINE_BREAK = re.compile(r"\\[nN]")
_ESCAPED = re.compile(r"\\([,;\\])")
_NAMES = {
    "DTSTART": "Start: ",
    "DTEND": "End: ",
    "DURATION": "Duration: ",
    "SUMMARY": "Summary: ",
    "LOCATION": "Location: ",
    "STATUS": "Status: ",
    "DESCRIPTION": "\n",
}


def open_calendar(page: Traced) -> Traced:
    """The page with each event as labelled lines behind a page break; other pages are returned unchanged."""
    if not _EVENT.search(page.text):
        return page
    page = page.sub(_FOLD, "").sub(_ZONE, "").sub(_ALARM, "").sub(_EVENT, PAGE_BREAK)
    page = page.sub(_CANCEL, "Status: cancelled").sub(_DROPPED, "").sub(_METHOD, "")
    return page.sub(_PROPERTY, _label).sub(_LINE_BREAK, "\n").sub(_ESCAPED, lambda match: match[1])


def _label(match: re.Match[str]) -> str:
    zone = _ZONED.search(match[2])
    return _NAMES[match[1]] + (f"[{zone[1]}] " if zone else "")
