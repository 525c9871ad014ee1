"""views.*: docs.slack.dev/reference/methods/views.open and its neighbours."""

from sandbox.slack.call import Call
from sandbox.slack.models import Json, View
from sandbox.slack.payloads import view_json
from sandbox.slack.refusals import Refusal
from sandbox.slack.validator import view_findings, view_too_large


def open_view(call: Call) -> Json:
    source = checked_view(call.structure("view"), "modal")
    return _answer(call, call.workspace.screens.open(call.required("trigger_id"), source))


def push(call: Call) -> Json:
    source = checked_view(call.structure("view"), "modal")
    return _answer(call, call.workspace.screens.push(call.required("trigger_id"), source))


def update(call: Call) -> Json:
    view_id, external_id = call.text("view_id"), call.text("external_id")
    if not view_id and not external_id:
        raise Refusal("invalid_arguments", ["[ERROR] missing required field: view_id [json-pointer:/view_id]"])
    source = checked_view(call.structure("view"))
    screens = call.workspace.screens
    view = screens.update(source, view_id=view_id, external_id=external_id, expected_hash=call.text("hash"))
    return _answer(call, view)


def publish(call: Call) -> Json:
    source = checked_view(call.structure("view"), "home")
    user = call.workspace.user(call.required("user_id"))
    return _answer(call, call.workspace.screens.publish(user.id, source, call.text("hash")))


def checked_view(view: object, wanted: str | None = None) -> Json:
    """The view if Slack takes it, and it is of the type the place asks for."""
    findings = [str(finding) for finding in view_findings(view)]
    if findings or not isinstance(view, dict):
        raise Refusal("invalid_arguments", findings)
    if wanted and view["type"] != wanted:
        raise Refusal("invalid_arguments", [f"[ERROR] must be of type {wanted} [json-pointer:/view/type]"])
    if view_too_large(view):
        raise Refusal("view_too_large")
    return view


def _answer(call: Call, view: View) -> Json:
    return {"view": view_json(call.workspace, view)}
