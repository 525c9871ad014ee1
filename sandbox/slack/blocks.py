"""What Slack adds to blocks when it stores them."""

import copy
import secrets

from sandbox.slack.models import Json, elements_of


def with_ids(blocks: list[Json]) -> list[Json]:
    """A copy in which every block_id and action_id that was left to Slack is filled in."""
    named = copy.deepcopy(blocks)
    for block in named:
        block.setdefault("block_id", _short_id())
        for element in elements_of(block):
            element.setdefault("action_id", _short_id())
    return named


def _short_id() -> str:
    return secrets.token_urlsafe(4)
