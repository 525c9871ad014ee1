"""The words after ``/charter``: one table parses them and writes the help."""

from typing import NamedTuple

from bot.views.blocks import clip, escape

LONGEST_WORD, LONGEST_WORDS = 40, 500


class Command(NamedTuple):
    name: str
    takes_id: bool
    sentence: str
    words: str = ""
    """What may follow besides an id, as the help shows it."""


COMMANDS = (
    Command("new", takes_id=False, sentence="paste a booking and make a charter of it"),
    Command("show", takes_id=True, sentence="everything about a charter, for your eyes only"),
    Command("edit", takes_id=True, sentence="correct anything about the trip"),
    Command("move", takes_id=True, sentence="give it another day or other hours; everybody is asked again"),
    Command("reassign", takes_id=True, sentence="change its captain or crew"),
    Command("answer", takes_id=True, sentence="write down an answer somebody gave you"),
    Command("ask", takes_id=True, sentence="ask somebody again"),
    Command("guest", takes_id=True, sentence="the text to send to the guest"),
    Command("photos", takes_id=True, sentence="the guests' photos: look at them, hide one"),
    Command("cancel", takes_id=True, sentence="cancel it here and tell the crew"),
    Command("reopen", takes_id=True, sentence="put a cancelled one back on"),
    Command("retry", takes_id=True, sentence="try again what failed"),
    Command("block", takes_id=False, sentence="days on which a boat does not sail", words="[BOAT FROM TO REASON]"),
    Command("boats", takes_id=False, sentence="our boats, and the listing titles I learned"),
    Command(
        "list", takes_id=False, sentence="what sails when; the next seven days", words="[today|week|month|2026-06]"
    ),
    Command("late", takes_id=False, sentence="what is behind, failing, unanswered or not reached"),
    Command("log", takes_id=True, sentence="who changed what about a charter, and when"),
    Command("forget", takes_id=True, sentence="erase everything that tells who the guest was"),
    Command("crew", takes_id=False, sentence="who can be asked: the list, add somebody, change or deactivate them"),
    Command("calendar", takes_id=False, sentence="the address that puts the charters into your own calendar"),
    Command("help", takes_id=False, sentence="this list"),
)


class Wish(NamedTuple):
    """What was typed: a known command and the booking id it is about, or a sentence that says what is wrong."""

    name: str
    booking_id: str = ""
    complaint: str = ""
    words: str = ""


def parse(text: str) -> Wish:
    """The wish in the words after ``/charter``; nothing means help."""
    first, *rest = text.split() or ["help"]
    command = next((known for known in COMMANDS if known.name == first.lower()), None)
    if command is None:
        return Wish("help", complaint=f"I don't know `{escape(clip(first, LONGEST_WORD))}`. This is what I can do:")
    if command.takes_id and not rest:
        return Wish("help", complaint=f"Which charter? Write `/charter {command.name} KWBZPGD`, with its id.")
    if command.takes_id:
        return Wish(command.name, clip(rest[0].upper().removeprefix("#"), LONGEST_WORD))
    return Wish(command.name, words=clip(" ".join(rest), LONGEST_WORDS))


def help_text(complaint: str = "") -> str:
    return "\n".join([complaint or "*Charter Bot*", *(f"`{_usage(known)}`  {known.sentence}" for known in COMMANDS)])


def _usage(command: Command) -> str:
    parts = ("/charter", command.name, "ID" if command.takes_id else "", command.words)
    return " ".join(part for part in parts if part)
