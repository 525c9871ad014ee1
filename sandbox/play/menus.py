"""What the app puts into Slack's menus: shortcuts, from its manifest, and the commands its help names."""

import json
import re
from pathlib import Path
from typing import Any

from bot.views import commands

MANIFEST = Path(__file__).resolve().parent.parent.parent / "manifest.json"
_HELP_LINE = re.compile(r"^`(/\S+(?: [^`]+)?)`\s+(.*)$", re.MULTILINE)


def shortcuts() -> list[dict[str, str]]:
    """``type`` (global or message), ``name`` and ``callback_id`` of each; none without a manifest."""
    if not MANIFEST.exists():
        return []
    features: dict[str, Any] = json.loads(MANIFEST.read_text(encoding="utf-8")).get("features", {})
    return [{key: each[key] for key in ("type", "name", "callback_id")} for each in features.get("shortcuts", [])]


def typed_commands() -> list[dict[str, str]]:
    """``words`` and what they do, as the help says."""
    return [{"words": words, "sentence": sentence} for words, sentence in _HELP_LINE.findall(commands.help_text())]
