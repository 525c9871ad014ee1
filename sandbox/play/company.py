"""Who can be played: everybody of the workspace, and the crew who only have mail."""

from collections.abc import Iterator
from dataclasses import dataclass

from sandbox import cast
from sandbox.slack import LocalSlack


@dataclass(frozen=True)
class Player:
    """``id`` is the Slack user's; for a person without one it begins with ``mail:``."""

    id: str
    name: str
    role: str
    email: str | None

    @property
    def is_in_slack(self) -> bool:
        return not self.id.startswith("mail:")


def players(slack: LocalSlack) -> list[Player]:
    """Operators first, then captains, then crew, then guests of the workspace."""
    order = ["operator", "captain", "crew", "colleague"]
    return sorted(_everybody(slack), key=lambda player: order.index(player.role))


def _everybody(slack: LocalSlack) -> Iterator[Player]:
    members = cast.roster().members
    by_user = {member.slack_user: member for member in members if member.slack_user}
    for user in slack.workspace.users():
        if user.is_bot:
            continue
        member = by_user.get(user.id)
        role = "operator" if user.id in cast.OPERATORS else member.roles[0] if member else "colleague"
        yield Player(user.id, user.name, role, user.email)
    for member in members:
        if not member.slack_user:
            yield Player(f"mail:{member.crew_id}", member.name, member.roles[0], member.email)
