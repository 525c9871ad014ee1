"""Block Kit, as far as this bot uses it (docs.slack.dev/reference/block-kit). Text from outside is always escaped."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Block = dict[str, Any]

SECTION_LIMIT = 3000
BUTTON_LIMIT = 75
OPTION_LIMIT = 75
PLACEHOLDER_LIMIT = 150
HINT_LIMIT = 2000
TITLE_LIMIT = 24
INITIAL_LIMIT = 3000

_LOOKALIKES = str.maketrans({"*": "∗", "`": "'"})
_STRIKE = re.compile(r"(?<![^\W_])~(?=\S)[^\n]*?\S~(?![^\W_])")
_ITALICS = re.compile(r"(?<![^\W_])_(?=\S)[^\n]*?\S_(?![^\W_])")
_HALF = re.compile(r"(&[a-z]*|<[^<>]*)\Z")


def literal(text: str) -> str:
    """Text without an entity of Slack's; for addresses and code (docs.slack.dev/messaging/formatting-message-text)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape(text: str) -> str:
    """Text as mrkdwn shows it literally. Slack has no escape for its marks, so what would be one gets a look-alike.

    A lone ``_`` or ``~`` marks nothing and stays: addresses are copied from here.
    """
    text = _ITALICS.sub(lambda marked: marked[0].replace("_", "ˍ"), text.translate(_LOOKALIKES))
    return literal(_STRIKE.sub(lambda marked: marked[0].replace("~", "∼"), text))


def link(url: str, label: str) -> str:
    """A link, for mrkdwn; the label is mrkdwn already."""
    return f"<{literal(url).replace('|', '%7C')}|{label}>"


def clip(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def clip_mrkdwn(text: str, limit: int) -> str:
    """Clipped without leaving half of an entity or a mention."""
    return text if len(text) <= limit else _whole(text[: limit - 1]) + "…"


def _whole(mrkdwn: str) -> str:
    return _HALF.sub("", mrkdwn)


def plain_text(text: str, limit: int) -> Block:
    return {"type": "plain_text", "text": clip(text, limit), "emoji": True}


def section(mrkdwn: str, block_id: str | None = None) -> Block:
    block: Block = {"type": "section", "text": {"type": "mrkdwn", "text": clip_mrkdwn(mrkdwn, SECTION_LIMIT)}}
    return block | ({"block_id": block_id} if block_id else {})


def sections(mrkdwn: str) -> list[Block]:
    """The whole of a text in as few sections as hold it, broken between lines where there are any."""
    blocks = []
    while len(mrkdwn) > SECTION_LIMIT:
        head = mrkdwn[:SECTION_LIMIT]
        end = head.rfind("\n", 1)
        end = end if end > 0 else len(_whole(head))
        blocks.append(section(mrkdwn[:end]))
        mrkdwn = mrkdwn[end:].lstrip("\n")
    return [*blocks, section(mrkdwn)] if mrkdwn else blocks


def context(mrkdwn: str) -> Block:
    return {"type": "context", "elements": [{"type": "mrkdwn", "text": clip_mrkdwn(mrkdwn, SECTION_LIMIT)}]}


def divider() -> Block:
    return {"type": "divider"}


def button(text: str, action_id: str, value: str, style: str | None = None) -> Block:
    block: Block = {
        "type": "button",
        "text": plain_text(text, BUTTON_LIMIT),
        "action_id": action_id,
        "value": value,
    }
    return block | ({"style": style} if style else {})


def actions(buttons: Sequence[Block]) -> Block:
    return {"type": "actions", "elements": list(buttons)}


def option(text: str, value: str) -> Block:
    return {"text": plain_text(text, OPTION_LIMIT), "value": value}


def field(
    block_id: str, label: str, element: Mapping[str, Any], *, hint: str | None = None, optional: bool = True
) -> Block:
    """An input block with one element, whose action id is always ``value``."""
    block: Block = {
        "type": "input",
        "block_id": block_id,
        "label": plain_text(label, HINT_LIMIT),
        "element": {**element, "action_id": "value"},
        "optional": optional,
    }
    return block | ({"hint": plain_text(hint, HINT_LIMIT)} if hint else {})


def text_element(
    initial: str | None, *, multiline: bool = False, placeholder: str | None = None, longest: int | None = None
) -> Block:
    element: Block = {"type": "plain_text_input", "multiline": multiline}
    if longest:
        element["max_length"] = longest
    if initial:
        element["initial_value"] = clip(initial, INITIAL_LIMIT)
    if placeholder:
        element["placeholder"] = plain_text(placeholder, PLACEHOLDER_LIMIT)
    return element


def number_element(initial: str | None, *, decimal: bool, minimum: str) -> Block:
    element: Block = {"type": "number_input", "is_decimal_allowed": decimal, "min_value": minimum}
    return element | ({"initial_value": initial} if initial else {})


def date_element(initial: str | None) -> Block:
    return {"type": "datepicker"} | ({"initial_date": initial} if initial else {})


def time_element(initial: str | None) -> Block:
    return {"type": "timepicker"} | ({"initial_time": initial} if initial else {})


def file_element(kinds: Sequence[str]) -> Block:
    """One file of such kinds (docs.slack.dev/reference/block-kit/block-elements/file-input-element)."""
    return {"type": "file_input", "filetypes": list(kinds), "max_files": 1}


def select_element(options: Sequence[Block], initial: str | None, *, placeholder: str | None = None) -> Block:
    element: Block = {"type": "static_select", "options": list(options)}
    chosen = next((choice for choice in options if choice["value"] == initial), None)
    if chosen:
        element["initial_option"] = chosen
    if placeholder:
        element["placeholder"] = plain_text(placeholder, PLACEHOLDER_LIMIT)
    return element


def multi_select_element(options: Sequence[Block], initial: Iterable[str], *, placeholder: str) -> Block:
    chosen = [choice for choice in options if choice["value"] in set(initial)]
    element: Block = {
        "type": "multi_static_select",
        "options": list(options),
        "placeholder": plain_text(placeholder, PLACEHOLDER_LIMIT),
    }
    return element | ({"initial_options": chosen} if chosen else {})


def radio_element(options: Sequence[Block], initial: str) -> Block:
    chosen = next(choice for choice in options if choice["value"] == initial)
    return {"type": "radio_buttons", "options": list(options), "initial_option": chosen}


def checkboxes_element(options: Sequence[Block], initial: Iterable[str] = ()) -> Block:
    chosen = [choice for choice in options if choice["value"] in set(initial)]
    return {"type": "checkboxes", "options": list(options)} | ({"initial_options": chosen} if chosen else {})


def user_element(initial: str | None) -> Block:
    return {"type": "users_select"} | ({"initial_user": initial} if initial else {})


def modal(
    callback_id: str,
    title: str,
    blocks: Sequence[Block],
    *,
    submit: str | None = None,
    close: str = "Close",
    private_metadata: str = "",
) -> Block:
    view: Block = {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain_text(title, TITLE_LIMIT),
        "close": plain_text(close, TITLE_LIMIT),
        "private_metadata": private_metadata,
        "blocks": list(blocks),
    }
    return view | ({"submit": plain_text(submit, TITLE_LIMIT)} if submit else {})


def form_values(state: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in a submitted view, by block id: text, an option's value, or a list of options' values."""
    values = state.get("values")
    blocks = values.items() if isinstance(values, Mapping) else ()
    return {block_id: _value(next(iter(held.values()), None)) for block_id, held in blocks if isinstance(held, Mapping)}


def errors_at_fields(errors: Mapping[str, str], inputs: Sequence[str]) -> dict[str, str]:
    """The errors by block id, each at one of the view's inputs; Slack shows none that stands anywhere else.

    A field that goes on in several blocks is named by the first, ``checks0``; what has no field, to the first of all.
    """
    placed: dict[str, str] = {}
    for name, sentence in errors.items():
        place = next((block_id for block_id in (name, f"{name}0") if block_id in inputs), inputs[0])
        placed[place] = f"{placed[place]} {sentence}" if place in placed else sentence
    return placed


def _value(element: object) -> str | list[Any] | None:
    """What an element holds; nothing where it is none that is used here."""
    if not isinstance(element, Mapping):
        return None
    if "selected_options" in element:
        return [value for choice in _list(element["selected_options"]) if (value := _chosen(choice)) is not None]
    if "selected_option" in element:
        return _chosen(element["selected_option"])
    if "files" in element:
        return _list(element["files"])
    texts = (element.get(name) for name in ("value", "selected_date", "selected_time", "selected_user"))
    return next((text for text in texts if isinstance(text, str)), None)


def _chosen(choice: object) -> str | None:
    value = choice.get("value") if isinstance(choice, Mapping) else None
    return value if isinstance(value, str) else None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
