"""Tells in whose zone a boat lies, by the state in which her guests board."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

from bot.pipeline.intake.evidence import Evidence

_STATES = {
    "America/New_York": "CT DC DE FL GA MA MD ME NC NH NJ NY OH PA RI SC VA VT",
    "America/Chicago": "AL AR IA IL LA MN MO MS OK TX WI",
    "America/Denver": "CO MT NM UT WY",
    "America/Los_Angeles": "CA NV WA",
    "Pacific/Honolulu": "HI",
    "America/Anchorage": "AK",
    "America/Puerto_Rico": "PR",
}
"""States that keep one time, but for a few counties."""
_ZONES = {state: zone for zone, states in _STATES.items() for state in states.split()}
_STATE = re.compile(rf",\s({'|'.join(_ZONES)})\b(?=[\s,.]*(?:\d{{5}}\b|USA?\b|$))")


def zone_of_boat(evidence: Evidence, home: ZoneInfo) -> ZoneInfo:
    """The zone of the only state that the places of boarding name, or that of the operator."""
    places = [line.text for pair in evidence.pairs if pair.meaning == "pickup" for line in (pair.value, *pair.more)]
    zones = {_ZONES[state] for place in places for state in _STATE.findall(place)}
    return ZoneInfo(zones.pop()) if len(zones) == 1 else home
