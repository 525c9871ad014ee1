"""The checklist of a trip's boat, each line with a name of its own. Pure functions of values."""

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from markupsafe import Markup

from contracts.scc import EventBody
from drawing.boat_texts import boats_with_texts, checklist
from services.crewing.day_rows import Tick
from services.scc.day.hours import boat_key

LANGUAGE = "en"
"""The crew is asked in English."""


class Line(NamedTuple):
    name: str
    """Of its words: a line that is written anew is another one, to be ticked anew."""
    words: Markup
    done: bool = False


class Phase(NamedTuple):
    number: str
    title: str
    lines: tuple[Line, ...]

    @property
    def done(self) -> int:
        return sum(line.done for line in self.lines)


def phases_of(body: EventBody, ticks: Mapping[str, Tick]) -> tuple[Phase, ...]:
    return tuple(
        phase._replace(
            lines=tuple(line._replace(done=line.name in ticks and ticks[line.name].done) for line in phase.lines)
        )
        for phase in _phases(boat_key(body))
    )


def lines_of(body: EventBody, number: str) -> Sequence[Line]:
    """Of the phase with this number; none where there is no such phase."""
    return next((phase.lines for phase in _phases(boat_key(body)) if phase.number == number), ())


def item_names(body: EventBody) -> frozenset[str]:
    return frozenset(line.name for phase in _phases(boat_key(body)) for line in phase.lines)


@cache
def _phases(boat: str) -> tuple[Phase, ...]:
    if boat not in boats_with_texts():
        return ()
    return tuple(
        Phase(str(number), phase.title, tuple(Line(_name(phase.title, words), words) for words in phase.items))
        for number, phase in enumerate(checklist(boat, LANGUAGE), start=1)
    )


def _name(title: str, words: Markup) -> str:
    return hashlib.sha256(f"{title}\n{words}".encode()).hexdigest()[:12]
