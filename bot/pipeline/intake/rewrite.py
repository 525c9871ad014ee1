"""Writes changes of a cleaned page back into the text it was made from, as that is encoded."""

from __future__ import annotations

import html.entities
import re
import unicodedata
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence

from bot.pipeline.intake.traced import Traced

Change = tuple[int, int, str]
"""From where, to where, and the new words."""

# Words of mail headers (RFC 2047) and whole bodies in base64.
SEALED = re.compile(
    r"(?m)(?P<open>=\?[\w-]{3,20}\?[Bb]\?)(?P<word>[A-Za-z0-9+/=]{4,400})\?="
    r"|^(?P<body>(?:[A-Za-z0-9+/]{20,}\r?\n)*[A-Za-z0-9+/]{4,}={0,2})(?=\r?$)"
)
_SHORTEST_BODY = 40
_PRINTABLE = re.compile(rb"[\t\r\n -~]")
_MOSTLY = 0.8
_QUOTED = re.compile(r"=[0-9A-F]{2}")
_ENTITY = re.compile(r"&#?\w{1,30};")


def rewritten(text: str, page: Traced, pieces: Iterable[Change]) -> list[Change]:
    """The changes of the page as changes of the text it was made from."""
    edits: list[Change] = []
    for first, last, words in _whole(page, sorted(pieces)):
        start, end = page.place(first, last)
        gaps = [
            (at - first, text[page.ends[at - 1] : page.starts[at]])
            for at in range(first + 1, last)
            if page.starts[at] > page.ends[at - 1]
        ]
        printed = text[start:end]
        edits.append((start, end, words if printed == page.text[first:last] else _encoded(words, printed, gaps)))
    return edits


def _whole(page: Traced, pieces: Iterable[Change]) -> Iterator[Change]:
    """The pieces, those joined that share an encoded character, which cannot be changed in part."""
    waiting: Change | None = None
    for start, end, words in pieces:
        first, last = start, end
        while first and page.ends[first - 1] > page.starts[first]:
            first -= 1
        while last < len(page.text) and page.starts[last] < page.ends[last - 1]:
            last += 1
        tail = page.text[end:last]
        if waiting and waiting[1] > first:
            kept = waiting[1] - start
            before = waiting[2][: len(waiting[2]) - kept] if kept > 0 else waiting[2] + page.text[waiting[1] : start]
            waiting = (waiting[0], max(last, waiting[1]), before + words + tail)
            continue
        if waiting:
            yield waiting
        waiting = (first, last, page.text[first:start] + words + tail)
    if waiting:
        yield waiting


def _encoded(words: str, printed: str, gaps: Sequence[tuple[int, str]]) -> str:
    """The words as `printed` was encoded, with the soft line breaks and unseen characters that stood in it."""
    if printed.startswith("=?"):
        return "=?utf-8?Q?" + "".join(_quoted(sign, keep="") for sign in words) + "?="
    signs = list(words)
    if _QUOTED.search(printed):
        signs = [_quoted(sign, keep="-.'@") for sign in signs]
    elif _ENTITY.search(printed):
        signs = [sign if sign.isascii() and sign != "&" else _entity(sign) for sign in signs]
    elif unicodedata.normalize("NFC", printed) != printed:
        signs = [unicodedata.normalize("NFD", sign) for sign in signs]
    for at, gap in reversed(gaps):
        signs.insert(min(at, len(signs)), gap)
    return "".join(signs)


def _quoted(sign: str, *, keep: str) -> str:
    if sign.isascii() and (sign.isalnum() or sign in keep):
        return sign
    return "".join(f"={byte:02X}" for byte in sign.encode("utf-8", "replace"))


def _entity(sign: str) -> str:
    return f"&{html.entities.codepoint2name.get(ord(sign), f'#{ord(sign)}')};"


def unsealed(sealed: re.Match[str]) -> str | None:
    """What the base64 says; None where it is none, or no text."""
    try:
        raw = b64decode(re.sub(r"\s", "", sealed["word"] or sealed["body"]), validate=True)
    except ValueError:
        return None
    if sealed["body"] and (len(sealed[0]) < _SHORTEST_BODY or b" " not in raw):
        return None
    return raw.decode(_encoding(raw), "replace") if _encoding(raw) else None


def sealed_again(words: str, old: re.Match[str]) -> str:
    """The words in base64, in lines as long as the old ones."""
    encoding = _encoding(b64decode(re.sub(r"\s", "", old["word"] or old["body"])))
    new = b64encode(words.encode(encoding, "replace")).decode()
    if old["word"]:
        return f"{old['open']}{new}?="
    end = "\r\n" if "\r\n" in old[0] else "\n"
    width = len(old[0].split(end)[0])
    return end.join(new[at : at + width] for at in range(0, len(new), width))


def _encoding(raw: bytes) -> str:
    """The encoding of the bytes; empty where they are an image or the like."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return "cp1252" if len(_PRINTABLE.findall(raw)) > _MOSTLY * len(raw) else ""
    return "utf-8"
