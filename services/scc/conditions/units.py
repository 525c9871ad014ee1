"""Units of NWS's numbers, told in those of American sailors. Unit codes: codes.wmo.int/common/unit."""

import datetime as dt
import re

KNOTS_PER = {"km_h-1": 1 / 1.852, "m_s-1": 3600 / 1852, "kt": 1.0, "mi_h-1": 1609.344 / 1852, "mph": 1609.344 / 1852}
FEET_PER = {"m": 1 / 0.3048, "ft": 1.0}
_POINTS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")
_SPEEDS = re.compile(r"(\d+(?:\.\d+)?)(?:\s*(?:to|-)\s*(\d+(?:\.\d+)?))?\s*(mph|kt|km/h)s?", re.IGNORECASE)
_NAMED = {"mph": "mi_h-1", "kt": "kt", "km/h": "km_h-1"}
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")


def knots(value: float | None, unit: str) -> float | None:
    """Raises ``KeyError`` for a unit nobody has heard of."""
    return None if value is None else value * KNOTS_PER[_code(unit)]


def feet(value: float | None, unit: str) -> float | None:
    return None if value is None else value * FEET_PER[_code(unit)]


def fahrenheit(value: float | None, unit: str) -> int | None:
    if value is None:
        return None
    code = _code(unit)
    if code in ("degF", "F"):
        return round(value)
    if code in ("degC", "C"):
        return round(value * 9 / 5 + 32)
    raise KeyError(unit)


def spoken_knots(text: str) -> tuple[int, int] | None:
    """Low and high of ``5 to 15 mph``, ``10 mph`` or ``Calm``; None for words that hold no speed."""
    if text.strip().lower() == "calm":
        return 0, 0
    found = _SPEEDS.search(text)
    if found is None:
        return None
    per = KNOTS_PER[_NAMED[found[3].lower()]]
    return round(float(found[1]) * per), round(float(found[2] or found[1]) * per)


def compass(degrees: float | None) -> str | None:
    return None if degrees is None else _POINTS[round(degrees / 22.5) % 16]


def hours_of(valid_time: str) -> tuple[dt.datetime, int]:
    """First moment, in UTC, and number of hours of ``2026-05-30T20:00:00+00:00/PT6H`` (ISO 8601 interval)."""
    start, _, length = valid_time.partition("/")
    found = _DURATION.fullmatch(length)
    if found is None:
        raise ValueError(f"not an interval: {valid_time[:60]}")
    days, hours, _minutes = (int(part or 0) for part in found.groups())
    at = dt.datetime.fromisoformat(start).astimezone(dt.UTC)
    return at.replace(minute=0, second=0, microsecond=0), max(1, days * 24 + hours)


def _code(unit: str) -> str:
    """``wmoUnit:km_h-1`` and the older ``unit:km_h-1`` are the same."""
    return unit.rpartition(":")[2]
