"""Small blocks for the tests of what Slack takes and refuses."""

from typing import Any

Block = dict[str, Any]


def words(length: int = 5, kind: str = "plain_text") -> Block:
    return {"type": kind, "text": "x" * length}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(label: int = 5, value: str = "v") -> Block:
    return {"text": words(label), "value": value}


def options(count: int) -> list[Block]:
    return [option(value=str(number)) for number in range(count)]


def section(length: int = 5, **more: Any) -> Block:
    return {"type": "section", "text": words(length, "mrkdwn"), **more}


def button(**more: Any) -> Block:
    return {"type": "button", "text": words(), "action_id": "a", **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def select(count: int = 2, **more: Any) -> Block:
    return {"type": "static_select", "action_id": "s", "options": options(count), **more}


def ask(element: Block | None = None, **more: Any) -> Block:
    return {"type": "input", "label": words(), "element": element or {"type": "plain_text_input"}, **more}


def confirm(**more: Any) -> Block:
    return {"title": words(), "text": words(), "confirm": words(), "deny": words(), **more}


def modal(*blocks: Block, **more: Any) -> Block:
    return {"type": "modal", "title": words(), "submit": words(), "blocks": list(blocks), **more}


def text_input(**more: Any) -> Block:
    return {"type": "plain_text_input", **more}


def number_input(**more: Any) -> Block:
    return {"type": "number_input", "is_decimal_allowed": False, **more}


def choices(kind: str, count: int) -> Block:
    return {"type": kind, "options": options(count)}


def labelled_button(action_id: str, value: str = "KWBZPGD") -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": plain(action_id.title()), "value": value}
