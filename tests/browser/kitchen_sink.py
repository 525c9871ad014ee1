"""A modal and a message with everything an app can put there."""

from typing import Any

Block = dict[str, Any]

WORDS = "*Bold* _soft_ ~gone~ `code` &lt;b&gt; <https://example.com|a link> <@U0ANA>"


def plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": True}


def options(*names: str) -> list[Block]:
    return [{"text": plain(name.title()), "value": name} for name in names]


def field(block_id: str, element: Block, **more: Any) -> Block:
    named = {"action_id": "value", **element}
    return {"type": "input", "block_id": block_id, "label": plain(block_id), "element": named, "optional": True, **more}


def button(text: str, **more: Any) -> Block:
    return {"type": "button", "action_id": text.lower().replace(" ", "_"), "text": plain(text), "value": "1", **more}


SURE = {"title": plain("Sure?"), "text": plain("It cannot be undone."), "confirm": plain("Do it"), "deny": plain("No")}
RICH = {
    "type": "rich_text",
    "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "strong", "style": {"bold": True}}]},
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "one"}]}],
        },
    ],
}
FIELDS: dict[str, tuple[Block, str]] = {
    "line": ({"type": "plain_text_input", "initial_value": "a line"}, "a line"),
    "lines": ({"type": "plain_text_input", "multiline": True, "initial_value": "two\nlines"}, "two\nlines"),
    "number": ({"type": "number_input", "is_decimal_allowed": False, "initial_value": "6"}, "6"),
    "email": ({"type": "email_text_input", "initial_value": "ana@example.com"}, "ana@example.com"),
    "url": ({"type": "url_text_input", "initial_value": "https://example.com/"}, "https://example.com/"),
    "day": ({"type": "datepicker", "initial_date": "2026-05-30"}, "2026-05-30"),
    "time": ({"type": "timepicker", "initial_time": "13:00"}, "13:00"),
    "moment": ({"type": "datetimepicker", "initial_date_time": 1_780_000_020}, "1780000020"),
    "one": (
        {"type": "static_select", "options": options("jada", "wave"), "initial_option": options("wave")[0]},
        "wave",
    ),
    "many": (
        {"type": "multi_static_select", "options": options("a", "b", "c"), "initial_options": options("a", "c")},
        "a,c",
    ),
    "radio": (
        {"type": "radio_buttons", "options": options("ask", "agreed"), "initial_option": options("ask")[0]},
        "ask",
    ),
    "ticks": ({"type": "checkboxes", "options": options("x", "y"), "initial_options": options("y")}, "y"),
    "who": ({"type": "users_select", "initial_user": "U0ANA"}, "U0ANA"),
    "where": ({"type": "conversations_select", "initial_conversation": "C0CHARTERS"}, "C0CHARTERS"),
    "grouped": (
        {
            "type": "static_select",
            "option_groups": [{"label": plain("Boats"), "options": options("jada")}],
            "initial_option": options("jada")[0],
        },
        "jada",
    ),
}
READ_ONLY: list[Block] = [
    {"type": "header", "text": plain("A header :anchor:")},
    {
        "type": "section",
        "text": {
            "type": "mrkdwn",
            "text": WORDS,
        },
        "fields": [{"type": "mrkdwn", "text": "*Call*\n12:00 PM"}, plain("Plain")],
        "accessory": button("Beside"),
    },
    {"type": "context", "elements": [{"type": "mrkdwn", "text": ":warning: small print"}]},
    {"type": "divider"},
    {
        "type": "image",
        "image_url": "https://example.com/jada.png",
        "alt_text": "JADA under sail",
        "title": plain("JADA"),
    },
    RICH,
    {
        "type": "actions",
        "elements": [
            button("Go", style="primary"),
            button("Remove", style="danger", confirm=SURE),
            {"type": "overflow", "action_id": "more", "options": options("edit", "log")},
            {"type": "static_select", "action_id": "pick", "placeholder": plain("Pick"), "options": options("a", "b")},
        ],
    },
]
MESSAGE: list[Block] = READ_ONLY


def modal() -> Block:
    fields = [field(block_id, element, hint=plain("A hint")) for block_id, (element, _) in FIELDS.items()]
    files = field("files", {"type": "file_input", "filetypes": ["txt"], "max_files": 1})
    title = plain("Everything")
    return {
        "type": "modal",
        "callback_id": "everything",
        "title": title,
        "submit": plain("Send"),
        "blocks": [*READ_ONLY, *fields, files],
    }
