"""`charter manifest`: prints the manifest of the Slack app, ready to paste where Slack asks for it."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

MANIFEST = Path(__file__).resolve().parent.parent / "manifest.json"
ENDPOINT = "/slack/events"
LONGEST_NAME = 35  # docs.slack.dev/reference/app-manifest


def add_parser(subparsers: Any) -> None:
    parser = subparsers.add_parser("manifest", help="print the manifest of the Slack app, with its addresses filled in")
    parser.add_argument("--url", metavar="https://…", help="where Slack reaches the bot; /slack/events is added")
    parser.add_argument("--socket-mode", action="store_true", help="for a bot that Slack cannot reach, on a laptop")
    parser.add_argument("--name", help="what the app is called (default: Charter Bot)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    try:
        if arguments.url is None and not arguments.socket_mode:
            raise ValueError("Say where Slack reaches the bot, with --url https://…, or that it cannot: --socket-mode")
        address(manifest, arguments.url and checked_endpoint(arguments.url))
        if arguments.name is not None:
            rename(manifest, arguments.name)
    except ValueError as refused:
        print(refused, file=sys.stderr)
        return 1
    manifest["settings"]["socket_mode_enabled"] = arguments.socket_mode
    print(json.dumps(manifest, indent=2, ensure_ascii=False))
    return 0


def checked_endpoint(url: str) -> str:
    """The address of the bot's Slack endpoint. Raises ``ValueError`` with a sentence for what Slack cannot call."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise ValueError(f"{url} is not an address. It looks like https://charters.example.com") from None
    if parts.scheme != "https":
        raise ValueError(f"Slack calls only addresses that begin with https://, not {url}")
    if not host or "." not in host or " " in url:
        raise ValueError(f"{url} names no host that Slack can reach. It looks like https://charters.example.com")
    if parts.query or parts.fragment or parts.username:
        raise ValueError(f"{url} must be the plain address, without a user, ? or #.")
    path = parts.path.rstrip("/") or ENDPOINT
    return f"https://{host}{f':{port}' if port else ''}{path}"


def address(manifest: dict[str, Any], endpoint: str | None) -> None:
    """Fills in the one address for everything; None takes the addresses out."""
    settings = manifest["settings"]
    called = [
        (settings["event_subscriptions"], "request_url"),
        (settings["interactivity"], "request_url"),
        *((command, "url") for command in manifest["features"]["slash_commands"]),
    ]
    for holder, key in called:
        if endpoint is None:
            del holder[key]
        else:
            holder[key] = endpoint


def rename(manifest: dict[str, Any], name: str) -> None:
    """Raises ``ValueError`` for a name that Slack does not take."""
    if not 1 <= len(name) <= LONGEST_NAME:
        raise ValueError(f"Slack wants a name of at most {LONGEST_NAME} characters.")
    manifest["display_information"]["name"] = name
    manifest["features"]["bot_user"]["display_name"] = name
