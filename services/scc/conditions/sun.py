"""Sunrise, sunset and civil dusk, computed by astral (after NOAA's solar calculator, gml.noaa.gov/grad/solcalc)."""

import datetime as dt
from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

from contracts.conditions import SunDay

CIVIL = 6.0
"""Degrees below the horizon."""


def sun_days(
    position: tuple[float, float], zone: ZoneInfo, start_at: dt.datetime, end_at: dt.datetime
) -> Iterator[SunDay]:
    """Each local day the span touches; a span that ends at midnight does not touch the day that begins then."""
    day = start_at.astimezone(zone).date()
    last = max(day, (end_at - dt.timedelta(microseconds=1)).astimezone(zone).date())
    while day <= last:
        yield sun_day(position, zone, day)
        day += dt.timedelta(days=1)


def sun_day(position: tuple[float, float], zone: ZoneInfo, day: dt.date) -> SunDay:
    from astral import Observer, sun

    observer = Observer(*position)
    sunset = _if_any(lambda: sun.sunset(observer, day, tzinfo=zone))
    dusk = _if_any(lambda: sun.dusk(observer, day, tzinfo=zone, depression=CIVIL))
    if sunset and dusk and dusk < sunset:  # after midnight: astral gave the one of the evening before
        dusk = _if_any(lambda: sun.dusk(observer, day + dt.timedelta(days=1), tzinfo=zone, depression=CIVIL))
    return SunDay(
        date=day,
        sunrise=_minute(_if_any(lambda: sun.sunrise(observer, day, tzinfo=zone))),
        sunset=_minute(sunset),
        civil_dusk=_minute(dusk),
    )


def _if_any(computed: Callable[[], dt.datetime]) -> dt.datetime | None:
    """astral raises ``ValueError`` for what does not happen that day."""
    try:
        return computed()
    except ValueError:
        return None


def _minute(moment: dt.datetime | None) -> dt.datetime | None:
    return None if moment is None else (moment + dt.timedelta(seconds=30)).replace(second=0, microsecond=0)
