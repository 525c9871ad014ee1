"""Wall-clock times of a zone and the instants they stand for, over changes of the clock."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_STAMP = re.compile(
    r"(?:\[(?P<zone>[A-Za-z_/+-]{3,40})\]\s)?(?P<y>20\d\d)-?(?P<m>\d\d)-?(?P<d>\d\d)[T ](?P<h>\d\d):?(?P<min>\d\d)"
    r"(?::?\d\d(?:\.\d{1,6})?)?(?P<offset>Z|[+-]\d\d:?\d\d)?(?![\d:])"
)


# People write PST in summer too: only the region of such a name is believed.
_REGIONS = {"E": "America/New_York", "C": "America/Chicago", "M": "America/Denver", "P": "America/Los_Angeles"}
_NAMED_ZONE = re.compile(
    r"(?i)\d\s?(?:[ap]\.?m\.?)?\s?\(?(UTC|GMT|[ECMP][DS]T)\b(?:[+-]\d\d:\d\d\)?\s(?P<region>Eastern|Central|Mountain|Pacific))?"
)


def read_instant(text: str, zone: ZoneInfo) -> datetime | None:
    """The wall-clock time in `zone` of a stamp that says its own zone (RFC 5545, ISO 8601), if the text holds one."""
    match = _STAMP.search(text)
    if match is None or not (match["zone"] or match["offset"]):
        return None
    try:
        naive = datetime(int(match["y"]), int(match["m"]), int(match["d"]), int(match["h"]), int(match["min"]))  # noqa: DTZ001
        if match["offset"]:
            sign = "+00:00" if match["offset"] == "Z" else match["offset"]
            aware = datetime.fromisoformat(f"{naive:%Y-%m-%dT%H:%M}{sign}")
        else:
            aware = naive.replace(tzinfo=ZoneInfo(match["zone"]))
        return aware.astimezone(zone).replace(tzinfo=None)
    except (ValueError, OSError, KeyError, OverflowError):
        return None


def from_named_zone(moment: datetime, words: str, zone: ZoneInfo) -> datetime:
    """The time on the boat's clock where the words behind it name another zone, as in `8:00 PM EDT`."""
    match = _NAMED_ZONE.search(words)
    if match is None:
        return moment
    named = ZoneInfo(_REGIONS.get((match["region"] or match[1])[0].upper(), "UTC"))
    return moment.replace(tzinfo=named).astimezone(zone).replace(tzinfo=None)


def missing(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock skips this time."""
    return moment.replace(tzinfo=zone).astimezone(UTC).astimezone(zone).replace(tzinfo=None) != moment


def twice(moment: datetime, zone: ZoneInfo) -> bool:
    """Whether the clock shows this time twice."""
    return len(_instants(moment, zone)) == 2 and not missing(moment, zone)


def elapsed_hours(start: datetime, end: datetime, zone: ZoneInfo) -> list[float]:
    """Every number of real hours that can lie between the two."""
    gaps = {(last - first).total_seconds() / 3600 for first in _instants(start, zone) for last in _instants(end, zone)}
    return sorted(gap for gap in gaps if gap > 0)


def later(start: datetime, hours: float, zone: ZoneInfo) -> list[datetime]:
    """Every wall-clock time that can be shown `hours` real hours after the start."""
    ends = {(first + timedelta(hours=hours)).astimezone(zone).replace(tzinfo=None) for first in _instants(start, zone)}
    return sorted(end.replace(fold=0) for end in ends)


def _instants(moment: datetime, zone: ZoneInfo) -> list[datetime]:
    both = [moment.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)]
    return both[:1] if both[0] == both[1] else both
