"""The words after ``/charter``: one table parses them and writes the help."""

from typing import NamedTuple

from bot.views.blocks import escape


class Command(NamedTuple):
    name: str
    takes_id: bool
    sentence: str


COMMANDS = (
    Command("new", takes_id=False, sentence="paste a booking and make a charter of it"),
    Command("show", takes_id=True, sentence="everything about a charter, for your eyes only"),
    Command("move", takes_id=True, sentence="give it another day or other hours; everybody is asked again"),
    Command("cancel", takes_id=True, sentence="cancel it here and tell the crew"),
    Command("retry", takes_id=True, sentence="try again what failed"),
    Command("crew", takes_id=False, sentence="who can be asked: the list, add somebody, change or deactivate them"),
    Command("help", takes_id=False, sentence="this list"),
)


class Wish(NamedTuple):
    """What was typed: a known command and the booking id it is about, or a sentence that says what is wrong."""

    name: str
    booking_id: str = ""
    complaint: str = ""


def parse(text: str) -> Wish:
    """The wish in the words after ``/charter``; nothing means help."""
    first, *rest = text.split() or ["help"]
    command = next((known for known in COMMANDS if known.name == first.lower()), None)
    if command is None:
        return Wish("help", complaint=f"I don't know `{escape(first[:40])}`. This is what I can do:")
    if command.takes_id and not rest:
        return Wish("help", complaint=f"Which charter? Write `/charter {command.name} KWBZPGD`, with its id.")
    return Wish(command.name, rest[0].upper().removeprefix("#")[:40] if command.takes_id else "")


def help_text(complaint: str = "") -> str:
    lines = [f"`/charter {known.name}{' ID' if known.takes_id else ''}`  {known.sentence}" for known in COMMANDS]
    return "\n".join([complaint or "*Charter Bot*", *lines])
