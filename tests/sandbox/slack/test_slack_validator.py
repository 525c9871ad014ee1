"""Every limit on the blocks of a message once kept and once broken, and where Slack would point."""

import pytest

from sandbox.slack.validator import characters, message_findings, metadata_error, view_findings
from tests.sandbox.slack.block_kit import (
    Block,
    actions,
    ask,
    button,
    choices,
    confirm,
    number_input,
    option,
    options,
    section,
    select,
    text_input,
    words,
)

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


@pytest.mark.parametrize("rule", IN_MESSAGES)
def test_a_message_block(rule: str) -> None:
    kept, broken, said, pointer = IN_MESSAGES[rule]
    assert message_findings([kept]) == []
    assert (said, f"/blocks/0{pointer}") in message_findings([broken])


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
