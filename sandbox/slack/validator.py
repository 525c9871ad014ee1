"""What Slack refuses in a message or a view. Pure functions; findings point into the JSON as Slack's do.

Blocks and what spans them are here, elements in `elements.py`.
Blocks which Slack has and this bot has no use for (file, table, video, cards) are refused as unsupported.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from sandbox.slack.elements import (
    CHOOSERS,
    ELEMENTS,
    ID,
    IMAGE,
    TYPED_INPUTS,
    elements,
    one_image,
    plain_text,
    text,
)
from sandbox.slack.models import Json, elements_of
from sandbox.slack.schema import Finding, Rule, array, boolean, by_type, one_of, string, structure

MESSAGE_BLOCKS = 50  # docs.slack.dev/reference/block-kit/blocks
VIEW_BLOCKS = 100
MESSAGE_CHARACTERS = 12_000  # github.com/slackapi/bolt-js/issues/2509: 13,297 in blocks are msg_blocks_too_long
TEXT_CHARACTERS = 40_000  # longer text is cut off: docs.slack.dev/reference/methods/chat.postMessage
UPDATED_TEXT_CHARACTERS = 4_000  # msg_too_long: docs.slack.dev/reference/methods/chat.update
METADATA_BYTES = 8_000  # metadata_too_large: docs.slack.dev/reference/methods/chat.postMessage
VIEW_BYTES = 250_000  # view_too_large: docs.slack.dev/reference/methods/views.open

_RICH = ("rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote")


def _text_or_fields(value: Any, pointer: str) -> Iterator[Finding]:
    if not value.get("text") and not value.get("fields"):
        yield Finding("must provide either text or fields", pointer)


def _rich_part(value: Any, pointer: str) -> Iterator[Finding]:
    if not isinstance(value, dict) or value.get("type") not in _RICH or not isinstance(value.get("elements"), list):
        yield Finding("failed to match schema", pointer)


def _block(kind: str, optional: Mapping[str, Rule], *together: Rule, **required: Rule) -> Rule:
    return structure({"type": one_of(kind), **required}, {"block_id": ID, **optional}, *together)


_CONTEXT_ELEMENT = by_type({"image": ELEMENTS["image"], "mrkdwn": text(3000), "plain_text": text(3000)})
_BLOCK = by_type(
    {
        "actions": _block(
            "actions", {}, elements=array(elements("button", "overflow", "datetimepicker", *CHOOSERS), 25)
        ),
        "context": _block("context", {}, elements=array(_CONTEXT_ELEMENT, 10)),
        "divider": _block("divider", {}),
        "header": _block("header", {}, text=plain_text(150)),
        "image": _block("image", {"title": plain_text(2000), **IMAGE}, one_image, alt_text=string(2000, 1)),
        "input": _block(
            "input",
            {"hint": plain_text(2000), "optional": boolean, "dispatch_action": boolean},
            label=plain_text(2000),
            element=elements("datetimepicker", "file_input", *CHOOSERS, *TYPED_INPUTS),
        ),
        "markdown": _block("markdown", {}, text=string(12_000, 1)),
        "rich_text": _block("rich_text", {}, elements=array(_rich_part, 1000)),
        "section": _block(
            "section",
            {
                "text": text(3000),
                "fields": array(text(2000), 10),
                "accessory": elements("button", "image", "overflow", *CHOOSERS),
                "expand": boolean,
            },
            _text_or_fields,
        ),
    }
)

_VIEW_KEYS: dict[str, Rule] = {
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
_VIEW = by_type(
    {
        "modal": structure(
            {"type": one_of("modal"), "title": plain_text(24), "blocks": array(_BLOCK, VIEW_BLOCKS, minimum=0)},
            {
                "submit": plain_text(24),
                "close": plain_text(24),
                "clear_on_close": boolean,
                "notify_on_close": boolean,
                "submit_disabled": boolean,
                **_VIEW_KEYS,
            },
        ),
        "home": structure(
            {"type": one_of("home"), "blocks": array(_BLOCK, VIEW_BLOCKS, minimum=0)},
            _VIEW_KEYS,
        ),
    }
)


def message_findings(blocks: object) -> list[Finding]:
    """What is wrong with the blocks of a message; Slack answers `invalid_blocks`."""
    found = list(array(_BLOCK, MESSAGE_BLOCKS, minimum=0)(blocks, "/blocks"))
    if not found and isinstance(blocks, list):
        found.extend(_ids_twice(blocks, "/blocks"))
        found.extend(_only_in_modals(blocks, "/blocks"))
    return found


def view_findings(view: object) -> list[Finding]:
    """What is wrong with a modal or an App Home; Slack answers `invalid_arguments`."""
    found = list(_VIEW(view, "/view"))
    if not found and isinstance(view, dict):
        blocks = view["blocks"]
        found.extend(_ids_twice(blocks, "/view/blocks"))
        found.extend(_several_focused(blocks))
        if view["type"] == "home":
            found.extend(_only_in_modals(blocks, "/view/blocks"))
        elif not view.get("submit"):
            found.extend(_inputs_without_submit(blocks))
    return found


def characters(blocks: list[Json]) -> int:
    """How much text the blocks of a message hold together."""
    return sum(_text_lengths(blocks))


def view_too_large(view: Json) -> bool:
    return len(json.dumps(view).encode()) > VIEW_BYTES


def metadata_error(metadata: object) -> str | None:
    """The error with which Slack refuses message metadata (docs.slack.dev/messaging/message-metadata)."""
    if not isinstance(metadata, dict) or set(metadata) - {"event_type", "event_payload", "entities"}:
        return "invalid_metadata_format"
    if not isinstance(metadata.get("event_type"), str) or not isinstance(metadata.get("event_payload"), dict):
        return "invalid_metadata_format"
    return "metadata_too_large" if len(json.dumps(metadata).encode()) > METADATA_BYTES else None


def _text_lengths(value: object) -> Iterator[int]:
    if isinstance(value, list):
        for each in value:
            yield from _text_lengths(each)
    elif isinstance(value, dict):
        for key, content in value.items():
            if key == "text" and isinstance(content, str):
                yield len(content)
            else:
                yield from _text_lengths(content)


def _ids_twice(blocks: list[Json], pointer: str) -> Iterator[Finding]:
    seen: Counter[str] = Counter()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id and seen[block_id]:
            yield Finding(f'`block_id` "{block_id}" already exists', f"{pointer}/{index}/block_id")
        seen[block_id or ""] += 1
        yield from _action_ids_twice(block, f"{pointer}/{index}")


def _action_ids_twice(block: Json, pointer: str) -> Iterator[Finding]:
    if block["type"] != "actions":
        return
    seen: set[str] = set()
    for index, element in enumerate(block["elements"]):
        action_id = element.get("action_id")
        if action_id in seen:
            yield Finding(f'`action_id` "{action_id}" already exists', f"{pointer}/elements/{index}/action_id")
        if action_id:
            seen.add(action_id)


def _places(blocks: list[Json], pointer: str, wanted: Callable[[Json], bool]) -> Iterator[str]:
    for index, block in enumerate(blocks):
        if any(wanted(element) for element in elements_of(block)):
            yield f"{pointer}/{index}"


def _only_in_modals(blocks: list[Json], pointer: str) -> Iterator[Finding]:
    for place in _places(blocks, pointer, lambda element: element["type"] == "file_input"):
        yield Finding("unsupported type: file_input", f"{place}/element/type")


def _several_focused(blocks: list[Json]) -> Iterator[Finding]:
    for place in list(_places(blocks, "/view/blocks", lambda element: bool(element.get("focus_on_load"))))[1:]:
        yield Finding("only one element may have `focus_on_load`", place)


def _inputs_without_submit(blocks: list[Json]) -> Iterator[Finding]:
    for index, block in enumerate(blocks):
        if block["type"] == "input":
            words = "must define `submit` to use an `input` block in modals"
            yield Finding(words, f"/view/blocks/{index}/input")
