"""The words for a person of the crew list, as operators read them."""

from collections.abc import Mapping, Sequence

from bot.domain.boat import Fleet
from bot.domain.charter import CrewMember, MailStop
from bot.domain.roster import differences
from bot.views import words
from bot.views.blocks import escape

CHARTERS_NAMED = 20

FIELDS = {
    "name": "name",
    "roles": "roles",
    "rank": "rank",
    "active": "active",
    "email": "e-mail",
    "slack_user": "Slack account",
    "phone": "phone",
    "home_boat": "home boat",
}


MAIL_STOPPED: Mapping[MailStop, str] = {
    "bounced": "*mails to this address come back*: please enter another one",
    "complained": "*called our mail spam*: nothing more goes to this address",
}


def described(member: CrewMember, fleet: Fleet | None = None) -> str:
    """``captain, rank 1 · @ana, ana@example.com · home boat JADA``, for mrkdwn."""
    boat = fleet.get(member.home_boat) if fleet and member.home_boat else None
    slack = f"<@{member.slack_user}>" if member.slack_user else ""
    reached = [slack, escape(member.email or ""), escape(member.phone or "")]
    stopped = MAIL_STOPPED[member.mail_stopped] if member.mail_stopped else ""
    parts = [
        f"{words.listed(list(member.roles))}, rank {member.rank}",
        ", ".join(way for way in reached if way),
        f"home boat {escape(boat.name)}" if boat else "",
        stopped,
    ]
    return " · ".join(part for part in parts if part)


def changed(before: CrewMember, after: CrewMember) -> str:
    """``rank 1 → 2, phone none → +16195550142``, for mrkdwn."""
    return ", ".join(
        f"{FIELDS[name]} {_shown(before, name)} → {_shown(after, name)}" for name in differences(before, after)
    )


def charters(named: Sequence[str]) -> str:
    """``KWBZPGD, LNFCQTX and 3 more``, for mrkdwn."""
    more = len(named) - CHARTERS_NAMED
    return escape(words.listed([*named[:CHARTERS_NAMED], *([f"{more} more"] if more > 0 else [])]))


def _shown(member: CrewMember, name: str) -> str:
    value = getattr(member, name)
    if name == "roles":
        return words.listed(list(member.roles))
    if name == "active":
        return "yes" if value else "no"
    if name == "slack_user" and value:
        return f"<@{value}>"
    return escape(str(value)) if value else "none"
