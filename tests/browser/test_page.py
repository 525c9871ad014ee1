"""The parts of the page one by one: what the story alone does not touch."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Route, expect

from sandbox import cast
from sandbox.play import menus
from sandbox.slack.models import Message, View
from sandbox.world import Sandbox
from tests.browser import kitchen_sink
from tests.browser.screen import Screen

ROWAN = "U0OPROWAN"


def bot_says(sandbox: Sandbox, text: str, blocks: list[dict[str, Any]] | None = None) -> Message:
    message = Message(cast.CHANNEL, "", sandbox.slack.bot_user_id, text, blocks or [])
    return sandbox.slack.workspace.post(message)


def bot_opens(sandbox: Sandbox, view: dict[str, Any]) -> View:
    screens = sandbox.slack.workspace.screens
    return screens.open(screens.new_trigger(ROWAN), view)


@pytest.fixture
def heard(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    """What is sent to a bot that takes everything and does nothing."""
    from sandbox.slack.delivery import Answer, Delivery

    payloads: list[dict[str, Any]] = []

    def take(self: Delivery, payload: dict[str, Any], what: str) -> Answer:
        payloads.append(payload)
        return Answer(200)

    monkeypatch.setattr(Delivery, "interaction", take)
    return payloads


def test_every_element_holds_and_sends_what_it_should(
    wide: Screen, sandbox: Sandbox, heard: list[dict[str, Any]]
) -> None:
    bot_opens(sandbox, kitchen_sink.modal())
    wide.expect_modal("Everything")
    wide.expect_accessible()
    shown = wide.modal.locator(".section-words").first
    expect(shown).to_contain_text("Bold soft gone code <b> a link @Ana Reyes")
    wide.field("files").locator("input").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"Booking ID: X"}
    )
    wide.field("many").get_by_role("button", name="Remove A").click()
    wide.field("many").locator("select").select_option("b")
    wide.submit()
    expect(wide.modal).to_be_hidden()
    values = heard[-1]["view"]["state"]["values"]
    for block_id, (_, wanted) in kitchen_sink.FIELDS.items():
        assert sent(values[block_id]["value"]) == ("c,b" if block_id == "many" else wanted), block_id
    assert sandbox.slack.workspace.file(values["files"]["value"]["files"][0]["id"]).content == b"Booking ID: X"


def sent(held: dict[str, Any]) -> str:
    content = next(value for key, value in held.items() if key != "type")
    chosen = content if isinstance(content, list) else [content]
    return ",".join(str(each["value"] if isinstance(each, dict) else each) for each in chosen)


def test_pressing_choosing_and_being_asked_first(wide: Screen, sandbox: Sandbox, heard: list[dict[str, Any]]) -> None:
    bot_says(sandbox, "Everything", kitchen_sink.MESSAGE)
    message = wide.messages.locator("[data-ts]")
    message.get_by_role("button", name="Remove").click()
    question = wide.page.locator("#question")
    question.get_by_role("button", name="No", exact=True).click()
    message.get_by_role("button", name="Remove").click()
    question.get_by_role("button", name="Do it").click()
    message.get_by_role("button", name="More", exact=True).click()
    wide.page.keyboard.press("ArrowDown")
    wide.page.keyboard.press("Enter")
    message.get_by_label("Pick").select_option("b")
    message.get_by_role("button", name="Go").click()
    expect(message.get_by_role("button", name="Go")).not_to_have_attribute("aria-busy", "true")
    used = [payload["actions"][0] for payload in heard]
    assert [action["action_id"] for action in used] == ["remove", "more", "pick", "go"]
    assert used[1]["selected_option"]["value"] == "log"
    assert used[2]["selected_option"]["value"] == "b"


def test_what_people_write_is_never_markup(wide: Screen) -> None:
    wide.say("<img src=x onerror=alert(1)> & *bold* https://example.com/?a=1&b=2")
    said = wide.messages.locator("[data-ts] .text")
    expect(said).to_have_text("<img src=x onerror=alert(1)> & bold https://example.com/?a=1&b=2")
    expect(said.locator("img")).to_have_count(0)
    expect(said.locator("strong")).to_have_text("bold")
    expect(said.locator("a")).to_have_attribute("href", "https://example.com/?a=1&b=2")


def test_a_link_that_is_no_address_of_the_web_is_words_only(wide: Screen, sandbox: Sandbox) -> None:
    bot_says(sandbox, "<javascript:alert(1)|press me> and <tel:+16195550100|call>")
    said = wide.messages.locator("[data-ts] .text")
    expect(said).to_have_text("press me and call")
    expect(said.locator("a")).to_have_count(1)


def test_the_composer_helps_with_commands(wide: Screen) -> None:
    box = wide.page.locator("#main textarea")
    box.fill("/charter canc")
    expect(wide.page.get_by_role("option")).to_have_count(1)
    box.press("Tab")
    expect(box).to_have_value("/charter cancel ")
    box.fill("/charter help")
    box.press("Enter")
    expect(wide.messages).to_contain_text("Only visible to you")
    expect(wide.messages).to_contain_text("/charter show ID")
    wide.messages.get_by_role("button", name="Dismiss").click()
    expect(wide.messages.locator("li")).to_have_count(0)
    wide.say("/weather")
    expect(wide.messages.get_by_role("alert")).to_contain_text("/weather is not a valid command")


def test_commands_do_not_work_in_threads_but_replies_do(wide: Screen, sandbox: Sandbox) -> None:
    parent = bot_says(sandbox, "A charter")
    wide.messages.locator("[data-ts]").hover()
    wide.messages.get_by_role("button", name="Reply in thread").click()
    wide.say("/charter new", thread=True)
    expect(wide.thread.get_by_role("alert")).to_contain_text("not supported in threads")
    wide.say("Fair winds", thread=True)
    expect(wide.messages).to_contain_text("1 reply")
    assert [reply.text for reply in sandbox.slack.messages(cast.CHANNEL, parent.ts)] == ["Fair winds"]


def test_shortcuts_files_and_the_menu_of_a_message(
    wide: Screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, heard: list[dict[str, Any]]
) -> None:
    shortcuts = [{"type": kind, "name": f"Create {kind}", "callback_id": kind} for kind in ("message", "global")]
    (tmp_path / "manifest.json").write_text(json.dumps({"features": {"shortcuts": shortcuts}}), encoding="utf-8")
    monkeypatch.setattr(menus, "MANIFEST", tmp_path / "manifest.json")
    wide.page.reload()
    wide.page.locator("#main input[type=file]").set_input_files(
        {"name": "mail.eml", "mimeType": "message/rfc822", "buffer": b"Booking ID: X"}
    )
    expect(wide.page.locator(".files")).to_contain_text("mail.eml")
    wide.say("see the file")
    message = wide.messages.locator("[data-ts]")
    expect(message).to_contain_text("mail.eml")
    message.hover()
    message.get_by_role("button", name="More for this message").click()
    with wide.page.expect_response("**/play/shortcut"):
        wide.page.get_by_role("menuitem", name="Create message").click()
    wide.page.get_by_role("button", name="Shortcuts").click()
    with wide.page.expect_response("**/play/shortcut"):
        wide.page.get_by_role("menuitem", name="Create global").click()
    expect(wide.page.get_by_role("menu")).to_have_count(0)
    assert [(each["type"], each["callback_id"]) for each in heard] == [
        ("message_action", "message"),
        ("shortcut", "global"),
    ]
    assert heard[0]["message"]["files"][0]["name"] == "mail.eml"


def test_a_bot_that_takes_too_long_is_told_as_slack_tells_it(wide: Screen, sandbox: Sandbox) -> None:
    waiting: list[Route] = []
    wide.page.route("**/play/submit", lambda route: waiting.append(route))
    wide.page.clock.install()
    bot_opens(sandbox, kitchen_sink.modal())
    wide.submit()
    expect(wide.modal).to_have_attribute("aria-busy", "true")
    wide.page.clock.fast_forward(4000)
    expect(wide.modal.get_by_role("alert")).to_have_text("We had some trouble connecting. Try again?")
    for route in waiting:
        route.fulfill(json={"ok": False, "notice": "We had some trouble connecting. Try again?"})
    expect(wide.modal).not_to_have_attribute("aria-busy", "true")


def test_typed_words_survive_an_update_of_the_modal(wide: Screen, sandbox: Sandbox) -> None:
    view = bot_opens(sandbox, kitchen_sink.modal())
    wide.field("line").locator("input").fill("mine")
    wide.field("ticks").get_by_label("X").check()
    changed = kitchen_sink.modal()
    changed["blocks"].insert(0, {"type": "section", "text": kitchen_sink.plain("Somebody else was faster.")})
    sandbox.slack.workspace.screens.update(changed, view_id=view.id)
    expect(wide.modal).to_contain_text("Somebody else was faster.")
    expect(wide.field("line").locator("input")).to_have_value("mine")
    expect(wide.field("ticks").get_by_label("X")).to_be_checked()


def test_who_has_something_new_is_marked_until_they_look(wide: Screen, sandbox: Sandbox) -> None:
    direct = sandbox.slack.person("U0ANA").dm_channel
    ana = wide.page.locator("#side .person").filter(has_text="Ana Reyes")
    expect(ana.locator(".dot")).to_have_count(0)
    sandbox.slack.workspace.post(Message(direct, "", sandbox.slack.bot_user_id, "Can you crew?"))
    expect(ana.locator(".dot")).to_be_visible()
    wide.play("Ana Reyes")
    expect(wide.messages).to_contain_text("Can you crew?")
    wide.play("Rowan Ashby")
    expect(ana.locator(".dot")).to_have_count(0)


PATIENCE = 90_000
"""Milliseconds: on the way, everything that falls due in a week is done."""


def test_the_clock_brings_what_falls_due_on_the_way(wide: Screen, sandbox: Sandbox) -> None:
    wide.open_review("A booking mail")
    wide.book()
    wide.visit("Mail")
    mails = wide.page.locator(".mail-list")
    expect(mails).to_contain_text("Can you crew JADA?")
    tools = wide.tools()
    tools.get_by_label("New date and time at the boat").fill("2026-05-21T09:30")
    tools.get_by_role("button", name="Set", exact=True).click()
    expect(wide.page.locator("#now")).to_have_text("Thu, May 21, 2026 · 9:30 AM", timeout=PATIENCE)
    tools.get_by_role("button", name="24 h before the next charter").click()
    expect(wide.page.locator("#now")).to_have_text("Fri, May 29, 2026 · 1:00 PM", timeout=PATIENCE)
    tools.get_by_role("button", name="+1 day").click()
    expect(wide.page.locator("#now")).to_have_text("Sat, May 30, 2026 · 1:00 PM", timeout=PATIENCE)
    expect(mails.get_by_text("Still needed")).to_have_count(2)
    tools.get_by_role("button", name="Reset everything").click()
    expect(tools).to_contain_text("Everything is as at the start.")
    expect(mails).to_have_count(0)


def test_a_mail_comes_back_and_the_thread_tells_of_it(wide: Screen, sandbox: Sandbox) -> None:
    wide.open_review("A booking mail")
    wide.book()
    wide.visit("Mail")
    wide.page.locator(".mail-list").get_by_role("button", name=re.compile("Miguel Santos")).first.click()
    wide.page.get_by_role("button", name="It comes back").click()
    expect(wide.page.get_by_role("button", name="The thread tells of it")).to_be_disabled()
    wide.expect_accessible()
    wide.visit("charters")
    expect(wide.messages).to_contain_text("Crew Miguel Santos: not reached")


def test_what_slack_would_refuse_is_shown(wide: Screen, sandbox: Sandbox) -> None:
    sandbox.slack.faults.extend(["views.open: invalid_arguments"] * 2)
    wide.say("anything")
    expect(wide.page.locator("#refused")).to_have_text("1 refused")
    expect(wide.tools()).to_contain_text("views.open: invalid_arguments (2 times)")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_main_screens_are_accessible(wide: Screen, sandbox: Sandbox, scheme: Any) -> None:
    wide.page.emulate_media(color_scheme=scheme)
    parent = bot_says(sandbox, "Everything", kitchen_sink.MESSAGE)
    reply = Message(cast.CHANNEL, "", ROWAN, "*Looks* fine", thread_ts=parent.ts)
    sandbox.slack.workspace.post(reply)
    wide.say("/charter help")
    expect(wide.messages).to_contain_text("Only visible to you")
    wide.messages.get_by_role("button", name=re.compile("1 reply")).click()
    expect(wide.thread).to_contain_text("Looks fine")
    wide.tools()
    wide.expect_accessible()
    wide.close_tools()
    for place in ("App Home", "Mail", "Guest pages"):
        wide.visit(place)
        expect(wide.page.get_by_role("heading", level=1)).to_have_text(place)
        wide.expect_accessible()


def test_the_page_fits_a_phone(phone: Screen, sandbox: Sandbox) -> None:
    bot_says(sandbox, "Everything", kitchen_sink.MESSAGE)
    expect(phone.messages).to_contain_text("small print")
    phone.expect_no_sideways()
    phone.expect_accessible()
    phone.tools()
    phone.expect_no_sideways()
    phone.close_tools()
    bot_opens(sandbox, kitchen_sink.modal())
    phone.expect_modal("Everything")
    phone.expect_no_sideways()
    phone.expect_accessible()
