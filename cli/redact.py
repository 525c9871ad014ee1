"""`charter redact`: prints a pasted text with invented people in it, to keep as a sample."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.pipeline.intake.redact import Redaction

_SEVERAL = {"name": "names", "phone": "phones", "mail address": "mail addresses", "id": "ids"}


def add_parser(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `redact` to the commands."""
    parser = subparsers.add_parser("redact", help="print a pasted text without personal data, to keep it as a sample")
    parser.add_argument("file", metavar="FILE", help="the text; - reads standard input")
    parser.add_argument(
        "--today", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day of the paste (default: today)"
    )
    parser.add_argument(
        "--name", action="append", default=[], metavar="NAME", help="replace this name too; can be given several times"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the text, in the bytes it came in, and to standard error what was done; 1 where it cannot be read."""
    from bot.pipeline.intake.reader import HOME
    from bot.pipeline.intake.redact import redact

    try:
        raw = sys.stdin.buffer.read() if arguments.file == "-" else Path(arguments.file).read_bytes()
    except OSError as error:
        print(f"Cannot read {arguments.file}: {error.strerror or error}.", file=sys.stderr)
        return 1
    text, encoding = _decoded(raw)
    redaction = redact(text, today=arguments.today or datetime.now(HOME).date(), names=arguments.name)
    sys.stdout.buffer.write(redaction.text.encode(encoding, "surrogateescape"))
    sys.stdout.buffer.flush()
    for sentence in _told(redaction):
        print(sentence, file=sys.stderr)
    return 0


def _decoded(raw: bytes) -> tuple[str, str]:
    """The text and its encoding; bytes that the encoding does not know come through unchanged."""
    try:
        return raw.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return raw.decode("cp1252", "surrogateescape"), "cp1252"


def _told(redaction: Redaction) -> list[str]:
    counts = Counter[str](replacement.kind for replacement in redaction.replaced)
    listed = ", ".join(
        f"{counts[kind]} {kind if counts[kind] == 1 else several}" for kind, several in _SEVERAL.items() if counts[kind]
    )
    told = [
        f"Replaced: {listed or 'nothing'}. Read it once before you share it: notes and places are left as they are."
    ]
    if redaction.nameless:
        told.append("I found no guest's name in it. If there is one, name it with --name.")
    if redaction.left:
        told.append(f"Still in it, because it can mean something else: {', '.join(redaction.left)}.")
    if redaction.changed:
        told.append(f"It is no longer read as before: {', '.join(redaction.changed)}.")
    return told
