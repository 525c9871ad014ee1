"""Reading a pasted text from a file or standard input, whatever its encoding."""

import sys
from pathlib import Path


def pasted_text(file: str) -> str | None:
    """The text, line ends as they are; None, with a sentence on standard error, where it cannot be read."""
    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        print(f"Cannot read {file}: {error.strerror or error}.", file=sys.stderr)
        return None
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
