"""What a change means, told before it is made: which facts differ, and who will hear of it. Pure."""

from typing import NamedTuple

from bot.domain.charter import Charter, CrewId, Trip


class Consequences(NamedTuple):
    fields: tuple[str, ...]
    """Of the trip, those that differ."""
    asked: tuple[CrewId, ...] = ()
    """Who is put on, with a first call."""
    asked_again: tuple[CrewId, ...] = ()
    """Who is on already and gets a new call; an answer given before no longer counts."""
    off: tuple[CrewId, ...] = ()
    cancelled: tuple[CrewId, ...] = ()


def consequences(before: Charter, after: Charter) -> Consequences:
    fields = tuple(name for name in Trip.model_fields if getattr(before.trip, name) != getattr(after.trip, name))
    were = {seat.crew_id: seat.asked_version for seat in before.seats}
    are = {seat.crew_id: seat.asked_version for seat in after.seats}
    if after.status == "cancelled":
        return Consequences(fields, cancelled=tuple(are))
    return Consequences(
        fields,
        asked=tuple(who for who in are if who not in were),
        asked_again=tuple(who for who, version in are.items() if who in were and version != were[who]),
        off=tuple(who for who in were if who not in are),
    )
