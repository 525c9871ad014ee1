"""From Block Kit and mrkdwn to the words a person reads (docs.slack.dev/messaging/formatting-message-text)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

_TYPED_LINK = re.compile(r"https?://[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_ENTITY = re.compile(r"<([^<>\n]+)>")
_MARKS = re.compile(r"(?<![\w*_~`])([*_~`])(?=\S)([^\n]*?\S)\1(?![\w*_~`])")
_NO_NAMES: Mapping[str, str] = {}


def plain(mrkdwn: str, names: Mapping[str, str] = _NO_NAMES) -> str:
    """mrkdwn as it is displayed: mentions by name, links by label, marks and escapes gone."""
    shown = _ENTITY.sub(lambda found: _entity(found.group(1), names), mrkdwn)
    for _ in range(3):  # bold within italic within strike-through
        shown = _MARKS.sub(r"\2", shown)
    return shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def typed(text: str) -> str:
    """What a person types as Slack stores it: the three escapes, links and addresses made clickable."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _TYPED_LINK.sub(lambda found: _link(found.group()), escaped)


def _link(found: str) -> str:
    return f"<{found}>" if found.startswith("http") else f"<mailto:{found}|{found}>"


def _entity(inside: str, names: Mapping[str, str]) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        return "@" + names.get(target[1:], label or target[1:])
    if target.startswith("#"):
        return "#" + names.get(target[1:], label or target[1:])
    if target.startswith(("!date^", "!subteam^")):
        return label
    if target.startswith("!"):
        return "@" + target[1:]
    return label or target.removeprefix("mailto:").removeprefix("tel:")


def words_of_blocks(
    blocks: list[dict[str, Any]], names: Mapping[str, str] = _NO_NAMES, state: Mapping[str, Any] = _NO_NAMES
) -> str:
    """One line per block or more; `state` is what a view's inputs hold, by block_id and action_id."""
    lines = [line for block in blocks for line in _block(block, names, state)]
    return "\n".join(line for line in lines if line)


def _block(block: dict[str, Any], names: Mapping[str, str], state: Mapping[str, Any]) -> Iterator[str]:
    held = state.get(block.get("block_id", ""), {})
    kind = block["type"]
    if kind in ("header", "section"):
        yield _text(block.get("text"), names)
        yield from (_text(field, names) for field in block.get("fields", ()))
        yield _element(block.get("accessory"), names, held)
    elif kind == "context" or kind == "actions":
        yield " ".join(_element(element, names, held) for element in block["elements"])
    elif kind == "input":
        yield _text(block["label"], names)
        yield _element(block["element"], names, held)
        yield _text(block.get("hint"), names)
    elif kind == "image":
        yield _text(block.get("title"), names) or block["alt_text"]
    elif kind == "markdown":
        yield block["text"]
    elif kind == "rich_text":
        yield from (_rich(element, names) for element in block["elements"])


def _text(text: dict[str, Any] | None, names: Mapping[str, str]) -> str:
    if text is None:
        return ""
    return plain(text["text"], names) if text["type"] == "mrkdwn" else str(text["text"])


def _element(element: dict[str, Any] | None, names: Mapping[str, str], held: Mapping[str, Any]) -> str:
    if element is None:
        return ""
    kind = element["type"]
    if kind in ("mrkdwn", "plain_text"):
        return _text(element, names)
    if kind == "image":
        return str(element["alt_text"])
    if kind == "button":
        return f"[{element['text']['text']}]"
    if kind in ("checkboxes", "radio_buttons", "overflow"):
        return "\n".join(_option(option, names) for option in element["options"])
    shown = _held(held.get(element.get("action_id", ""), {}), names)
    return shown or _text(element.get("placeholder"), names)


def _option(option: dict[str, Any], names: Mapping[str, str]) -> str:
    return " ".join(part for part in (_text(option["text"], names), _text(option.get("description"), names)) if part)


def _held(value: Mapping[str, Any], names: Mapping[str, str]) -> str:
    shown = []
    for key, content in value.items():
        if key == "type" or content is None:
            continue
        for item in content if isinstance(content, list) else [content]:
            if isinstance(item, dict):
                shown.append(_text(item["text"], names) if "text" in item else str(item.get("name", "")))
            else:
                shown.append(names.get(str(item), str(item)))
    return ", ".join(shown)


def _rich(element: dict[str, Any], names: Mapping[str, str]) -> str:
    kind = element["type"]
    if kind == "rich_text_list":
        return "\n".join("• " + _rich(item, names) for item in element["elements"])
    if "elements" in element:
        return "".join(_rich(item, names) for item in element["elements"])
    if kind == "link":
        return str(element.get("text") or element["url"])
    if kind == "user":
        return f"@{names.get(element['user_id'], element['user_id'])}"
    if kind == "channel":
        return f"#{names.get(element['channel_id'], element['channel_id'])}"
    if kind == "broadcast":
        return "@" + str(element["range"])
    if kind == "emoji":
        return f":{element['name']}:"
    return str(element.get("text") or element.get("fallback") or "")
