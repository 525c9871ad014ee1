"""What ``/charter log`` answers: who did what and when, the newest first. Names of fields, never a guest's values."""

from bot.domain.boat import Boat
from bot.domain.charter import Change, Charter, Roster
from bot.domain.trail import Denied, Trail
from bot.views import words
from bot.views.blocks import Block, context, escape, section, sections
from language import times

NEWEST = 40
CHARACTERS = 10_000
"""Well below what a whole message may hold (github.com/slackapi/bolt-js/issues/2509)."""

TRIED = {
    "show": "see it",
    "log": "read its log",
    "guest text": "get the text for the guest",
    "retry": "have it tried again",
    "forget": "erase its guest",
}


def trail_message(trail: Trail, charter: Charter, boat: Boat, roster: Roster) -> list[Block]:
    lines = [f"{_when(entry, boat, charter)}  {_what(entry, roster)}" for entry in trail.entries]
    head = f"*{charter.booking_id}* · {escape(boat.name)} · what was done, the newest first · {escape(boat.place)} time"
    while len("\n".join(lines)) > CHARACTERS:
        lines.pop()
    more = trail.older or len(lines) < len(trail.entries)
    older = [context(f"These are the newest {len(lines)}. Older ones are kept, too.")] if more else []
    return [section(head), *sections("\n".join(lines)), *older]


def _when(entry: Change | Denied, boat: Boat, charter: Charter) -> str:
    """With the year where it is not the trip's."""
    local = entry.at.astimezone(boat.zone)
    return times.moment(local, charter.trip.start_at.astimezone(boat.zone).date())


def _what(entry: Change | Denied, roster: Roster) -> str:
    if isinstance(entry, Denied):
        member = roster.by_slack(entry.by)
        who = escape(member.name) if member else f"<@{escape(entry.by)}>"
        return f"refused: {who} tried to {escape(TRIED.get(entry.denied, f'{entry.denied} it'))}"
    fields = ", ".join(escape(words.field_words(name)) for name in entry.fields)
    why = f" (although taken: {escape(entry.override)})" if entry.override else ""
    return f"{escape(entry.by_name)} {words.CHANGE_WORDS[entry.kind]}{f': {fields}' if fields else ''}{why}"
