"""``charter sandbox``: the whole system on this machine, until Ctrl-C."""

import argparse
import threading
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox.world import Sandbox


def add_parser(subparsers: Any) -> None:
    parser = subparsers.add_parser("sandbox", help="run the whole system on this machine, without any account")
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: any free one)")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from sandbox.world import Sandbox

    print("Starting ...", flush=True)
    with Sandbox.start(port=arguments.port, automatic=True) as sandbox:
        print(addresses(sandbox), flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print("\nStopping ...")
    return 0


def addresses(sandbox: "Sandbox") -> str:
    """Where everything is, one thing a line."""
    lines = {
        "Open this": f"{sandbox.url}/",
        "Slack endpoint": f"{sandbox.url}/slack/events",
        "Slack's Web API": f"{sandbox.url}/slack/api/",
        "Calendar API": f"{sandbox.url}/calendar",
        "Crew API": f"{sandbox.url}/events, /roster",
        "Crew page": f"{sandbox.url}/crew/confirm?token=...",
        "Guest pages": f"{sandbox.url}/g/BOOKINGID",
        "Inbox": f"{sandbox.url}/inbox",
    }
    width = max(map(len, lines)) + 2
    listed = "\n".join(f"  {name:<{width}}{address}" for name, address in lines.items())
    return f"Charter Bot runs on this machine. Nothing leaves it.\n\n{listed}\n\nCtrl-C stops it."
