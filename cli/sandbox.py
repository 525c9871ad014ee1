"""``charter sandbox``: the whole system on this machine, until Ctrl-C."""

import argparse
import os
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from cli.interrupts import until_interrupted, wait

if TYPE_CHECKING:
    from sandbox.cast import SandboxSecrets
    from sandbox.other_slack import OtherSlack
    from sandbox.world import Sandbox

FROM_ENVIRONMENT = {
    "slack_token": "SLACK_BOT_TOKEN",
    "signing_secret": "SLACK_SIGNING_SECRET",
    "app_token": "SLACK_APP_TOKEN",
}
"""Where a secret is looked for that no option gives: on the command line others can see it."""


def add_parser(subparsers: Any) -> None:
    parser = subparsers.add_parser("sandbox", help="run the whole system on this machine, without any account")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: any free one)")
    parser.add_argument("--rate-limits", action="store_true", help="answer 429 to a bot that calls Slack too often")
    other = parser.add_argument_group("another Slack", "a real workspace, or another emulator: docs/slack.md")
    other.add_argument("--slack-url", metavar="URL", help="its Web API (with --socket-mode: https://slack.com/api/)")
    other.add_argument("--socket-mode", action="store_true", help="let Slack reach this machine over a WebSocket")
    other.add_argument("--slack-token", metavar="xoxb-…", help="the bot's token (or SLACK_BOT_TOKEN)")
    other.add_argument("--signing-secret", metavar="S", help="signs what Slack sends (or SLACK_SIGNING_SECRET)")
    other.add_argument("--app-token", metavar="xapp-…", help="the app's token, for --socket-mode (or SLACK_APP_TOKEN)")
    other.add_argument("--channel", metavar="C…", help="id of the channel in which charters are followed")
    other.add_argument("--operators", metavar="U…,U…", help="ids of those who may do what operators do")
    other.add_argument(
        "--crew", action="append", default=[], metavar="ana=U…", help="who plays one of the crew; several times"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from sandbox.other_slack import NoConnection

    serve = _serve_elsewhere if arguments.slack_url or arguments.socket_mode else _serve
    try:
        with until_interrupted():
            serve(arguments)
    except (NoConnection, ValueError) as refused:
        print(refused, file=sys.stderr)
        return 1
    return 0


def _serve(arguments: argparse.Namespace) -> None:
    from sandbox.play.page import open_page
    from sandbox.world import Sandbox

    print("Starting ...", flush=True)
    with Sandbox.start(port=arguments.port, automatic=True) as sandbox:
        open_page(sandbox)
        sandbox.slack.rate_limits = arguments.rate_limits
        print(addresses(sandbox), flush=True)
        wait()


def _serve_elsewhere(arguments: argparse.Namespace) -> None:
    """Everything here but Slack. Raises ``ValueError`` and `NoConnection` with a sentence."""
    from sandbox import cast
    from sandbox.other_slack import findings
    from sandbox.world import Sandbox

    slack, secrets = other_slack(arguments), other_secrets(arguments)
    for finding in findings(slack, secrets.bot_token, cast.manifest_scopes()):
        print(finding, flush=True)
    print("Starting ...", flush=True)
    with ExitStack() as stack:
        sandbox = stack.enter_context(Sandbox.start(port=arguments.port, automatic=True, slack=slack, secrets=secrets))
        if arguments.socket_mode:
            _connect(stack, sandbox, slack.api_url, _secret(arguments, "app_token"))
        print(addresses_elsewhere(sandbox, slack, socket_mode=arguments.socket_mode), flush=True)
        wait()


def _connect(stack: ExitStack, sandbox: "Sandbox", api_url: str, app_token: str) -> None:
    import time

    from sandbox.slack.http_door import HttpDoor
    from sandbox.socket_mode import SocketMode

    door = HttpDoor(sandbox.secrets.signing_secret, time.time, url=f"{sandbox.url}/slack/events", patience_seconds=10)
    socket = SocketMode(app_token, api_url, door)
    stack.callback(socket.close)
    socket.open()


def other_slack(arguments: argparse.Namespace) -> "OtherSlack":
    """What the options say of the other Slack. Raises ``ValueError`` with a sentence."""
    from sandbox import cast, other_slack

    operators = tuple(each.strip() for each in (arguments.operators or "").split(",") if each.strip())
    return other_slack.OtherSlack(
        api_url=other_slack.api_url(arguments.slack_url or other_slack.SLACK),
        channel=arguments.channel or cast.CHANNEL,
        operators=operators or tuple(cast.OPERATORS),
        crew=_crew(arguments),
    )


def other_secrets(arguments: argparse.Namespace) -> "SandboxSecrets":
    """The other Slack's secrets among the sandbox's own. In Socket Mode nothing from outside is signed."""
    from sandbox.cast import SandboxSecrets

    token = _secret(arguments, "slack_token")
    if arguments.socket_mode:
        return SandboxSecrets(bot_token=token)
    return SandboxSecrets(bot_token=token, signing_secret=_secret(arguments, "signing_secret"))


def _secret(arguments: argparse.Namespace, name: str) -> str:
    """Taken out of the environment, too, where the functions of the sandbox have no business with it."""
    in_environment = os.environ.pop(FROM_ENVIRONMENT[name], None)
    value: str | None = getattr(arguments, name) or in_environment
    if not value:
        raise ValueError(f"Give --{name.replace('_', '-')}, or put it into {FROM_ENVIRONMENT[name]}.")
    return value


def _crew(arguments: argparse.Namespace) -> dict[str, str]:
    from sandbox import cast

    known = [member.crew_id for member in cast.roster().members]
    crew = dict(each.partition("=")[::2] for each in arguments.crew)
    for crew_id, user in crew.items():
        if crew_id not in known or not user:
            raise ValueError(f"--crew {crew_id}={user}: write who plays whom, say ana=U0123ABCD. There are {known}.")
    return crew


def addresses(sandbox: "Sandbox") -> str:
    """Where everything is, one thing a line."""
    lines = {
        "Open this": f"{sandbox.url}/",
        "Slack endpoint": f"{sandbox.url}/slack/events",
        "Slack's Web API": f"{sandbox.url}/slack/api/",
        **_systems(sandbox),
    }
    return f"Charter Bot runs on this machine. Nothing leaves it.\n\n{_listed(lines)}\n\nCtrl-C stops it."


def addresses_elsewhere(sandbox: "Sandbox", slack: "OtherSlack", *, socket_mode: bool) -> str:
    """Where everything is while Slack is elsewhere."""
    lines = {
        "Slack": f"{slack.api_url} ({'over a WebSocket' if socket_mode else 'send its requests to the endpoint'})",
        "Slack endpoint": f"{sandbox.url}/slack/events",
        "Channel": slack.channel,
        "Operators": ", ".join(slack.operators),
        "Crew in Slack": ", ".join(f"{crew_id} is {user}" for crew_id, user in slack.crew.items()) or "nobody",
        **_systems(sandbox),
    }
    return f"Charter Bot runs on this machine, but for Slack.\n\n{_listed(lines)}\n\nCtrl-C stops it."


def _systems(sandbox: "Sandbox") -> dict[str, str]:
    return {
        "Calendar API": f"{sandbox.url}/calendar",
        "Crew API": f"{sandbox.url}/events, /roster",
        "Crew page": f"{sandbox.url}/crew/confirm?token=...",
        "Guest pages": f"{sandbox.url}/g/BOOKINGID",
        "Inbox": f"{sandbox.url}/inbox",
    }


def _listed(lines: dict[str, str]) -> str:
    width = max(map(len, lines)) + 2
    return "\n".join(f"  {name:<{width}}{address}" for name, address in lines.items())
