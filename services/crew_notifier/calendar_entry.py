"""The charter as it comes into the reader's calendar with a mail: the same entry as in their feed. Pure functions."""

import datetime as dt

from services.agenda import duty
from services.agenda.duty import Duty, Standing
from services.agenda.ics import Entry, uid_of
from services.crew_notifier.letter import Letter

_DAY = dt.timedelta(days=1)


def calendar_entry(letter: Letter) -> Entry:
    facts, told = letter.facts, letter.told
    shown = Duty(
        boat=facts.boat,
        standing=_standing(letter),
        call=facts.call,
        when=facts.when,
        zone=facts.zone,
        role=facts.role,
        party=facts.party,
        others=facts.others,
    )
    start: dt.datetime | dt.date = told.event_date
    end: dt.datetime | dt.date = told.event_date + _DAY
    if told.start_at and told.end_at:
        start, end = min(told.call_at or told.start_at, told.start_at), told.end_at
    return Entry(
        uid=uid_of(letter.event_id),
        sequence=letter.version,
        changed_at=letter.now,
        start=start,
        end=end,
        zone=letter.body.timezone,
        title=duty.title(shown),
        where=facts.where,
        lines=duty.lines(shown),
        status=duty.STATUS[shown.standing],
    )


def _standing(letter: Letter) -> Standing:
    match letter.kind:
        case "off":
            return "off"
        case "cancelled":
            return "cancelled"
    if letter.declined:
        return "cannot"
    return "on" if letter.agreed else "asked"
