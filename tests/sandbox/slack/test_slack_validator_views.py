"""Every limit on a modal or App Home once kept and once broken, and where Slack would point."""

import pytest

from sandbox.slack.validator import view_findings
from tests.sandbox.slack.block_kit import (
    Block,
    ask,
    button,
    modal,
    number_input,
    section,
    text_input,
    words,
)
from tests.sandbox.slack.test_slack_validator import IN_MESSAGES

# (what holds, what is one step too far, what Slack says, where it points)
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
