"""What Slack does with the body of an acknowledgement.

docs.slack.dev/surfaces/modals#updating_views, docs.slack.dev/interactivity/implementing-slash-commands#responding
"""

import json
from dataclasses import dataclass, field

from sandbox.slack.models import Json, View
from sandbox.slack.refusals import Refusal
from sandbox.slack.responses import say
from sandbox.slack.view_methods import checked_view
from sandbox.slack.workspace import Workspace

TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True)
class Settled:
    """`errors` stand beside the inputs, `words` are seen by the person, `fault` by nobody."""

    errors: dict[str, str] = field(default_factory=dict)
    words: str | None = None
    fault: str | None = None


def settle_command(workspace: Workspace, user: str, channel: str, command: str, body: bytes) -> Settled:
    """Plain text or `{text, blocks, response_type}`; nothing is a fine answer, too."""
    if not body.strip():
        return Settled()
    parsed = parsed_body(body)
    reply = parsed if isinstance(parsed, dict) else {"text": body.decode(errors="replace")}
    if not reply.get("text") and not reply.get("blocks"):
        return Settled()
    try:
        return Settled(words=say(workspace, user, channel, reply).plain_text())
    except Refusal as refusal:
        words = f'{command} failed with the error "{refusal.code}"'
        return Settled(words=words, fault=f"{command}: reply refused: {refusal}")


def settle_submission(workspace: Workspace, view: View, body: bytes) -> Settled:
    """Nothing closes the view; a `response_action` says otherwise."""
    if not body.strip():
        workspace.screens.close(view.id)
        return Settled()
    parsed = parsed_body(body)
    if not isinstance(parsed, dict) or (parsed and "response_action" not in parsed):
        return _ignored(view, f"not an answer to a submission: {body[:80]!r}")
    if not parsed:
        workspace.screens.close(view.id)
        return Settled()
    action = parsed["response_action"]
    if action == "errors":
        return _field_errors(view, parsed.get("errors"))
    if action == "clear":
        workspace.screens.clear(view.user)
        return Settled()
    if action not in ("update", "push"):
        return _ignored(view, f"unknown response_action {action!r}")
    try:
        source = checked_view(parsed.get("view"), "modal")
        if action == "push":
            workspace.screens.push_on(view.user, source)
        else:
            workspace.screens.update(source, view_id=view.id)
    except Refusal as refusal:
        return _ignored(view, f"{action} refused: {refusal}")
    return Settled()


def ignored_body(what: str, body: bytes) -> str | None:
    """The fault of saying something where Slack does not listen."""
    return f"{what}: the body of this acknowledgement is shown to nobody: {body[:80]!r}" if body.strip() else None


def parsed_body(body: bytes) -> Json | list[object] | str | None:
    """The JSON of a body; None where it is none."""
    try:
        parsed: Json | list[object] | str = json.loads(body)
    except ValueError:
        return None
    return parsed


def _field_errors(view: View, errors: object) -> Settled:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        return _ignored(view, "response_action errors without errors")
    strangers = sorted(set(errors) - inputs)
    if strangers:
        return Settled(fault=f"{_name(view)}: errors for {strangers}, which are no input blocks of this view")
    if not all(isinstance(words, str) and words for words in errors.values()):
        return _ignored(view, "errors must be words")
    return Settled(errors=errors)


def _ignored(view: View, why: str) -> Settled:
    return Settled(words=TROUBLE, fault=f"{_name(view)}: {why}")


def _name(view: View) -> str:
    return f"view_submission {view.callback_id}".strip()
