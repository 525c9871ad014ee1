"""First stage: the same text whatever program it was copied from, each character with its place in the original."""

from __future__ import annotations

import quopri
import re
import unicodedata

from bot.pipeline.intake.calendars import open_calendar
from bot.pipeline.intake.cues import cued
from bot.pipeline.intake.datasets import open_data
from bot.pipeline.intake.joined import answer, renew, unjoin, unstack
from bot.pipeline.intake.mails import open_mail
from bot.pipeline.intake.markup import open_markup
from bot.pipeline.intake.traced import Traced

# The text may be hostile: no pattern that is laid on all of it can look far ahead from many places. Each begins with
# a sign that is rare or at the head of a line, and its repeats are bounded or end at a sign that begins the next match.
_DOS_LINE_END = re.compile(r"\r\n")
_LINE_ENDS = dict.fromkeys(map(ord, "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"), ord("\n"))
_SPACES = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), ord(" "))
_HYPHENS = dict.fromkeys((0x2010, 0x2011), ord("-"))
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f\u00ad\u034f\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+"
    r"|(?<![\u2190-\U0001faff\ufe0f])\u200d"
)
_LETTER_AND_MARKS = re.compile(r"\w[\u0300-\u036f]+")
_QUOTED_PRINTABLE = re.compile(r"(?i)content-transfer-encoding:\s*quoted-printable|=(?:C3|C2|E2)=[89AB][0-9A-F]")
_SOFT_BREAK = re.compile(r"=[ \t]*\n")
_ENCODED_BYTES = re.compile(r"(?:=[0-9A-F]{2})+")
_ENCODED_WORD = re.compile(r"=\?[\w-]{3,20}\?[Qq]\?([^?\s]{0,400})\?=")
_BULLETS = re.compile(r"(?m)^[ \t]*[•◦▪‣➤►▶➢❖○●■□◆◇»][ \t]+(?=\S)")
_EMOJI_NAMES = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]{1,30}:(?![\w:])")
_REACTIONS = re.compile(
    r"(?m)^[ \t]*(?:(?::[a-z][a-z0-9_+-]{1,30}:[ \t]*\d{1,3}[ \t]*){1,12}"
    r"|(?:[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?[ \t]*\d{1,3}[ \t]*){2,12})$"
)
_SPOKEN = cued(r"(?mi)^[ \t]*(?:{voice_notes})\b[^:\n]{0,40}:(?!\d)[ \t]*")
_STRUCK = re.compile(r"(?<!\w)~(?=\S)[^~\n]{1,100}(?<=\S)~[ \t]?(?:→|->|=>)[ \t]?")
_DELETED = re.compile(r"(?i)~~(?=\S)[^~\n]{1,100}(?<=\S)~~|<(s|del|strike)>[^<\n]{1,100}</\1>")
_TICKED = re.compile(r"(?m)^[^\n\[☐]{0,80}(?:\[[xX✓✔ ]\]|☐)[^\n]{0,200}$")
_UNTICKED = re.compile(r"(?:\[ \]|☐)[^\n\[\]☐☑☒✓✔✅|,;]{1,40}")
_TICK = re.compile(r"(?:\[[xX✓✔]\]|[☑☒✅])[ \t]?")
_QUOTE_MARKS = re.compile(r"(?m)^[ \t]*(?:>[ \t]?)+")


def normalise(text: str) -> Traced:
    """The text in NFC with plain spaces, without encodings, markup, quote marks and invisible characters."""
    page = Traced(text).sub(_DOS_LINE_END, "\n").swap(_LINE_ENDS)
    page = _open_quoted_printable(open_mail(page))
    page = page.swap(_SPACES | _HYPHENS).sub(_INVISIBLE, "")
    page = (
        page.sub(_DELETED, "")
        .sub(_STRUCK, "")
        .sub(_QUOTE_MARKS, "")
        .sub(_BULLETS, "")
        .sub(_REACTIONS, "")
        .sub(_SPOKEN, "")
    )
    page = page.sub(_EMOJI_NAMES, "")
    if "☐" in page.text or "[ ]" in page.text:
        page = page.sub(_TICKED, lambda match: _ticked(match[0]))
    page = renew(unstack(answer(unjoin(open_data(open_calendar(page))))))
    page = open_markup(page).swap(_SPACES).sub(_INVISIBLE, "")
    if not unicodedata.is_normalized("NFC", page.text):
        page = page.sub(_LETTER_AND_MARKS, lambda match: unicodedata.normalize("NFC", match[0]))
    return page


def _ticked(line: str) -> str:
    """A line of boxes with only what is ticked, if anything is."""
    return _TICK.sub("", _UNTICKED.sub("", line)) if _TICK.search(line) else line


def _open_quoted_printable(page: Traced) -> Traced:
    page = page.sub(_ENCODED_WORD, lambda match: _decoded(match[1].replace("_", " ")))
    if not _QUOTED_PRINTABLE.search(page.text):
        return page
    return page.sub(_SOFT_BREAK, "").sub(_ENCODED_BYTES, lambda match: _decoded(match[0]))


def _decoded(words: str) -> str:
    raw = quopri.decodestring(words.encode("utf-8", "replace"))
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
