"""``charter demo``: one booking, from the pasted text to the end of the trip, on this machine."""

import argparse
import datetime as dt
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox.story import Told

REFUSED = 2


def add_parser(subparsers: Any) -> None:
    parser = subparsers.add_parser("demo", help="play one booking through the whole system, on this machine")
    parser.add_argument("--booking", metavar="FILE", help="the pasted text (default: the charter XHQGMDH)")
    parser.add_argument("--today", type=dt.date.fromisoformat, metavar="YYYY-MM-DD", help="the day of the paste")
    parser.add_argument("--json", action="store_true", help="print one object instead of the story")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from cli.pasted import pasted_text
    from sandbox.story import SEED_BOOKING, Refused, play, summary
    from sandbox.world import Sandbox

    text = pasted_text(arguments.booking or str(SEED_BOOKING))
    if text is None:
        return 1
    say = (lambda words: None) if arguments.json else _say
    say("Starting everything on this machine ...")
    with tempfile.TemporaryDirectory() as folder, Sandbox.start(automatic=False, folder=Path(folder)) as sandbox:
        try:
            told = play(sandbox, text, arguments.today, say)
        except Refused as refused:
            print(refused, file=sys.stderr if arguments.json else sys.stdout)
            return REFUSED
        print(json.dumps(summary(told), ensure_ascii=False, indent=2) if arguments.json else in_words(told))
    return 0


def in_words(told: "Told") -> str:
    """The thread as it would look, the mails, the links, and the guest page."""
    parts = ["", "── #charters " + "─" * 60]
    for status, thread in told.channel:
        parts += [status, *map(_indented, thread)]
    parts += ["", "── Direct messages " + "─" * 54]
    parts += [f"To {message['to']}:\n" + _indented(str(message["text"])) for message in told.direct_messages]
    parts += ["", "── Mails " + "─" * 64]
    parts += [f"To {mail['to']}: {mail['subject']}" for mail in told.mails]
    parts += ["", "── Guest page " + "─" * 59, f"{told.guest_page['url']} answers {told.guest_page['status']}", ""]
    return "\n".join(parts)


def _say(words: str) -> None:
    print(words, flush=True)


def _indented(words: str) -> str:
    return "\n".join(f"    {line}" for line in words.splitlines())
