"""The invented workspace and crew the sandbox plays with, and the secrets of one run."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contracts.scc import Roster
from sandbox.slack import LocalSlack

CHANNEL = "C0CHARTERS"
CHANNEL_NAME = "charters"
OPERATORS = {"U0OPROWAN": "Rowan Ashby", "U0OPLEE": "Lee Marchetti"}
MAIL_FROM = "crew@example.com"

_ROSTER = Path(__file__).with_name("roster.json")
_MANIFEST = Path(__file__).resolve().parent.parent / "manifest.json"


def roster() -> Roster:
    return Roster.model_validate_json(_ROSTER.read_text(encoding="utf-8"))


def manifest_scopes() -> frozenset[str]:
    """What the bot's token is allowed wherever the app was made from the manifest."""
    return frozenset(_manifest()["oauth_config"]["scopes"]["bot"])


def _manifest() -> Any:
    return json.loads(_MANIFEST.read_text(encoding="utf-8"))


def move_in(slack: LocalSlack) -> None:
    """Operators, the crew who use Slack, the operators' channel, and the app with what its manifest asks for."""
    slack.scopes = manifest_scopes()
    slack.subscriptions.clear()
    slack.subscriptions.update(_manifest()["settings"]["event_subscriptions"]["bot_events"])
    for user_id, name in OPERATORS.items():
        slack.add_user(user_id, name)
    crew = [member for member in roster().members if member.slack_user]
    for member in crew:
        slack.add_user(str(member.slack_user), member.name, member.email)
    slack.add_channel(CHANNEL, CHANNEL_NAME, OPERATORS)


def _fresh() -> str:
    return secrets.token_urlsafe(24)


@dataclass(frozen=True)
class SandboxSecrets:
    """Made anew at every start; good for nothing else."""

    bot_token: str = field(default_factory=lambda: f"xoxb-sandbox-{_fresh()}")
    signing_secret: str = field(default_factory=_fresh)
    dashboard_token: str = field(default_factory=_fresh)
    service_key: str = field(default_factory=_fresh)
    link_key: str = field(default_factory=_fresh)

    @property
    def service_key_hash(self) -> str:
        return hashlib.sha256(self.service_key.encode()).hexdigest()

    def of(self, function: str) -> str:
        """The value of ``SECRETS_JSON`` for one function: only what it needs, as on AWS."""
        return json.dumps(self._by_function().get(function, {}))

    def _by_function(self) -> Mapping[str, Mapping[str, str]]:
        slack = {"slack_bot_token": self.bot_token}
        links = {"link_keys": json.dumps({"sandbox": self.link_key})}
        return {
            "slack": {**slack, "slack_signing_secret": self.signing_secret},
            "worker": {**slack, "dashboard_token": self.dashboard_token, "service_key": self.service_key},
            "signals": {"service_key": self.service_key},
            "calendar": {"dashboard_token": self.dashboard_token},
            "scc": links,
            "crewNotifier": links,
        }
