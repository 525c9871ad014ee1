"""What an operator is told, in a direct message, about a wish for the crew list."""

from collections.abc import Callable, Mapping

from bot.domain.charter import CrewMember
from bot.domain.outcomes import Content
from bot.domain.roster import Found, Outcome, RosterWish
from bot.views import words
from bot.views.blocks import escape, section
from bot.views.crew_words import FIELDS, changed, charters, described

SYSTEMS = {"the crew system": "ShipCaptainCrew"}

SLACK: Mapping[Found, Callable[[CrewMember, Outcome], str]] = {
    "not_asked": lambda _, __: "",
    "found": lambda member, _: f"I found their Slack account by the address: <@{member.slack_user}>.",
    "nobody": lambda member, _: (
        f"There is no Slack account with {escape(member.email or '')}: {escape(member.first_name)} is reached by mail."
    ),
    "operator": lambda member, outcome: (
        f"The address is that of <@{outcome.slack_owner}>, an operator, so I left the Slack account empty. "
        f"If they are crew as well, open `/charter crew` and choose it for {escape(member.first_name)}."
    ),
    "taken": lambda _, outcome: (
        f"The Slack account with this address is already {escape(outcome.slack_owner)}'s, so I left it empty."
    ),
    "not_allowed": lambda _, __: (
        "I may not look for Slack accounts by address: the app lacks the scope `users:read.email`. "
        "Install it again with that scope, or choose the account in `/charter crew`."
    ),
}


def roster_notice(wish: RosterWish, outcome: Outcome) -> Content:
    if outcome.kind == "waiting":
        text = _waiting(wish, outcome)
    elif outcome.kind == "refused":
        text = _refused(wish, outcome)
    else:
        text = " ".join(part for part in _saved(wish, outcome) if part)
    return Content(text=text, blocks=(section(text),))


def _waiting(wish: RosterWish, outcome: Outcome) -> str:
    system = SYSTEMS.get(outcome.system, outcome.system)
    return (
        f"{escape(system)} does not answer just now, so what you saved about {escape(wish.member.name)} is waiting. "
        "I try again every minute and tell you once it is done. There is nothing you need to do."
    )


def _refused(wish: RosterWish, outcome: Outcome) -> str:
    field, colon, why = outcome.why.partition(": ")
    system = SYSTEMS.get(outcome.system, outcome.system)
    told = f"What you saved about {escape(wish.member.name)} was not taken, so the crew list stands as before."
    says = f"{escape(system[:1].upper() + system[1:])} says"
    if colon and field in FIELDS:
        reason = f"{says} about the {FIELDS[field]}: {words.said(why)}. Please correct it in `/charter crew`."
    else:
        reason = f"{says}: {words.said(outcome.why)}. Please save it again once that is mended."
    return f"{told} {reason} ref {outcome.reference}"


def _saved(wish: RosterWish, outcome: Outcome) -> tuple[str, ...]:
    member = outcome.member or wish.member
    return (
        _what(wish.before, member),
        SLACK[outcome.slack](member, outcome),
        _links(wish.before, member, outcome),
        _still_on(member, outcome),
    )


def _what(before: CrewMember | None, member: CrewMember) -> str:
    name = f"*{escape(member.name)}*"
    if before is None:
        return f"{name} is on the crew list: {described(member)}."
    if before.active and not member.active:
        return f"{name} is off the crew list and will be asked no more."
    if member.active and not before.active:
        return f"{name} is back on the crew list: {described(member)}."
    what = changed(before, member)
    return f"{name} is changed: {what}." if what else f"{name} stands as before: nothing was different."


def _links(before: CrewMember | None, member: CrewMember, outcome: Outcome) -> str:
    if before is None or (before.email == member.email and not (before.active and not member.active)):
        ended = ""
    else:
        ended = "Links mailed before have ended." if before.email else ""
    if not outcome.new_links:
        return ended
    new = f"A new one for {charters(outcome.new_links)} is on its way to {escape(member.email or '')}."
    return f"{ended} {new}".strip()


def _still_on(member: CrewMember, outcome: Outcome) -> str:
    if not outcome.still_on:
        return ""
    name = escape(member.first_name)
    return f"{name} is still on {charters(outcome.still_on)}: they stay on until you change the charter."
