"""Wind, tide and light of a trip in words. It tells what is forecast, never what to make of it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from bot.domain.conditions import Conditions, Forecast, ForecastHour, told_from, wanted_for
from bot.domain.docket import Scene
from bot.views.guest.speech import Speech
from bot.views.words import today
from drawing import tide
from drawing.tide import Span

FORCES = (1, 4, 7, 11, 17, 22, 28, 34, 41, 48, 56, 64)
"""Knots from which each force of the Beaufort scale begins, from 1 on."""
HOUR = dt.timedelta(hours=1)

Row = tuple[str, str]


class Light(NamedTuple):
    sunset: str | None
    dusk: str | None


class Outlook(NamedTuple):
    forecast: tuple[Row, ...]
    issued: str | None
    instead: str | None
    """What to say in the place of a forecast."""
    chart: tide.Chart | None
    turns: tuple[Row, ...]
    light: Light


def outlook(scene: Scene, say: Speech) -> Outlook:
    charter, zone = scene.docket.charter, scene.boat.zone
    if scene.now < told_from(charter):
        day = say.day(told_from(charter).astimezone(zone).date(), today(scene.boat, scene.now))
        return Outlook((), None, say("weather.later", day=day), None, (), Light(None, None))
    conditions = scene.conditions or Conditions()
    trip = Span(charter.trip.start_at, charter.trip.end_at)
    window = wanted_for(charter, scene.now) or trip
    chart = tide.chart(conditions.turns, window, trip, zone)
    rows, issued = _forecast(conditions.forecast, trip, scene, say)
    return Outlook(
        forecast=rows,
        issued=issued,
        instead=None if rows else _no_forecast(conditions.forecast, scene, say),
        chart=chart,
        turns=tuple(_turn(mark.turn, zone, say) for mark in chart.marks) if chart else (),
        light=_light(conditions, trip.start_at.astimezone(zone).date(), zone, say),
    )


def _forecast(forecast: Forecast, trip: Span, scene: Scene, say: Speech) -> tuple[tuple[Row, ...], str | None]:
    hours = [hour for hour in forecast.hours if hour.start_at < trip.end_at and hour.start_at + HOUR > trip.start_at]
    if not hours or forecast.issued_at is None or not forecast.is_current(scene.now):
        return (), None
    issued_at = forecast.issued_at.astimezone(scene.boat.zone)
    rows = [(name, tell(hours, say)) for name, tell in ROWS.items()]
    issued = say("weather.issued", moment=say.moment(issued_at, today(scene.boat, scene.now)))
    return tuple((say(f"weather.{name}"), words) for name, words in rows if words), issued


def _no_forecast(forecast: Forecast, scene: Scene, say: Speech) -> str:
    now = today(scene.boat, scene.now)
    if forecast.expected_on is not None and forecast.expected_on > now:
        return say("weather.expected", day=say.day(forecast.expected_on, now))
    return say("weather.none")


def _sky(hours: Iterable[ForecastHour], say: Speech) -> str | None:
    """What most hours have, in the reader's language; nothing rather than words of another one."""
    named = Counter(hour.words.title() for hour in hours if hour.words)
    return next((word for words, _ in named.most_common() if (word := say.word("sky", words))), None)


def _wind(hours: Iterable[ForecastHour], say: Speech) -> str | None:
    lows = [hour.wind_low_knots for hour in hours if hour.wind_low_knots is not None]
    highs = [hour.wind_high_knots for hour in hours if hour.wind_high_knots is not None]
    if not highs:
        return None
    low, high = min(lows or highs), max(highs)
    points = Counter(hour.wind_from for hour in hours if hour.wind_from)
    point = say.word("compass", points.most_common(1)[0][0]) if points else None
    words = say(
        "weather.from" if point else "weather.from_nowhere",
        strength=say.nth("beaufort.names", sum(high >= force for force in FORCES)),
        knots=say("weather.knots" if low < high else "weather.knots_one", low=low, high=high),
        point=point,
    )
    gusts = max((hour.gust_knots or 0 for hour in hours), default=0)
    return _capital(f"{words}, {say('weather.gusts', knots=gusts)}" if gusts > high else words)


def _air(hours: Iterable[ForecastHour], say: Speech) -> str | None:
    degrees = [hour.temperature_f for hour in hours if hour.temperature_f is not None]
    if not degrees:
        return None
    low, high = min(degrees), max(degrees)
    key = "weather.degrees" if low < high else "weather.degrees_one"
    return say(key, low=low, high=high, low_c=_celsius(low), high_c=_celsius(high))


def _rain(hours: Iterable[ForecastHour], say: Speech) -> str | None:
    chances = [hour.rain_chance_percent for hour in hours if hour.rain_chance_percent is not None]
    return say("weather.percent", count=max(chances)) if chances else None


def _waves(hours: Iterable[ForecastHour], say: Speech) -> str | None:
    heights = [hour.wave_height_feet for hour in hours if hour.wave_height_feet is not None]
    return say("weather.waves_up_to", height=f"{max(heights):.0f}") if heights and max(heights) >= 1 else None


ROWS = {"sky": _sky, "wind": _wind, "air": _air, "waves": _waves, "rain": _rain}


def _turn(turn: tide.Turn, zone: dt.tzinfo, say: Speech) -> Row:
    clock = say.clock(turn.at.astimezone(zone))
    return say(f"weather.{turn.kind}"), say("weather.turn", clock=clock, height=f"{turn.height_feet:.1f}")


def _light(conditions: Conditions, day: dt.date, zone: dt.tzinfo, say: Speech) -> Light:
    sun = next((each for each in conditions.sun if each.date == day), None)
    if sun is None:
        return Light(None, None)
    sunset, dusk = (say.clock(moment.astimezone(zone)) if moment else None for moment in (sun.sunset, sun.civil_dusk))
    return Light(sunset, dusk)


def _celsius(fahrenheit: int) -> int:
    return round((fahrenheit - 32) * 5 / 9)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
