"""Rules for composition objects and block elements (docs.slack.dev/reference/block-kit).

Each length below is the limit that page gives for the field.
"""

import datetime as dt
import itertools
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from sandbox.slack.schema import Finding, Rule, array, boolean, by_type, integer, matching, one_of, string, structure

ID = string(255, 1)
URL = string(3000, 1)
STYLE = one_of("primary", "danger")
USER_ID = matching(lambda value: value[:1] in ("U", "W"), "a user id")
CONVERSATION_ID = matching(lambda value: value[:1] in ("C", "D", "G"), "a conversation id")
ANY = string(1_000_000)


def plain_text(maximum: int) -> Rule:
    return structure({"type": one_of("plain_text"), "text": string(maximum, 1)}, {"emoji": boolean})


def text(maximum: int) -> Rule:
    """plain_text or mrkdwn; a key of the one is not one of the other."""
    mrkdwn = structure({"type": one_of("mrkdwn"), "text": string(maximum, 1)}, {"verbatim": boolean})
    return by_type({"plain_text": plain_text(maximum), "mrkdwn": mrkdwn})


def option(label: Rule, **more: Rule) -> Rule:
    return structure({"text": label, "value": string(150, 1)}, {"description": text(75), **more})


CONFIRM = structure(
    {"title": plain_text(100), "text": text(300), "confirm": plain_text(30), "deny": plain_text(30)}, {"style": STYLE}
)
SELECT_OPTION = option(plain_text(75))
CHOICE_OPTION = option(text(75))
OPTION_GROUP = structure({"label": plain_text(75), "options": array(SELECT_OPTION, 100)}, {})
FILTER = structure(
    {},
    {
        "include": array(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)
DISPATCH = structure({"trigger_actions_on": array(one_of("on_enter_pressed", "on_character_entered"), 2)}, {})


def _iso_date(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _clock_time(value: str) -> bool:
    try:
        return dt.time.fromisoformat(value).strftime("%H:%M") == value
    except ValueError:
        return False


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


NUMBER = matching(_is_number, "a number in a string")


def element(kind: str, optional: Mapping[str, Rule], *together: Rule, **required: Rule) -> Rule:
    return structure({"type": one_of(kind), **required}, {"action_id": ID, **optional}, *together)


def _one_source(value: Any, pointer: str) -> Iterator[Finding]:
    if ("options" in value) == ("option_groups" in value):
        yield Finding("must provide either options or option_groups", pointer)


def _initial_on_offer(value: Any, pointer: str) -> Iterator[Finding]:
    offered = list(value.get("options") or [])
    offered += [each for group in value.get("option_groups") or [] for each in group["options"]]
    wanted = [("initial_option", value["initial_option"])] if value.get("initial_option") else []
    wanted += [(f"initial_options/{index}", each) for index, each in enumerate(value.get("initial_options") or [])]
    for key, each in wanted:
        if each not in offered:
            yield Finding("must be one of the provided options", f"{pointer}/{key}")


def _lengths_in_order(value: Any, pointer: str) -> Iterator[Finding]:
    if value.get("min_length", 0) > value.get("max_length", 3000):
        yield Finding("min_length must not be greater than max_length", f"{pointer}/min_length")


def _numbers_in_order(value: Any, pointer: str) -> Iterator[Finding]:
    keys = [key for key in ("min_value", "initial_value", "max_value") if key in value]
    for lower, upper in itertools.pairwise(keys):
        if Decimal(value[lower]) > Decimal(value[upper]):
            yield Finding(f"{lower} must not be greater than {upper}", f"{pointer}/{lower}")


def one_image(value: Any, pointer: str) -> Iterator[Finding]:
    if ("image_url" in value) == ("slack_file" in value):
        yield Finding("must provide either image_url or slack_file", pointer)


FOCUS: dict[str, Rule] = {"focus_on_load": boolean}
HOLDER: dict[str, Rule] = {"placeholder": plain_text(150)}
ASK: dict[str, Rule] = {"confirm": CONFIRM}
PICKER = {**FOCUS, **HOLDER, **ASK}
TYPED = {**FOCUS, **HOLDER, "dispatch_action_config": DISPATCH}
MANY: dict[str, Rule] = {"max_selected_items": integer(1, 100)}
FROM_LIST: dict[str, Rule] = {"options": array(SELECT_OPTION, 100), "option_groups": array(OPTION_GROUP, 100)}
CONVERSATIONS: dict[str, Rule] = {"default_to_current_conversation": boolean, "filter": FILTER}
RESPONSE_URL: dict[str, Rule] = {"response_url_enabled": boolean}

IMAGE: dict[str, Rule] = {"image_url": URL, "slack_file": structure({}, {"id": ANY, "url": ANY})}

ELEMENTS: dict[str, Rule] = {
    "button": element(
        "button",
        {"value": string(2000), "url": URL, "style": STYLE, "accessibility_label": string(75), **ASK},
        text=plain_text(75),
    ),
    "checkboxes": element(
        "checkboxes",
        {"initial_options": array(CHOICE_OPTION, 10), **FOCUS, **ASK},
        _initial_on_offer,
        options=array(CHOICE_OPTION, 10),
    ),
    "radio_buttons": element(
        "radio_buttons",
        {"initial_option": CHOICE_OPTION, **FOCUS, **ASK},
        _initial_on_offer,
        options=array(CHOICE_OPTION, 10),
    ),
    "overflow": element("overflow", ASK, options=array(option(plain_text(75), url=URL), 5)),
    "datepicker": element("datepicker", {"initial_date": matching(_iso_date, "a date as YYYY-MM-DD"), **PICKER}),
    "timepicker": element(
        "timepicker", {"initial_time": matching(_clock_time, "a time as HH:mm"), "timezone": string(255, 1), **PICKER}
    ),
    "datetimepicker": element(
        "datetimepicker", {"initial_date_time": integer(1_000_000_000, 9_999_999_999), **FOCUS, **ASK}
    ),
    "plain_text_input": element(
        "plain_text_input",
        {
            "initial_value": string(3000),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
            **TYPED,
        },
        _lengths_in_order,
    ),
    "email_text_input": element("email_text_input", {"initial_value": ANY, **TYPED}),
    "url_text_input": element("url_text_input", {"initial_value": ANY, **TYPED}),
    "number_input": element(
        "number_input",
        {"initial_value": NUMBER, "min_value": NUMBER, "max_value": NUMBER, **TYPED},
        _numbers_in_order,
        is_decimal_allowed=boolean,
    ),
    "file_input": element("file_input", {"filetypes": array(ANY, 1000), "max_files": integer(1, 10)}),
    "static_select": element(
        "static_select", {"initial_option": SELECT_OPTION, **FROM_LIST, **PICKER}, _one_source, _initial_on_offer
    ),
    "multi_static_select": element(
        "multi_static_select",
        {"initial_options": array(SELECT_OPTION, 100), **FROM_LIST, **MANY, **PICKER},
        _one_source,
        _initial_on_offer,
    ),
    "external_select": element(
        "external_select", {"initial_option": SELECT_OPTION, "min_query_length": integer(0, 255), **PICKER}
    ),
    "multi_external_select": element(
        "multi_external_select",
        {"initial_options": array(SELECT_OPTION, 100), "min_query_length": integer(0, 255), **MANY, **PICKER},
    ),
    "users_select": element("users_select", {"initial_user": USER_ID, **PICKER}),
    "multi_users_select": element("multi_users_select", {"initial_users": array(USER_ID, 1000), **MANY, **PICKER}),
    "channels_select": element("channels_select", {"initial_channel": CONVERSATION_ID, **RESPONSE_URL, **PICKER}),
    "multi_channels_select": element(
        "multi_channels_select", {"initial_channels": array(CONVERSATION_ID, 1000), **MANY, **PICKER}
    ),
    "conversations_select": element(
        "conversations_select",
        {"initial_conversation": CONVERSATION_ID, **CONVERSATIONS, **RESPONSE_URL, **PICKER},
    ),
    "multi_conversations_select": element(
        "multi_conversations_select",
        {"initial_conversations": array(CONVERSATION_ID, 1000), **CONVERSATIONS, **MANY, **PICKER},
    ),
    "image": structure({"type": one_of("image"), "alt_text": string(2000, 1)}, IMAGE, one_image),
}

SELECTS = ("static_select", "external_select", "users_select", "channels_select", "conversations_select")
CHOOSERS = ("checkboxes", "radio_buttons", "datepicker", "timepicker", *SELECTS, *(f"multi_{each}" for each in SELECTS))
TYPED_INPUTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input")


def elements(*kinds: str) -> Rule:
    return by_type({kind: ELEMENTS[kind] for kind in kinds})
