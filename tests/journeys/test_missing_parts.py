"""Slack leaves parts of its requests out, and old screens send odd ones: nothing fails, and whoever waits is told."""

from collections.abc import Callable, Mapping
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.handlers.received import UNREADABLE
from bot.views import ids
from bot.views.commands import COMMANDS
from sandbox import cast
from sandbox.slack.models import Message, View
from sandbox.slack.people import Outcome
from sandbox.world import Sandbox
from tests.journeys.play import ROWAN, SLACK_USERS, Play, anew, booking_text
from tests.journeys.raw import SlackWire, element
from tests.journeys.tampering import (
    Tamper,
    nothing_fails,
    press,
    tampered,
    tried,
    with_elements,
    with_metadata,
    with_value,
    without,
)
from tests.listeners import registered

ANA = str(SLACK_USERS["ana"])
ENVELOPE = without(
    "team", "token", "api_app_id", "enterprise", "is_enterprise_install", "user.name", "user.username", "user.team_id",
    "response_url", "response_urls", "action_ts", "team_id", "team_domain", "channel_id", "channel_name", "user_name",
    "state", "message_ts", "view.team_id", "view.title", "view.submit", "view.close", "view.app_id", "view.bot_id",
    "view.external_id", "view.previous_view_id", "view.hash", "view.clear_on_close", "view.notify_on_close",
    "view.app_installed_team_id", "authorizations", "event_time", "is_ext_shared_channel",
)  # fmt: skip
"""What nobody needs, all at once."""
PARTS: Mapping[str, Tamper] = {
    "the envelope": ENVELOPE,
    "trigger": without("trigger_id"),
    "channel": without("channel", "container.channel_id"),
    "message": without("message", "container"),
    "container": without("container"),
    "value": without("actions.0.value"),
    "view": without("view"),
    "view's id": without("view.id"),
    "root view": without("view.root_view_id"),
}
OF_FORMS: Mapping[str, Tamper] = {
    "the envelope": ENVELOPE,
    "trigger": without("trigger_id"),
    "view's id": without("view.id", "view.root_view_id"),
    "blocks": without("view.blocks"),
    "metadata": without("view.private_metadata"),
    "state": without("view.state"),
    "values": without("view.state.values"),
    "null fields": with_elements(None),
    "empty fields": with_elements({}),
    "words for fields": with_elements("words"),
    "lists for values": with_elements({"value": [1], "selected_option": "x", "selected_options": [None, {}, "x"]}),
    **{f"metadata {text!r}": with_metadata(text) for text in ("", "garbage", "[1]", "5", '["KWBZPGD", "x", 1]', "{}")},
}
OF_MESSAGES: Mapping[str, Tamper] = {
    **{part: without(f"message.{part}") for part in ("files", "text", "blocks", "user", "ts")},
    "message": without("message"),
    "trigger": PARTS["trigger"],
    "the envelope": ENVELOPE,
}


def command(words: str) -> Callable[[Play], Outcome]:
    return lambda play: play.person(ROWAN).command(f"/charter {words}", cast.CHANNEL)


def opened(play: Play, words: str) -> View:
    view = command(words)(play).view
    assert view is not None
    return view


# Buttons: where each stands, and its value

ON_MESSAGES = {
    **dict.fromkeys((ids.EDIT, ids.MOVE, ids.REASSIGN, ids.ASK_AGAIN, ids.CANCEL, ids.REOPEN), "KWBZPGD"),
    **dict.fromkeys((ids.RETRY, ids.GUEST_TEXT, ids.WRITE_ANSWER, ids.PHOTOS), "KWBZPGD"),
    **dict.fromkeys((ids.CREW_YES, ids.CREW_NO), "KWBZPGD|1"),
    ids.CREW_GOT_IT: "KWBZPGD|off|1|ana",
}
IN_MODALS = {
    ids.LIFT_BLOCK: "block",
    ids.FORGET_TITLE: "boats",
    ids.HIDE_PHOTO: "photos KWBZPGD",
    ids.SHOW_PHOTO: "photos KWBZPGD",
    ids.ROSTER_ADD: "crew",
    ids.ROSTER_EDIT: "crew",
    ids.ROSTER_EARLIER: "crew",
    ids.ROSTER_LATER: "crew",
    ids.NEW_ADDRESS: "calendar",
}
VALUES_IN_MODALS = {
    ids.FORGET_TITLE: "Some title",
    ids.ROSTER_ADD: "add",
    ids.ROSTER_EDIT: "ana",
    ids.NEW_ADDRESS: f"operator-{ROWAN}",
}
IN_HOME = {ids.HOME_NEW: "new", ids.HOME_OPEN: "KWBZPGD", ids.HOME_REVIEW: ""}
BUTTONS = (*ON_MESSAGES, *IN_MODALS, *IN_HOME)


def screen(play: Play, action_id: str) -> tuple[Message | View, str]:
    """Where the button is, and its value."""
    if action_id in ON_MESSAGES:
        shown = play.dm("ana")[0] if action_id.startswith("crew:") else play.channel()[0]
        return shown, ON_MESSAGES[action_id]
    if action_id in IN_HOME:
        home = play.person(ROWAN).home
        assert home is not None
        return home, IN_HOME[action_id] or _view(play.review(booking_text("lnfcqtx"))).private_metadata
    if action_id == ids.LIFT_BLOCK:
        return a_block(play)
    view = opened(play, IN_MODALS[action_id])
    return view, VALUES_IN_MODALS.get(action_id, "1")


def a_block(play: Play) -> tuple[View, str]:
    """The list of blocks with one on it, and its name."""
    view = opened(play, "block JADA 2026-09-01 2026-09-05 haul-out")
    if "accessory" not in view.blocks[-1]:
        play.person(ROWAN).submit(view)
        view = opened(play, "block")
    return view, str(view.blocks[-1]["accessory"]["value"])


# Forms: how each is come by

FORMS: Mapping[str, Callable[[Play], View]] = {
    ids.PASTE_MODAL: lambda play: opened(play, "new"),
    ids.REVIEW_MODAL: lambda play: _view(play.review(booking_text("lnfcqtx"))),
    ids.NEXT_MODAL: lambda play: _view(play.review("\n\n\n".join(map(booking_text, ("aaaaaaa", "bbbbbbb"))))),
    ids.EDIT_MODAL: lambda play: opened(play, "edit KWBZPGD"),
    ids.MOVE_MODAL: lambda play: opened(play, "move KWBZPGD"),
    ids.REASSIGN_MODAL: lambda play: opened(play, "reassign KWBZPGD"),
    ids.ASK_AGAIN_MODAL: lambda play: opened(play, "ask KWBZPGD"),
    ids.WRITE_ANSWER_MODAL: lambda play: opened(play, "answer KWBZPGD"),
    ids.GUEST_TEXT_MODAL: lambda play: opened(play, "guest KWBZPGD"),
    ids.CALENDAR_MODAL: lambda play: opened(play, "calendar"),
    ids.FORGET_MODAL: lambda play: opened(play, "forget KWBZPGD"),
    ids.CANCEL_MODAL: lambda play: opened(other_charter(play, "booked"), "cancel KWBZPGX"),
    ids.REOPEN_MODAL: lambda play: opened(other_charter(play, "cancelled"), "reopen KWBZPGX"),
    ids.BLOCK_MODAL: lambda play: opened(play, "block JADA 2026-08-01 2026-08-02 haul-out"),
    ids.MEMBER_MODAL: lambda play: _view(press(play, opened(play, "crew"), ids.ROSTER_EDIT, "june")),
}
FILLED: Mapping[str, Mapping[str, object]] = {
    ids.PASTE_MODAL: {"text": booking_text("mnbvcxz")},
    ids.ASK_AGAIN_MODAL: {"people": ["ana"]},
    ids.CANCEL_MODAL: {"by": "us"},
    ids.FORGET_MODAL: {"typed": "KWBZPGX"},
}
"""None that could not be done once more."""


def filled(view: View) -> Mapping[str, object]:
    if view.callback_id == ids.WRITE_ANSWER_MODAL:
        return {"who": view.element("who")["options"][0]["value"]}
    return FILLED.get(view.callback_id, {})


def other_charter(play: Play, status: str) -> Play:
    charter = play.charters().charter("KWBZPGX")
    if charter is not None and charter.status != status:
        play.wish(*(("cancel", {"by": "us"}) if status == "cancelled" else ("reopen", {})), "KWBZPGX", settle=False)
    return play


def _view(outcome: Outcome) -> View:
    assert outcome.view is not None, outcome
    return outcome.view


@pytest.fixture(scope="module")
def booked(world: Sandbox) -> Play:
    """One charter that is on, one that is cancelled, and a Home tab; for all of these tests."""
    play = anew(world)
    play.book(settle=False)
    play.book(booking_text("kwbzpgx", day="Jul 4, 2026"), settle=False)
    play.cancel("KWBZPGX", settle=False)
    play.person(ROWAN).open_home()
    play.settle()
    return play


def test_every_listener_is_tried_here(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds = {"action": "action", "view": "view", "closed": "view_closed", "options": "options"}
    assert registered(monkeypatch, kinds) == {("action", name) for name in BUTTONS} | {("view", name) for name in FORMS}


def test_every_command_does_without(booked: Play) -> None:
    odd = {"the envelope": ENVELOPE, "trigger": without("trigger_id"), "text": without("text")}
    for known in COMMANDS:
        words = f"{known.name} {'KWBZPGD' if known.takes_id else ''}"
        for part, tamper in odd.items():
            tried(booked, ROWAN, f"{words} without {part}", tamper, lambda: command(words)(booked))  # noqa: B023


@pytest.mark.parametrize("action_id", BUTTONS)
def test_every_button_does_without(booked: Play, action_id: str) -> None:
    user = ANA if action_id.startswith("crew:") else ROWAN
    for part, tamper in PARTS.items():
        shown, value = screen(booked, action_id)
        act = partial(press, booked, shown, action_id, value, user)
        tried(booked, user, f"{action_id} without {part}", tamper, act)
    for odd in ("KWBZPGD", "|", "KWBZPGD|²", f"KWBZPGD|{'9' * 5000}", "x" * 1900, "KWBZPGD|off|²|ana", "<!channel>"):
        shown, _ = screen(booked, action_id)
        tried(
            booked, user, f"{action_id} with {odd[:20]}", without(), partial(press, booked, shown, action_id, odd, user)
        )


@pytest.mark.parametrize("callback_id", FORMS)
def test_every_form_does_without(booked: Play, callback_id: str) -> None:
    for part, tamper in OF_FORMS.items():
        view = FORMS[callback_id](booked)
        act = partial(booked.person(ROWAN).submit, view, filled(view))
        tried(booked, ROWAN, f"{callback_id} without {part}", tamper, act)


def test_every_shortcut_does_without(booked: Play) -> None:
    rowan = booked.person(ROWAN)
    message = rowan.say(booking_text("mnbvcxz"), cast.CHANNEL)
    for part, tamper in OF_MESSAGES.items():
        tried(booked, ROWAN, f"new without {part}", tamper, partial(rowan.shortcut, ids.NEW_SHORTCUT))
        act = partial(rowan.shortcut, ids.MESSAGE_SHORTCUT, message)
        tried(booked, ROWAN, f"from a message without {part}", tamper, act)


@pytest.mark.parametrize("part", ["event.view", "event.tab", "event.channel", "event.user", "event_id", "team_id"])
def test_an_opened_home_does_without(booked: Play, part: str) -> None:
    with nothing_fails(part), tampered(booked, without(part)):
        assert booked.person(ROWAN).open_home().status == 200


def test_what_an_earlier_release_left_on_a_screen_is_answered(booked: Play) -> None:
    pressed = press(booked, booked.channel()[0], "charter:no_more", "KWBZPGD")
    assert str(pressed.message).startswith(UNREADABLE)
    old = SlackWire(booked).submit("charter:no_more", {"text": element("words")})
    assert old["errors"]["text"].startswith(UNREADABLE)


# Anything at all

ODD_TEXTS = st.sampled_from(
    ["", " ", "x" * 4000, "\ud800", "\x00", "‮", "<!channel>", "²", "9" * 5000, "9999-12-31", "25:99", "KWBZPGD", "ana"]
) | st.text(max_size=30)
ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | ODD_TEXTS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["value", "text", "id"]), inner),
    max_leaves=4,
)
HOLDS = st.sampled_from(
    ["value", "selected_date", "selected_time", "selected_option", "selected_options", "selected_user", "files"]
)
FIELDS = st.sampled_from(
    ["text", "more", "file", "booking_id", "boat", "start_date", "start_time", "end_date", "end_time", "party_size",
     "captain", "crew", "people", "who", "answer", "by", "first", "last", "reason", "typed", "name", "roles", "rank",
     "email", "slack_user", "phone", "notes", "dock", "checks0", "override-x", "total_usd"]
)  # fmt: skip
ELEMENTS = st.dictionaries(HOLDS, ODD | st.builds(lambda text: {"value": text}, ODD_TEXTS), max_size=2)


def test_no_form_and_no_button_of_ours_makes_it_fail(booked: Play) -> None:
    wire = SlackWire(booked)
    draft_id = _view(booked.review(booking_text("lnfcqtx"))).private_metadata
    metadata = [draft_id, "KWBZPGD", '["KWBZPGD", 1, ""]', '["KWBZPGX", 2, ""]', '{"form_id": "f"}', ""]

    @settings(max_examples=150, deadline=None)
    @given(st.sampled_from(sorted(FORMS)), st.sampled_from(metadata) | ODD_TEXTS, st.dictionaries(FIELDS, ELEMENTS))
    def submitted(callback_id: str, memo: str, fields: dict[str, object]) -> None:
        with nothing_fails(callback_id):
            view = {"id": "V1", "type": "modal", "callback_id": callback_id, "private_metadata": memo}
            view |= {"state": {"values": {name: {"value": element} for name, element in fields.items()}}}
            view["blocks"] = [{"type": "input", "block_id": name} for name in fields]
            user = {"id": ROWAN, "name": "rowan"}
            assert wire.interact({"type": "view_submission", "user": user, "view": view}).status_code < 500

    @settings(max_examples=60, deadline=None)
    @given(st.sampled_from(sorted(BUTTONS)), ODD)
    def clicked(action_id: str, value: object) -> None:
        shown, _ = screen(booked, action_id)
        with nothing_fails(action_id), tampered(booked, with_value(value)):
            assert press(booked, shown, action_id, "x").status in (200, 400)  # half of a character is no request
        booked.sandbox.slack.faults.clear()

    submitted()
    clicked()
