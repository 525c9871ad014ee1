"""What an answer lacks, and why, in a reason for programs and in words for people."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal
from zoneinfo import ZoneInfo

from contracts.conditions import FRESH_HOURS, Lacking, Reason
from language import times

FRESH = dt.timedelta(hours=FRESH_HOURS)

Part = Literal["forecast", "marine", "alerts", "tide"]

_WORDS: dict[Part, dict[Reason, str]] = {
    "forecast": {
        "never_fetched": "No current forecast",
        "too_old": "No current forecast",
        "beyond_reach": "The forecast does not reach that far yet",
        "no_data": "The National Weather Service has no forecast for this place",
        "past": "No forecast is kept of what is over",
    },
    "marine": {
        "never_fetched": "No current marine forecast",
        "too_old": "No current marine forecast",
        "beyond_reach": "The marine forecast does not reach that far yet",
        "no_data": "The National Weather Service has no marine forecast for these waters",
        "past": "No marine forecast is kept of what is over",
    },
    "alerts": {
        "never_fetched": "Advisories could not be checked",
        "too_old": "Advisories could not be checked lately",
        "beyond_reach": "Advisories are not known that far ahead",
        "past": "No advisories are kept of what is over",
    },
    "tide": {
        "never_fetched": "No tide predictions yet",
        "beyond_reach": "Tide predictions do not reach that far yet",
        "no_data": "NOAA has no tide predictions for this station",
        "past": "No tide predictions are kept of that day",
    },
}
_COMES = {"forecast": "The forecast for this day comes on", "marine": "The marine forecast for this day comes on"}


@dataclass(frozen=True)
class Asked:
    """The span that was asked about, and when."""

    start_at: dt.datetime
    end_at: dt.datetime
    now: dt.datetime
    zone: ZoneInfo

    @property
    def today(self) -> dt.date:
        return self.now.astimezone(self.zone).date()

    @property
    def is_over(self) -> bool:
        return self.end_at <= self.now

    def local(self, moment: dt.datetime) -> dt.datetime:
        return moment.astimezone(self.zone)


def lacking(part: Part, reason: Reason, asked: Asked, expected_on: dt.date | None = None) -> Lacking:
    words = _WORDS[part][reason]
    if expected_on and part in _COMES:
        words = f"{_COMES[part]} {times.day(expected_on, asked.today)}"
    return Lacking(reason=reason, words=words, expected_on=expected_on)


def beyond(part: Part, asked: Asked, reach: dt.timedelta) -> Lacking:
    """For a span whose beginning is not reached yet; `reach` is how far the source looks ahead."""
    day = asked.local(asked.start_at - reach).date()
    return lacking(part, "beyond_reach", asked, max(day, asked.today + dt.timedelta(days=1)))


def not_current(part: Part, asked: Asked, fetched_at: dt.datetime | None) -> Lacking | None:
    if fetched_at is None:
        return lacking(part, "never_fetched", asked)
    return lacking(part, "too_old", asked) if asked.now - fetched_at > FRESH else None
