"""What a Slack workspace consists of: people, conversations, messages and views, as values that never change.

A change of a message or a view is a new value in its place, so whoever holds an earlier one holds an old screen.
"""

import urllib.parse
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.slack.words import plain, words_of_blocks

Json = dict[str, Any]
Button = tuple[str, str, str | None]


@dataclass(frozen=True)
class User:
    id: str
    name: str
    email: str | None = None
    is_bot: bool = False
    is_deactivated: bool = False


@dataclass(frozen=True)
class Channel:
    """A channel or a direct message; `user` is set for the latter."""

    id: str
    name: str
    members: frozenset[str]
    is_im: bool = False
    is_private: bool = False
    is_archived: bool = False
    user: str | None = None


@dataclass(frozen=True)
class StoredFile:
    id: str
    user: str
    name: str
    mimetype: str
    content: bytes = field(repr=False)
    created: int = 0
    more: Json = field(default_factory=dict)
    """What Slack says of a file of this kind besides."""

    @property
    def path(self) -> str:
        """Where the local Slack serves it."""
        return f"/slack/files/{self.id}/{urllib.parse.quote(self.name)}"


@dataclass(frozen=True)
class Message:
    """`text` is what was sent beside the blocks; a person reads it only where there are no blocks."""

    channel: str
    ts: str
    user: str
    text: str
    blocks: list[Json] = field(default_factory=list)
    thread_ts: str | None = None
    metadata: Json | None = None
    edited: Json | None = None
    bot_id: str | None = None
    unfurl_links: bool | None = None
    unfurl_media: bool | None = None
    reply_broadcast: bool = False
    files: list[Json] = field(default_factory=list)
    ephemeral_to: str | None = None
    names: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    def plain_text(self) -> str:
        """The words a person reads."""
        return words_of_blocks(self.blocks, self.names) if self.blocks else plain(self.text, self.names)

    def buttons(self) -> list[Button]:
        """`(action_id, text, value)` of every button, in reading order."""
        return buttons_of(self.blocks)

    @property
    def is_reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(frozen=True)
class View:
    """A modal or an App Home; `source` is what the bot sent, with the ids Slack adds."""

    id: str
    hash: str
    user: str
    source: Json
    root_view_id: str
    previous_view_id: str | None = None
    state: Json = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def type(self) -> str:
        return str(self.source["type"])

    @property
    def callback_id(self) -> str:
        return str(self.source.get("callback_id") or "")

    @property
    def external_id(self) -> str:
        return str(self.source.get("external_id") or "")

    @property
    def title(self) -> str:
        return _label(self.source, "title")

    @property
    def submit(self) -> str:
        return _label(self.source, "submit")

    @property
    def close(self) -> str:
        return _label(self.source, "close")

    @property
    def private_metadata(self) -> str:
        return str(self.source.get("private_metadata") or "")

    @property
    def blocks(self) -> list[Json]:
        blocks: list[Json] = self.source["blocks"]
        return blocks

    @property
    def notify_on_close(self) -> bool:
        return bool(self.source.get("notify_on_close"))

    @property
    def clear_on_close(self) -> bool:
        return bool(self.source.get("clear_on_close"))

    def plain_text(self) -> str:
        """The words a person reads: title, blocks with what is filled in now, the two buttons."""
        parts = [self.title, words_of_blocks(self.blocks, self.names, self.state), self.close, self.submit]
        return "\n".join(part for part in parts if part)

    def buttons(self) -> list[Button]:
        return buttons_of(self.blocks)

    def element(self, block_id: str) -> Json:
        """The element of an input, the accessory of a section or the only element of an actions block."""
        block = next((block for block in self.blocks if block["block_id"] == block_id), None)
        found = elements_of(block) if block else []
        if len(found) != 1:
            raise LookupError(f"{self.title!r} has no block {block_id!r} with one element")
        return found[0]


def elements_of(block: Json) -> list[Json]:
    """What can be clicked or filled in a block."""
    candidates = [block.get("element"), block.get("accessory")]
    if block["type"] == "actions":
        candidates.extend(block["elements"])
    return [element for element in candidates if element is not None and element["type"] != "image"]


def buttons_of(blocks: list[Json]) -> list[Button]:
    return [
        (element["action_id"], element["text"]["text"], element.get("value"))
        for block in blocks
        for element in elements_of(block)
        if element["type"] == "button"
    ]


def _label(source: Json, key: str) -> str:
    return str(source[key]["text"]) if source.get(key) else ""
