"""What a person can do with the elements of a view: fill them in, and be stopped by the client before sending.

Shapes of `state.values`: docs.slack.dev/reference/interaction-payloads/view-interactions-payload.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation

from sandbox.slack.models import Json, View, elements_of

REQUIRED = "Please complete this required field."
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
_URL = re.compile(r"https?://\S+")
_SCALAR = {  # element type -> (key in the state, key of the initial value)
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
}
_LISTS = {
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "file_input": ("files", "files"),
}
_OPTION = frozenset({"static_select", "external_select", "radio_buttons", "overflow"})
_OPTIONS = frozenset({"multi_static_select", "multi_external_select", "checkboxes"})


class NotOnScreen(LookupError):
    """A person was asked to use what their screen does not show: the view is covered, the button is gone."""


def initial_state(blocks: list[Json]) -> Json:
    """`state.values` of a view nobody has touched yet."""
    values: Json = {}
    for block in blocks:
        for element in elements_of(block):
            held = _initial(element)
            if held is not None:
                values.setdefault(block["block_id"], {})[element["action_id"]] = held
    return values


def kept_state(blocks: list[Json], before: Json) -> Json:
    """The state after an update: an element of the same block_id, action_id and type keeps what it held."""
    values = initial_state(blocks)
    for block in blocks:
        for element in elements_of(block):
            held = before.get(block["block_id"], {}).get(element["action_id"])
            if held is not None and held["type"] == element["type"] and _still_offered(element, held):
                values[block["block_id"]][element["action_id"]] = held
    return values


def filled_state(view: View, values: Mapping[str, object]) -> Json:
    """The state after a person has filled in `values`, by block_id."""
    state = {block_id: dict(actions) for block_id, actions in view.state.items()}
    for block_id, value in values.items():
        try:
            element = view.element(block_id)
        except LookupError as error:
            raise NotOnScreen(str(error)) from error
        state[block_id] = {element["action_id"]: chosen(element, value)}
    return state


def chosen(element: Json, value: object) -> Json:
    """An element's state once a person has put `value` there; None clears it."""
    kind = element["type"]
    if kind in _OPTION:
        return {"type": kind, "selected_option": None if value is None else _pick(element, str(value))}
    if kind in _OPTIONS:
        return {"type": kind, "selected_options": [_pick(element, each) for each in _listed(element, value)]}
    if kind == "file_input":
        return {"type": kind, "files": list(value) if isinstance(value, list | tuple) else []}
    if kind in _LISTS:
        return {"type": kind, _LISTS[kind][0]: _listed(element, value)}
    if kind not in _SCALAR:
        raise NotOnScreen(f"a {kind} cannot be filled in")
    if kind == "datepicker" and value is not None:
        value = dt.date.fromisoformat(str(value)).isoformat()
    elif kind == "timepicker" and value is not None:
        value = dt.time.fromisoformat(str(value)).strftime("%H:%M")
    elif kind != "datetimepicker" and value is not None:
        value = str(value) or None
    return {"type": kind, _SCALAR[kind][0]: value}


def complaints(view: View, state: Json) -> dict[str, str]:
    """What the client says beside each input, by block_id; nothing is sent while there is any."""
    found: dict[str, str] = {}
    for block in view.blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        held = state[block["block_id"]][element["action_id"]]
        content = next((content for key, content in held.items() if key != "type"), None)
        if content in (None, "", []):
            if not block.get("optional"):
                found[block["block_id"]] = REQUIRED
            continue
        for words in _bounds(element, str(content)):
            found.setdefault(block["block_id"], words)
    return found


def _bounds(element: Json, content: str) -> Iterator[str]:
    kind = element["type"]
    if kind == "plain_text_input":
        if len(content) < element.get("min_length", 0):
            yield f"Please enter at least {element['min_length']} characters."
        if len(content) > element.get("max_length", len(content)):
            yield f"Please enter no more than {element['max_length']} characters."
    elif kind == "email_text_input" and not _EMAIL.fullmatch(content):
        yield "Please enter a valid email address."
    elif kind == "url_text_input" and not _URL.fullmatch(content):
        yield "Please enter a valid URL."
    elif kind == "number_input":
        yield from _number_bounds(element, content)


def _number_bounds(element: Json, content: str) -> Iterator[str]:
    try:
        number = Decimal(content)
    except InvalidOperation:
        yield "Please enter a number."
        return
    if not element["is_decimal_allowed"] and number != number.to_integral_value():
        yield "Please enter a whole number."
    if "min_value" in element and number < Decimal(element["min_value"]):
        yield f"Please enter a number of at least {element['min_value']}."
    if "max_value" in element and number > Decimal(element["max_value"]):
        yield f"Please enter a number of at most {element['max_value']}."


def options_of(element: Json) -> list[Json]:
    """Every option on offer, those of groups too."""
    groups = element.get("option_groups") or []
    return [*(element.get("options") or []), *(option for group in groups for option in group["options"])]


def _pick(element: Json, value: str) -> Json:
    for option in options_of(element):
        if option.get("value") == value:
            return dict(option)
    offered = [option.get("value") for option in options_of(element)]
    raise NotOnScreen(f"{element['action_id']} offers {offered}, not {value!r}")


def _listed(element: Json, value: object) -> list[str]:
    if value is None or value is False:
        return []
    if value is True:  # a lone checkbox is ticked
        return [str(option["value"]) for option in options_of(element)]
    picked = (
        [str(each) for each in value] if isinstance(value, Iterable) and not isinstance(value, str) else [str(value)]
    )
    if len(picked) > element.get("max_selected_items", len(picked)):
        raise NotOnScreen(f"{element['action_id']} takes no more than {element['max_selected_items']}")
    return picked


def _initial(element: Json) -> Json | None:
    kind = element["type"]
    if kind == "overflow":  # acts at once and holds nothing
        return None
    if kind in _OPTION:
        return {"type": kind, "selected_option": element.get("initial_option")}
    if kind in _OPTIONS:
        return {"type": kind, "selected_options": list(element.get("initial_options") or [])}
    if kind in _LISTS:
        return {"type": kind, _LISTS[kind][0]: list(element.get(_LISTS[kind][1]) or [])}
    if kind in _SCALAR:
        return {"type": kind, _SCALAR[kind][0]: element.get(_SCALAR[kind][1])}
    return None


def _still_offered(element: Json, held: Json) -> bool:
    if element["type"] in ("external_select", "multi_external_select"):
        return True
    offered = {option.get("value") for option in options_of(element)}
    picked = [held["selected_option"]] if held.get("selected_option") else held.get("selected_options", [])
    return all(option["value"] in offered for option in picked)
