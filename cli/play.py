"""``charter play``: the sandbox, with its page opened in the browser."""

import argparse
import socket
import webbrowser
from typing import Any

from cli.interrupts import until_interrupted, wait
from cli.sandbox import addresses

PORT = 8520
"""Where the page is if the port is free, so that an open tab finds the next sandbox again."""


def add_parser(subparsers: Any) -> None:
    parser = subparsers.add_parser("play", help="run the whole system and play it in the browser")
    parser.add_argument("--no-browser", action="store_true", help="print the address only")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from sandbox.play.page import open_page
    from sandbox.world import Sandbox

    print("Starting ...", flush=True)
    with until_interrupted(), Sandbox.start(port=_port(), automatic=True) as sandbox:
        open_page(sandbox)
        print(addresses(sandbox), flush=True)
        if not arguments.no_browser:
            webbrowser.open(f"{sandbox.url}/")
        wait()
    return 0


def _port() -> int:
    """`PORT`, or 0 for any where something else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", PORT))
        except OSError:
            return 0
    return PORT
