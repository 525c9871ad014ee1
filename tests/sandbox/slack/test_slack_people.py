"""What people can and cannot do with a view, and the words they read."""

import datetime as dt
from typing import Any

import pytest
from slack_sdk import WebClient

from sandbox.slack import LocalSlack, Message, NotOnScreen, Person, View, thread_as_text
from tests.sandbox.slack.block_kit import plain


def option(value: str) -> dict[str, Any]:
    return {"text": plain(value.title()), "value": value}


def ask(block_id: str, kind: str, *, optional: bool = False, **element: Any) -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": block_id,
        "optional": optional,
        "label": plain(block_id),
        "element": {"type": kind, "action_id": "value", **element},
    }


@pytest.fixture
def ana(slack: LocalSlack) -> Person:
    return slack.person("UANA")


def show(slack: LocalSlack, client: WebClient, *blocks: dict[str, Any], **more: Any) -> View:
    view = {"type": "modal", "title": plain("Form"), "submit": plain("Send"), "blocks": list(blocks), **more}
    client.views_open(trigger_id=slack.workspace.screens.new_trigger("UANA"), view=view)
    return slack.person("UANA").views[0]


BOATS = [option("jada"), option("bonita")]

# element, what the person puts there, what the bot gets, what the client will not send
INPUTS: dict[str, tuple[dict[str, Any], object, dict[str, Any], object]] = {
    "text": (
        ask("x", "plain_text_input", min_length=2, max_length=4),
        "abcd",
        {"type": "plain_text_input", "value": "abcd"},
        "abcde",
    ),
    "short text": (
        ask("x", "plain_text_input", min_length=2),
        "ab",
        {"type": "plain_text_input", "value": "ab"},
        "a",
    ),
    "no text": (ask("x", "plain_text_input"), "a", {"type": "plain_text_input", "value": "a"}, ""),
    "number": (
        ask("x", "number_input", is_decimal_allowed=False, min_value="1", max_value="12"),
        4,
        {"type": "number_input", "value": "4"},
        13,
    ),
    "low number": (
        ask("x", "number_input", is_decimal_allowed=False, min_value="1"),
        1,
        {"type": "number_input", "value": "1"},
        0,
    ),
    "whole number": (
        ask("x", "number_input", is_decimal_allowed=False),
        -3,
        {"type": "number_input", "value": "-3"},
        "2.5",
    ),
    "decimal number": (
        ask("x", "number_input", is_decimal_allowed=True),
        2.5,
        {"type": "number_input", "value": "2.5"},
        "two",
    ),
    "e-mail": (
        ask("x", "email_text_input"),
        "ana@example.com",
        {"type": "email_text_input", "value": "ana@example.com"},
        "ana@example",
    ),
    "url": (ask("x", "url_text_input"), "https://a.b", {"type": "url_text_input", "value": "https://a.b"}, "a.b"),
    "date": (
        ask("x", "datepicker", initial_date="2026-01-01"),
        "2026-05-30",
        {"type": "datepicker", "selected_date": "2026-05-30"},
        None,
    ),
    "time": (ask("x", "timepicker"), "13:00", {"type": "timepicker", "selected_time": "13:00"}, None),
    "moment": (
        ask("x", "datetimepicker"),
        1_780_000_000,
        {"type": "datetimepicker", "selected_date_time": 1_780_000_000},
        None,
    ),
    "menu": (
        ask("x", "static_select", options=BOATS),
        "jada",
        {"type": "static_select", "selected_option": option("jada")},
        None,
    ),
    "radio": (
        ask("x", "radio_buttons", options=BOATS, initial_option=option("jada")),
        "bonita",
        {"type": "radio_buttons", "selected_option": option("bonita")},
        None,
    ),
    "groups": (
        ask("x", "static_select", option_groups=[{"label": plain("Boats"), "options": BOATS}]),
        "bonita",
        {"type": "static_select", "selected_option": option("bonita")},
        None,
    ),
    "boxes": (
        ask("x", "checkboxes", options=BOATS),
        ["jada", "bonita"],
        {"type": "checkboxes", "selected_options": BOATS},
        [],
    ),
    "one box": (
        ask("x", "checkboxes", options=[option("yes")]),
        True,
        {"type": "checkboxes", "selected_options": [option("yes")]},
        False,
    ),
    "person": (ask("x", "users_select"), "UANA", {"type": "users_select", "selected_user": "UANA"}, None),
    "people": (
        ask("x", "multi_users_select", max_selected_items=2),
        ["UANA", "UROWAN"],
        {"type": "multi_users_select", "selected_users": ["UANA", "UROWAN"]},
        [],
    ),
    "conversation": (
        ask("x", "conversations_select"),
        "CCHARTERS",
        {"type": "conversations_select", "selected_conversation": "CCHARTERS"},
        None,
    ),
}


@pytest.mark.parametrize("kind", INPUTS)
def test_an_input_is_filled_in(slack: LocalSlack, client: WebClient, ana: Person, bot: Any, kind: str) -> None:
    block, value, held, refused = INPUTS[kind]
    view = show(slack, client, block)
    stopped = ana.submit(view, {"x": refused})
    assert (stopped.ok, list(stopped.errors), stopped.status, bot.requests) == (False, ["x"], 0, [])
    assert ana.submit(view, {"x": value}).ok
    assert bot.payload()["view"]["state"]["values"] == {"x": {"value": held}}
    assert slack.faults == []


def test_initial_values_stand_until_they_are_changed(
    slack: LocalSlack, client: WebClient, ana: Person, bot: Any
) -> None:
    view = show(
        slack,
        client,
        ask("boat", "static_select", options=BOATS, initial_option=BOATS[0]),
        ask("note", "plain_text_input", initial_value="calm", optional=True),
        ask("boxes", "checkboxes", options=BOATS, initial_options=BOATS[1:], optional=True),
    )
    assert ana.submit(view, {"note": None}).ok
    state = bot.payload()["view"]["state"]["values"]
    assert state["boat"]["value"]["selected_option"] == BOATS[0]
    assert state["note"]["value"]["value"] is None
    assert state["boxes"]["value"]["selected_options"] == BOATS[1:]


def test_a_file_goes_into_a_file_input(slack: LocalSlack, client: WebClient, ana: Person, bot: Any) -> None:
    file = ana.upload("a.pdf", b"%PDF", "application/pdf")
    assert ana.submit(show(slack, client, ask("files", "file_input")), {"files": [file]}).ok
    assert bot.payload()["view"]["state"]["values"]["files"]["value"]["files"] == [file]


def test_a_chosen_conversation_may_bring_a_response_url(
    slack: LocalSlack, client: WebClient, ana: Person, bot: Any
) -> None:
    view = show(slack, client, ask("where", "conversations_select", response_url_enabled=True))
    ana.submit(view, {"where": "CCHARTERS"})
    (url,) = bot.payload()["response_urls"]
    assert (url["block_id"], url["channel_id"]) == ("where", "CCHARTERS")


def test_nobody_uses_what_is_not_there(slack: LocalSlack, client: WebClient, ana: Person) -> None:
    view = show(slack, client, ask("boat", "static_select", options=BOATS))
    people = ask("crew", "multi_users_select", max_selected_items=1)
    for wrong in ({"yacht": "jada"}, {"boat": "titanic"}):
        with pytest.raises(NotOnScreen):
            ana.submit(view, wrong)
    with pytest.raises(NotOnScreen, match="takes no more than 1"):
        ana.fill(show(slack, client, people), {"crew": ["UANA", "UROWAN"]})
    with pytest.raises(NotOnScreen, match="no submit button"):
        ana.submit(show(slack, client, {"type": "divider"}, submit=None))
    with pytest.raises(NotOnScreen, match="no slash command"):
        ana.command("charter", "CCHARTERS")
    slack.add_channel("CELSEWHERE", "elsewhere", ["UROWAN"])
    with pytest.raises(NotOnScreen, match="Ana is not in elsewhere"):
        ana.command("/charter", "CELSEWHERE")


def test_a_button_must_be_there_now(slack: LocalSlack, client: WebClient, ana: Person, bot: Any) -> None:
    def buttons(*values: str) -> list[dict[str, Any]]:
        return [
            {
                "type": "actions",
                "elements": [{"type": "button", "action_id": "take", "text": plain("Take"), "value": value}],
            }
            for value in values
        ]

    posted = client.chat_postMessage(channel="CCHARTERS", text="x", blocks=buttons("one", "two"))
    (before,) = slack.messages("CCHARTERS")
    ana.click(before, "take", "two")
    assert bot.payload()["actions"][0]["value"] == "two"
    with pytest.raises(NotOnScreen, match="three"):
        ana.click(before, "take", "three")
    client.chat_update(channel="CCHARTERS", ts=posted["ts"], text="Taken", blocks=[])
    with pytest.raises(NotOnScreen):
        ana.click(before, "take")
    assert ana.click(before, "take", stale=True).ok
    assert bot.payload()["message"]["blocks"] == before.blocks
    client.chat_delete(channel="CCHARTERS", ts=posted["ts"])
    with pytest.raises(NotOnScreen, match="gone"):
        ana.click(before, "take")


def test_a_message_of_others_is_pressed_by_a_stale_client_only(slack: LocalSlack, message: Message, bot: Any) -> None:
    stranger = slack.add_user("USTRANGER", "Stranger")
    with pytest.raises(NotOnScreen):
        stranger.click(message, "yes")
    assert stranger.click(message, "yes", stale=True).ok
    assert bot.payload()["user"]["id"] == "USTRANGER"


def test_menus_in_messages_send_what_was_chosen(slack: LocalSlack, client: WebClient, ana: Person, bot: Any) -> None:
    menu = {"type": "static_select", "action_id": "boat", "options": BOATS}
    more = {"type": "overflow", "action_id": "more", "options": [option("log")]}
    blocks = [{"type": "actions", "block_id": "menus", "elements": [menu, more]}]
    client.chat_postMessage(channel="CCHARTERS", text="x", blocks=blocks)
    (message,) = slack.messages("CCHARTERS")
    ana.click(message, "boat", "jada")
    assert bot.payload()["actions"][0]["selected_option"] == BOATS[0]
    assert bot.payload()["state"]["values"]["menus"]["boat"]["selected_option"] == BOATS[0]
    ana.click(message, "more", "log")
    assert bot.payload()["actions"][0]["selected_option"] == option("log")
    assert bot.payload()["state"] == {"values": {}}


def test_clicks_in_a_modal_and_inputs_that_dispatch(
    slack: LocalSlack, client: WebClient, ana: Person, bot: Any
) -> None:
    quiet = ask("quiet", "static_select", options=BOATS)
    loud = ask("loud", "static_select", options=BOATS) | {"dispatch_action": True}
    loud["element"]["action_id"] = "loud"
    button = {"type": "button", "action_id": "add", "text": plain("Add crew")}
    view = show(slack, client, quiet, loud, {"type": "actions", "elements": [button]})
    assert ana.click(view, "value", "jada").ok
    assert bot.requests == []
    ana.click(view, "loud", "bonita")
    sent = bot.payload()
    assert sent["container"] == {"type": "view", "view_id": view.id}
    assert sent["actions"][0]["selected_option"] == BOATS[1]
    ana.click(view, "add")
    state = bot.payload()["view"]["state"]["values"]
    assert (state["quiet"]["value"]["selected_option"], state["loud"]["loud"]["selected_option"]) == tuple(BOATS)
    client.views_push(trigger_id=bot.payload()["trigger_id"], view=_empty("Crew"))
    assert [each.title for each in ana.views] == ["Form", "Crew"]


def test_a_click_in_the_home(slack: LocalSlack, client: WebClient, ana: Person, bot: Any) -> None:
    button = {"type": "button", "action_id": "open", "text": plain("Open")}
    client.views_publish(user_id="UANA", view={"type": "home", "blocks": [{"type": "actions", "elements": [button]}]})
    assert ana.home.buttons() == [("open", "Open", None)]
    ana.click(ana.home, "open")
    client.views_open(trigger_id=bot.payload()["trigger_id"], view=_empty("Charter"))
    assert ana.views[0].title == "Charter"
    assert slack.faults == []


def _empty(title: str) -> dict[str, Any]:
    return {"type": "modal", "title": plain(title), "blocks": []}


@pytest.mark.parametrize(
    ("mrkdwn", "words"),
    [
        ("<@UANA> and <@U404>", "@Ana and @U404"),
        ("in <#CCHARTERS>", "in #charters"),
        ("<!channel> now", "@channel now"),
        ("<https://x.example/a_b_c|the page>", "the page"),
        ("<https://x.example/a_b_c>", "https://x.example/a_b_c"),
        ("<mailto:a@b.cc|a@b.cc>", "a@b.cc"),
        ("<!date^1780000000^{date}|May 28>", "May 28"),
        ("*Sat, May 30* · _1:00–4:00 PM_ ~2:00~ `KWBZPGD`", "Sat, May 30 · 1:00–4:00 PM 2:00 KWBZPGD"),
        ("snake_case_name 2*3*4", "snake_case_name 2*3*4"),
        ("Tom &amp; Ann &lt;3", "Tom & Ann <3"),
        ("&amp;lt;", "&lt;"),
    ],
)
def test_mrkdwn_is_read_as_it_is_shown(slack: LocalSlack, client: WebClient, mrkdwn: str, words: str) -> None:
    client.chat_postMessage(channel="CCHARTERS", text=mrkdwn)
    assert slack.messages("CCHARTERS")[0].plain_text() == words


def test_the_words_of_every_kind_of_block(slack: LocalSlack, client: WebClient, ana: Person) -> None:
    rich = {
        "type": "rich_text_section",
        "elements": [{"type": "text", "text": "Rich "}, {"type": "user", "user_id": "UANA"}],
    }
    blocks = [
        {"type": "header", "text": plain("JADA &amp; crew")},
        {
            "type": "section",
            "fields": [{"type": "mrkdwn", "text": "*When*"}, plain("1:00 PM")],
            "accessory": {"type": "button", "text": plain("Move"), "action_id": "move"},
        },
        {"type": "context", "elements": [plain("a"), {"type": "image", "image_url": "https://x", "alt_text": "photo"}]},
        {"type": "divider"},
        {"type": "image", "image_url": "https://x", "alt_text": "chart"},
        {"type": "markdown", "text": "plain words"},
        {"type": "rich_text", "elements": [rich, {"type": "rich_text_list", "elements": [rich]}]},
        {"type": "section", "text": plain("Boat"), "accessory": {"type": "radio_buttons", "options": BOATS}},
    ]
    client.chat_postMessage(channel="CCHARTERS", text="x", blocks=blocks)
    assert slack.messages("CCHARTERS")[0].plain_text().splitlines() == [
        "JADA &amp; crew",
        "When",
        "1:00 PM",
        "[Move]",
        "a photo",
        "chart",
        "plain words",
        "Rich @Ana",
        "• Rich @Ana",
        "Boat",
        "Jada",
        "Bonita",
    ]

    view = ana.fill(
        show(
            slack,
            client,
            ask("boat", "static_select", options=BOATS, placeholder=plain("Choose a boat")),
            ask("who", "multi_users_select") | {"hint": plain("Crew only")},
            ask("note", "plain_text_input", placeholder=plain("Anything else")),
            close=plain("Back"),
        ),
        {"boat": "jada", "who": ["UANA", "UROWAN"]},
    )
    assert view.plain_text().splitlines() == [
        "Form",
        "boat",
        "Jada",
        "who",
        "Ana, Rowan",
        "Crew only",
        "note",
        "Anything else",
        "Back",
        "Send",
    ]
    assert view.element("boat")["options"] == BOATS
    with pytest.raises(LookupError):
        view.element("elsewhere")


def test_a_thread_is_read_in_a_terminal(slack: LocalSlack, client: WebClient, ana: Person) -> None:
    button = {"type": "button", "action_id": "yes", "text": plain("Confirm availability")}
    posted = client.chat_postMessage(
        channel="CCHARTERS",
        text="x",
        blocks=[
            {"type": "section", "text": {"type": "mrkdwn", "text": "*Can you crew JADA?*"}},
            {"type": "actions", "elements": [button]},
        ],
    )
    ana.say("Yes", "CCHARTERS", posted["ts"])
    pacific = dt.timezone(dt.timedelta(hours=-7))
    assert thread_as_text(slack, "CCHARTERS", posted["ts"], pacific) == (
        "Charter Bot  1:26 PM\nCan you crew JADA?\n[Confirm availability]\n\n    Ana  1:26 PM\n    Yes"
    )
