"""A Slack that is not the sandbox's own: a real workspace, or another emulator."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from contracts.scc import CrewMember
from sandbox import cast

if TYPE_CHECKING:
    from slack_sdk import WebClient
    from slack_sdk.web import SlackResponse

SLACK = "https://slack.com/api/"
SECONDS = 5
NEEDS_PERSON = {
    "channel_not_found": "there is no channel {id}, or the bot is not in it. Write /invite @Charter Bot there; its id "
    "stands at the bottom of the channel's details.",
    "not_in_channel": "the bot is not in the channel {id}. Write /invite @Charter Bot there.",
    "user_not_found": "there is nobody with the id {id}. Copy it from the person's profile, under ⋮, Copy member ID.",
}
"""What Slack says of an id, and what to do about it."""
_CHANNEL = re.compile(r"[CG][A-Z0-9]+")
_USER = re.compile(r"[UW][A-Z0-9]+")


class NoConnection(Exception):
    """The message says why there is no talking to that Slack, and what to do."""


@dataclass(frozen=True)
class OtherSlack:
    """Where it is, and who of it plays whom.

    The invented crew have no account there, so nobody gets a direct message but those named in `crew` (crew id to Slack
    user id); everybody gets mails, which reach the inbox of the sandbox as ever.
    """

    api_url: str
    channel: str = cast.CHANNEL
    operators: tuple[str, ...] = tuple(cast.OPERATORS)
    crew: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raises ``ValueError`` with a sentence for a name where an id belongs."""
        if not _CHANNEL.fullmatch(self.channel):
            raise ValueError(
                f"{self.channel} is not the id of a channel, which begins with C or G. A name will not do."
            )
        for user in (*self.operators, *self.crew.values()):
            if not _USER.fullmatch(user):
                raise ValueError(f"{user} is not the id of a person, which begins with U or W. A name will not do.")

    def in_its_terms(self, member: CrewMember) -> CrewMember:
        """With an address for whoever can be reached by nothing else."""
        email = member.email or f"{member.crew_id}@example.com"
        return member.model_copy(update={"slack_user": self.crew.get(member.crew_id), "email": email})


def api_url(given: str) -> str:
    """The address of the Web API, which for a bare host is the usual /api/. Raises ``ValueError`` with a sentence."""
    parts = urlsplit(given)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{given} is not the address of a Slack. It looks like {SLACK}")
    return given.rstrip("/") + ("/" if parts.path.strip("/") else "/api/")


def findings(slack: OtherSlack, token: str, wanted_scopes: frozenset[str]) -> Iterator[str]:
    """One look: who the bot is there, then each thing a person has to mend. Raises `NoConnection`."""
    from slack_sdk import WebClient

    client = WebClient(token=token, base_url=slack.api_url, timeout=SECONDS, retry_handlers=[])
    me = _identity(client, slack.api_url)
    yield f"Connected to {me.get('team')} as @{me.get('user')}."
    headers = {name.lower(): str(value) for name, value in me.headers.items()}
    granted = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",") if scope.strip()}
    if granted and (lacking := sorted(wanted_scopes - granted)):
        yield f"The app may not do everything: install it again with the scopes {', '.join(lacking)}."
    yield from _refused(
        slack.channel, "--channel", partial(client.conversations_history, channel=slack.channel, limit=1)
    )
    people = {**dict.fromkeys(slack.operators, "--operators"), **dict.fromkeys(slack.crew.values(), "--crew")}
    for user, option in people.items():
        yield from _refused(user, option, partial(client.users_info, user=user))


def _identity(client: "WebClient", address: str) -> "SlackResponse":
    from slack_sdk.errors import SlackApiError, SlackClientError

    try:
        return client.auth_test()
    except SlackApiError as error:
        code = str(error.response.get("error"))
        if " " in code:  # slack_sdk's words for an answer that is not Slack's
            raise NoConnection(f"Nothing that talks like Slack answered at {address}.") from error
        raise NoConnection(
            f"Slack refused the bot's token ({code}). Copy the Bot User OAuth Token, which begins with xoxb-, again."
        ) from error
    except (SlackClientError, OSError) as error:
        raise NoConnection(f"Nothing that talks like Slack answered at {address}.") from error


def _refused(wanted: str, option: str, ask: Callable[[], Any]) -> Iterator[str]:
    """What Slack says against an id; silence where it is fine, or where nobody can tell."""
    from slack_sdk.errors import SlackApiError, SlackClientError

    try:
        ask()
    except SlackApiError as error:
        sentence = NEEDS_PERSON.get(str(error.response.get("error")))
        if sentence:
            yield f"{option}: {sentence.format(id=wanted)}"
    except (SlackClientError, OSError):
        return
