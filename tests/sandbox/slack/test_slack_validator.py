"""Every limit of Block Kit once kept and once broken, and where Slack would point."""

from typing import Any

import pytest

from sandbox.slack.validator import characters, message_findings, metadata_error, view_findings

Block = dict[str, Any]


def words(length: int = 5, kind: str = "plain_text") -> Block:
    return {"type": kind, "text": "x" * length}


def option(label: int = 5, value: str = "v") -> Block:
    return {"text": words(label), "value": value}


def options(count: int) -> list[Block]:
    return [option(value=str(number)) for number in range(count)]


def section(length: int = 5, **more: Any) -> Block:
    return {"type": "section", "text": words(length, "mrkdwn"), **more}


def button(**more: Any) -> Block:
    return {"type": "button", "text": words(), "action_id": "a", **more}


def actions(*elements: Block) -> Block:
    return {"type": "actions", "elements": list(elements)}


def select(count: int = 2, **more: Any) -> Block:
    return {"type": "static_select", "action_id": "s", "options": options(count), **more}


def ask(element: Block | None = None, **more: Any) -> Block:
    return {"type": "input", "label": words(), "element": element or {"type": "plain_text_input"}, **more}


def confirm(**more: Any) -> Block:
    return {"title": words(), "text": words(), "confirm": words(), "deny": words(), **more}


def modal(*blocks: Block, **more: Any) -> Block:
    return {"type": "modal", "title": words(), "submit": words(), "blocks": list(blocks), **more}


def text_input(**more: Any) -> Block:
    return {"type": "plain_text_input", **more}


def number_input(**more: Any) -> Block:
    return {"type": "number_input", "is_decimal_allowed": False, **more}


def choices(kind: str, count: int) -> Block:
    return {"type": kind, "options": options(count)}


# (what holds, what is one step too far, what Slack says, where it points)
IN_MESSAGES: dict[str, tuple[Block, Block, str, str]] = {
    "section text": (section(3000), section(3001), "must be less than 3001 characters", "/text/text"),
    "section text empty": (section(1), section(0), "must be more than 0 characters", "/text/text"),
    "fields": (
        {"type": "section", "fields": [words(kind="mrkdwn")] * 10},
        {"type": "section", "fields": [words(kind="mrkdwn")] * 11},
        "no more than 10 items allowed",
        "/fields",
    ),
    "field text": (
        {"type": "section", "fields": [words(2000)]},
        {"type": "section", "fields": [words(2001)]},
        "must be less than 2001 characters",
        "/fields/0/text",
    ),
    "section without words": (section(), {"type": "section"}, "must provide either text or fields", ""),
    "header": (
        {"type": "header", "text": words(150)},
        {"type": "header", "text": words(151)},
        "must be less than 151 characters",
        "/text/text",
    ),
    "header is plain": (
        {"type": "header", "text": words()},
        {"type": "header", "text": words(kind="mrkdwn")},
        "must be one of plain_text",
        "/text/type",
    ),
    "context elements": (
        {"type": "context", "elements": [words()] * 10},
        {"type": "context", "elements": [words()] * 11},
        "no more than 10 items allowed",
        "/elements",
    ),
    "actions elements": (
        actions(*(button(action_id=str(number)) for number in range(25))),
        actions(*(button(action_id=str(number)) for number in range(26))),
        "no more than 25 items allowed",
        "/elements",
    ),
    "actions empty": (actions(button()), actions(), "must provide at least 1 items", "/elements"),
    "button text": (
        actions(button(text=words(75))),
        actions(button(text=words(76))),
        "must be less than 76 characters",
        "/elements/0/text/text",
    ),
    "button value": (
        actions(button(value="x" * 2000)),
        actions(button(value="x" * 2001)),
        "must be less than 2001 characters",
        "/elements/0/value",
    ),
    "button url": (
        actions(button(url="x" * 3000)),
        actions(button(url="x" * 3001)),
        "must be less than 3001 characters",
        "/elements/0/url",
    ),
    "button style": (
        actions(button(style="danger")),
        actions(button(style="default")),
        "must be one of primary, danger",
        "/elements/0/style",
    ),
    "action_id": (
        actions(button(action_id="x" * 255)),
        actions(button(action_id="x" * 256)),
        "must be less than 256 characters",
        "/elements/0/action_id",
    ),
    "action_id twice in a block": (
        actions(button(action_id="a"), button(action_id="b")),
        actions(button(action_id="a"), button(action_id="a")),
        '`action_id` "a" already exists',
        "/elements/1/action_id",
    ),
    "block_id": (
        section(block_id="x" * 255),
        section(block_id="x" * 256),
        "must be less than 256 characters",
        "/block_id",
    ),
    "confirm title": (
        actions(button(confirm=confirm(title=words(100)))),
        actions(button(confirm=confirm(title=words(101)))),
        "must be less than 101 characters",
        "/elements/0/confirm/title/text",
    ),
    "confirm text": (
        actions(button(confirm=confirm(text=words(300)))),
        actions(button(confirm=confirm(text=words(301)))),
        "must be less than 301 characters",
        "/elements/0/confirm/text/text",
    ),
    "confirm buttons": (
        actions(button(confirm=confirm(deny=words(30)))),
        actions(button(confirm=confirm(deny=words(31)))),
        "must be less than 31 characters",
        "/elements/0/confirm/deny/text",
    ),
    "option text": (
        section(accessory=select(options=[option(75)])),
        section(accessory=select(options=[option(76)])),
        "must be less than 76 characters",
        "/accessory/options/0/text/text",
    ),
    "option value": (
        section(accessory=select(options=[option(value="x" * 150)])),
        section(accessory=select(options=[option(value="x" * 151)])),
        "must be less than 151 characters",
        "/accessory/options/0/value",
    ),
    "options": (
        section(accessory=select(100)),
        section(accessory=select(101)),
        "no more than 100 items allowed",
        "/accessory/options",
    ),
    "options empty": (
        section(accessory=select(1)),
        section(accessory=select(0)),
        "must provide at least 1 items",
        "/accessory/options",
    ),
    "options or groups": (
        section(accessory=select()),
        section(accessory=select(option_groups=[{"label": words(), "options": options(1)}])),
        "must provide either options or option_groups",
        "/accessory",
    ),
    "initial_option": (
        section(accessory=select(initial_option=option(value="1"))),
        section(accessory=select(initial_option=option(value="9"))),
        "must be one of the provided options",
        "/accessory/initial_option",
    ),
    "initial_options": (
        section(accessory={**choices("checkboxes", 2), "initial_options": [option(value="1")]}),
        section(accessory={**choices("checkboxes", 2), "initial_options": [option(value="1"), option(value="9")]}),
        "must be one of the provided options",
        "/accessory/initial_options/1",
    ),
    "checkboxes": (
        section(accessory=choices("checkboxes", 10)),
        section(accessory=choices("checkboxes", 11)),
        "no more than 10 items allowed",
        "/accessory/options",
    ),
    "radio buttons": (
        section(accessory=choices("radio_buttons", 10)),
        section(accessory=choices("radio_buttons", 11)),
        "no more than 10 items allowed",
        "/accessory/options",
    ),
    "overflow": (
        section(accessory=choices("overflow", 5)),
        section(accessory=choices("overflow", 6)),
        "no more than 5 items allowed",
        "/accessory/options",
    ),
    "placeholder": (
        section(accessory=select(placeholder=words(150))),
        section(accessory=select(placeholder=words(151))),
        "must be less than 151 characters",
        "/accessory/placeholder/text",
    ),
    "users are ids": (
        section(accessory={"type": "users_select", "initial_user": "U1"}),
        section(accessory={"type": "users_select", "initial_user": "rowan"}),
        "must be a user id",
        "/accessory/initial_user",
    ),
    "image has a source": (
        {"type": "image", "alt_text": "x", "image_url": "https://x"},
        {"type": "image", "alt_text": "x"},
        "must provide either image_url or slack_file",
        "",
    ),
    "image alt_text": (
        {"type": "image", "alt_text": "x", "image_url": "https://x"},
        {"type": "image", "image_url": "https://x"},
        "missing required field: alt_text",
        "",
    ),
    "markdown": (
        {"type": "markdown", "text": "x" * 12000},
        {"type": "markdown", "text": "x" * 12001},
        "must be less than 12001 characters",
        "/text",
    ),
    "rich text": (
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
        {"type": "rich_text", "elements": [{"type": "paragraph", "elements": []}]},
        "failed to match schema",
        "/elements/0",
    ),
    "block type": ({"type": "divider"}, {"type": "ruler"}, "unsupported type: ruler", "/type"),
    "block without type": ({"type": "divider"}, {}, "missing required field: type", ""),
    "unknown key": ({"type": "divider"}, {"type": "divider", "width": 1}, "invalid additional property: width", ""),
    "element type": (
        actions(button()),
        actions(text_input()),
        "unsupported type: plain_text_input",
        "/elements/0/type",
    ),
    "accessory type": (
        section(accessory=button()),
        section(accessory=number_input()),
        "unsupported type: number_input",
        "/accessory/type",
    ),
    "emoji is for plain_text": (
        section(text={**words(), "emoji": True}),
        section(text={**words(kind="mrkdwn"), "emoji": True}),
        "invalid additional property: emoji",
        "/text",
    ),
    "text is an object": (section(), section(text="x"), "must provide an object", "/text"),
    "no file_input": (ask(), ask({"type": "file_input"}), "unsupported type: file_input", "/element/type"),
}

# The same inside a modal.
IN_VIEWS: dict[str, tuple[Block, Block, str, str]] = {
    "max_length": (
        ask(text_input(max_length=3000)),
        ask(text_input(max_length=3001)),
        "must be less than or equal to 3000",
        "/element/max_length",
    ),
    "max_length is positive": (
        ask(text_input(max_length=1)),
        ask(text_input(max_length=0)),
        "must be greater than or equal to 1",
        "/element/max_length",
    ),
    "min_length": (
        ask(text_input(min_length=5, max_length=5)),
        ask(text_input(min_length=6, max_length=5)),
        "min_length must not be greater than max_length",
        "/element/min_length",
    ),
    "initial_value": (
        ask(text_input(initial_value="x" * 3000)),
        ask(text_input(initial_value="x" * 3001)),
        "must be less than 3001 characters",
        "/element/initial_value",
    ),
    "label": (ask(label=words(2000)), ask(label=words(2001)), "must be less than 2001 characters", "/label/text"),
    "hint": (ask(hint=words(2000)), ask(hint=words(2001)), "must be less than 2001 characters", "/hint/text"),
    "number bounds": (
        ask(number_input(min_value="1", initial_value="1", max_value="1")),
        ask(number_input(min_value="2", initial_value="1")),
        "min_value must not be greater than initial_value",
        "/element/min_value",
    ),
    "numbers are strings": (
        ask(number_input(min_value="1")),
        ask(number_input(min_value=1)),
        "must be a number in a string",
        "/element/min_value",
    ),
    "decimals or not": (
        ask(number_input()),
        ask({"type": "number_input"}),
        "missing required field: is_decimal_allowed",
        "/element",
    ),
    "date": (
        ask({"type": "datepicker", "initial_date": "2026-05-30"}),
        ask({"type": "datepicker", "initial_date": "5/30/2026"}),
        "must be a date as YYYY-MM-DD",
        "/element/initial_date",
    ),
    "time": (
        ask({"type": "timepicker", "initial_time": "13:00"}),
        ask({"type": "timepicker", "initial_time": "1 PM"}),
        "must be a time as HH:mm",
        "/element/initial_time",
    ),
    "dispatch_action": (
        ask(dispatch_action=True),
        ask(dispatch_action="yes"),
        "must be a boolean",
        "/dispatch_action",
    ),
    "dispatch_action_config": (
        ask(text_input(dispatch_action_config={"trigger_actions_on": ["on_enter_pressed"]})),
        ask(text_input(dispatch_action_config={"trigger_actions_on": ["on_blur"]})),
        "must be one of on_enter_pressed, on_character_entered",
        "/element/dispatch_action_config/trigger_actions_on/0",
    ),
    "input element": (ask(), ask(button()), "unsupported type: button", "/element/type"),
    "input without element": (
        ask(),
        {"type": "input", "label": words()},
        "missing required field: element",
        "",
    ),
    "files": (
        ask({"type": "file_input", "max_files": 10}),
        ask({"type": "file_input", "max_files": 11}),
        "must be less than or equal to 10",
        "/element/max_files",
    ),
}


@pytest.mark.parametrize("rule", IN_MESSAGES)
def test_a_message_block(rule: str) -> None:
    kept, broken, said, pointer = IN_MESSAGES[rule]
    assert message_findings([kept]) == []
    assert (said, f"/blocks/0{pointer}") in message_findings([broken])


@pytest.mark.parametrize("rule", [*IN_VIEWS, *(rule for rule in IN_MESSAGES if rule != "no file_input")])
def test_a_view_block(rule: str) -> None:
    kept, broken, said, pointer = (IN_MESSAGES | IN_VIEWS)[rule]
    assert view_findings(modal(kept)) == []
    assert (said, f"/view/blocks/0{pointer}") in view_findings(modal(broken))


@pytest.mark.parametrize(
    ("kept", "broken", "said", "pointer"),
    [
        ({"title": words(24)}, {"title": words(25)}, "must be less than 25 characters", "/title/text"),
        ({"submit": words(24)}, {"submit": words(25)}, "must be less than 25 characters", "/submit/text"),
        ({"close": words(24)}, {"close": words(25)}, "must be less than 25 characters", "/close/text"),
        (
            {"private_metadata": "x" * 3000},
            {"private_metadata": "x" * 3001},
            "must be less than 3001 characters",
            "/private_metadata",
        ),
        ({"callback_id": "x" * 255}, {"callback_id": "x" * 256}, "must be less than 256 characters", "/callback_id"),
        ({"external_id": "x" * 255}, {"external_id": "x" * 256}, "must be less than 256 characters", "/external_id"),
        ({"blocks": [section()] * 100}, {"blocks": [section()] * 101}, "no more than 100 items allowed", "/blocks"),
        ({}, {"colour": "red"}, "invalid additional property: colour", ""),
        ({}, {"title": None}, "missing required field: title", ""),
        (
            {"submit": None},
            {"submit": None, "blocks": [section(), ask()]},
            "must define `submit` to use an `input` block in modals",
            "/blocks/1/input",
        ),
        (
            {"blocks": [section(block_id="a"), section(block_id="b")]},
            {"blocks": [section(block_id="a"), section(block_id="a")]},
            '`block_id` "a" already exists',
            "/blocks/1/block_id",
        ),
        (
            {"blocks": [ask(text_input(focus_on_load=True)), ask()]},
            {"blocks": [ask(text_input(focus_on_load=True))] * 2},
            "only one element may have `focus_on_load`",
            "/blocks/1",
        ),
    ],
)
def test_a_modal(kept: Block, broken: Block, said: str, pointer: str) -> None:
    assert view_findings(modal(section(), **kept) if "blocks" not in kept else {**modal(), **kept}) == []
    assert (said, f"/view{pointer}") in view_findings({**modal(section()), **broken})


def test_a_home_has_no_title_and_no_submit_but_may_have_inputs() -> None:
    assert view_findings({"type": "home", "blocks": [ask()]}) == []
    assert view_findings({"type": "home", "blocks": [], "title": words()}) == [
        ("invalid additional property: title", "/view")
    ]
    assert view_findings({"type": "home", "blocks": [ask({"type": "file_input"})]}) == [
        ("unsupported type: file_input", "/view/blocks/0/element/type")
    ]


def test_a_message_has_fifty_blocks_and_each_block_id_once() -> None:
    assert message_findings([section()] * 50) == []
    (finding,) = message_findings([section()] * 51)
    assert str(finding) == "[ERROR] no more than 50 items allowed [json-pointer:/blocks]"
    assert message_findings([section(block_id="a"), section(block_id="b")]) == []
    assert message_findings([section(block_id="a"), section(block_id="a")]) == [
        ('`block_id` "a" already exists', "/blocks/1/block_id")
    ]


def test_the_same_action_id_may_stand_in_two_blocks() -> None:
    assert message_findings([actions(button()), actions(button())]) == []


@pytest.mark.parametrize("rubbish", ["blocks", {}, [None], ["x"], [[]], [{"type": 3}], [{"type": ["section"]}]])
def test_rubbish_is_a_finding_and_never_an_exception(rubbish: object) -> None:
    assert message_findings(rubbish)
    assert view_findings(rubbish)
    assert view_findings({"type": "modal", "title": words(), "blocks": rubbish})


def test_characters_are_counted_over_all_blocks() -> None:
    assert characters([section(10), actions(button(text=words(7))), {"type": "context", "elements": [words(3)]}]) == 20


@pytest.mark.parametrize(
    ("metadata", "error"),
    [
        ({"event_type": "notice", "event_payload": {"key": "k"}}, None),
        ({"event_type": "notice"}, "invalid_metadata_format"),
        ({"event_type": "notice", "event_payload": "k"}, "invalid_metadata_format"),
        ({"event_type": "notice", "event_payload": {}, "more": 1}, "invalid_metadata_format"),
        ("notice", "invalid_metadata_format"),
        ({"event_type": "notice", "event_payload": {"key": "k" * 8000}}, "metadata_too_large"),
    ],
)
def test_metadata(metadata: object, error: str | None) -> None:
    assert metadata_error(metadata) == error
