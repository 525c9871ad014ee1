"""Modals: triggers, the stack, updates that race, what inputs keep; and the App Home."""

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox.slack import LocalSlack, NotOnScreen, View


def modal(title: str = "Charter", *blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    text = {"type": "plain_text", "text": title}
    return {"type": "modal", "title": text, "submit": text, "blocks": list(blocks), **more}


def ask(block_id: str, **element: Any) -> dict[str, Any]:
    element = {"type": "plain_text_input", "action_id": "value", **element}
    return {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": block_id},
        "element": element,
    }


def error_of(call: Callable[[], object]) -> str:
    with pytest.raises(SlackApiError) as caught:
        call()
    return str(caught.value.response["error"])


@pytest.fixture
def open_modal(slack: LocalSlack, client: WebClient) -> Callable[..., View]:
    def open_(*blocks: dict[str, Any], **more: Any) -> View:
        trigger = slack.workspace.screens.new_trigger("UANA")
        client.views_open(trigger_id=trigger, view=modal("Charter", *blocks, **more))
        return slack.person("UANA").views[-1]

    return open_


def test_a_trigger_opens_one_view(slack: LocalSlack, client: WebClient) -> None:
    trigger = slack.workspace.screens.new_trigger("UANA")
    view = client.views_open(trigger_id=trigger, view=modal())["view"]
    assert (view["root_view_id"], view["hash"] != "") == (view["id"], True)
    assert error_of(lambda: client.views_open(trigger_id=trigger, view=modal())) == "exchanged_trigger_id"
    assert error_of(lambda: client.views_open(trigger_id="1.2.x", view=modal())) == "invalid_trigger_id"
    assert slack.faults == ["views.open: exchanged_trigger_id", "views.open: invalid_trigger_id"]


def test_a_trigger_lives_three_seconds(slack: LocalSlack, client: WebClient, clock: Any) -> None:
    in_time, too_late = (slack.workspace.screens.new_trigger("UANA") for _ in range(2))
    clock.now += 3
    client.views_open(trigger_id=in_time, view=modal())
    clock.now += 0.01
    assert error_of(lambda: client.views_open(trigger_id=too_late, view=modal())) == "expired_trigger_id"


def test_a_refused_view_leaves_its_trigger_unused(slack: LocalSlack, client: WebClient) -> None:
    trigger = slack.workspace.screens.new_trigger("UANA")
    assert error_of(lambda: client.views_open(trigger_id=trigger, view=modal("x" * 25))) == "invalid_arguments"
    home = {"type": "home", "blocks": []}
    assert error_of(lambda: client.views_open(trigger_id=trigger, view=home)) == "invalid_arguments"
    assert slack.person("UANA").views == []
    client.views_open(trigger_id=trigger, view=modal())


def test_two_views_may_be_pushed_on_the_root(slack: LocalSlack, client: WebClient, open_modal: Any) -> None:
    root = open_modal()

    def push() -> dict[str, Any]:
        trigger = slack.workspace.screens.new_trigger("UANA", slack.person("UANA").views[-1].id)
        return client.views_push(trigger_id=trigger, view=modal())["view"]

    second = push()
    assert (second["root_view_id"], second["previous_view_id"]) == (root.id, root.id)
    third = push()
    assert third["previous_view_id"] == second["id"]
    assert error_of(push) == "push_limit_reached"
    assert [view.id for view in slack.person("UANA").views] == [root.id, second["id"], third["id"]]


def test_a_push_needs_a_click_in_an_open_modal(slack: LocalSlack, client: WebClient) -> None:
    from_a_message = slack.workspace.screens.new_trigger("UANA")
    assert error_of(lambda: client.views_push(trigger_id=from_a_message, view=modal())) == "invalid_trigger_id"


def test_an_update_is_guarded_by_the_hash(slack: LocalSlack, client: WebClient, open_modal: Any) -> None:
    view = open_modal()
    fresh = client.views_update(view_id=view.id, hash=view.hash, view=modal("Second"))["view"]
    assert fresh["hash"] != view.hash
    assert error_of(lambda: client.views_update(view_id=view.id, hash=view.hash, view=modal("Third"))) == (
        "hash_conflict"
    )
    assert [each.title for each in slack.person("UANA").views] == ["Second"]
    assert view.title == "Charter"
    assert slack.faults == []


def test_a_view_is_found_by_its_external_id(slack: LocalSlack, client: WebClient, open_modal: Any) -> None:
    view = open_modal(external_id="draft-1")
    client.views_update(external_id="draft-1", view=modal("Ready", external_id="draft-1"))
    assert slack.person("UANA").views[0].title == "Ready"
    trigger = slack.workspace.screens.new_trigger("UROWAN")
    again = modal(external_id="draft-1")
    assert error_of(lambda: client.views_open(trigger_id=trigger, view=again)) == "duplicate_external_id"
    slack.person("UANA").close(view)
    assert error_of(lambda: client.views_update(external_id="draft-1", view=modal())) == "not_found"
    assert error_of(lambda: client.api_call("views.update", json={"view": modal()})) == "invalid_arguments"


def test_a_modal_does_not_become_a_home(client: WebClient, open_modal: Any) -> None:
    view = open_modal()
    home = {"type": "home", "blocks": []}
    assert error_of(lambda: client.views_update(view_id=view.id, view=home)) == "invalid_arguments"


def test_an_update_keeps_what_was_typed_under_the_same_ids(
    slack: LocalSlack, client: WebClient, open_modal: Any
) -> None:
    ana = slack.person("UANA")
    view = ana.fill(
        open_modal(ask("kept"), ask("renamed"), ask("retyped")), dict.fromkeys(("kept", "renamed"), "typed")
    )
    client.views_update(
        view_id=view.id,
        view=modal(
            "Again",
            ask("kept", initial_value="from the bot"),
            ask("renamed-2", initial_value="from the bot"),
            ask("retyped", type="email_text_input", initial_value="a@b.cc"),
        ),
    )
    held = {block_id: state["value"]["value"] for block_id, state in ana.views[0].state.items()}
    assert held == {"kept": "typed", "renamed-2": "from the bot", "retyped": "a@b.cc"}


def test_a_choice_that_is_no_longer_offered_is_forgotten(slack: LocalSlack, client: WebClient, open_modal: Any) -> None:
    def menu(*values: str) -> dict[str, Any]:
        options = [{"text": {"type": "plain_text", "text": value}, "value": value} for value in values]
        return ask("boat", type="static_select", options=options)

    ana = slack.person("UANA")
    view = ana.fill(open_modal(menu("JADA", "Bonita")), {"boat": "JADA"})
    client.views_update(view_id=view.id, view=modal("Again", menu("JADA")))
    assert ana.views[0].state["boat"]["value"]["selected_option"]["value"] == "JADA"
    client.views_update(view_id=view.id, view=modal("Again", menu("Bonita")))
    assert ana.views[0].state["boat"]["value"]["selected_option"] is None


def test_the_home_is_published_and_guarded(slack: LocalSlack, client: WebClient) -> None:
    assert slack.person("UANA").home is None
    first = client.views_publish(user_id="UANA", view={"type": "home", "blocks": []})["view"]
    text = {"type": "plain_text", "text": "Charters"}
    home = {"type": "home", "blocks": [{"type": "header", "text": text}]}
    client.views_publish(user_id="UANA", hash=first["hash"], view=home)
    assert slack.person("UANA").home.plain_text() == "Charters"
    stale = {"user_id": "UANA", "hash": first["hash"], "view": home}
    assert error_of(lambda: client.views_publish(**stale)) == "hash_conflict"
    assert error_of(lambda: client.views_publish(user_id="UANA", view=modal())) == "invalid_arguments"
    assert error_of(lambda: client.views_publish(user_id="UNOBODY", view=home)) == "user_not_found"


def test_only_the_visible_modal_can_be_used(slack: LocalSlack, client: WebClient, open_modal: Any) -> None:
    root = open_modal()
    trigger = slack.workspace.screens.new_trigger("UANA", root.id)
    client.views_push(trigger_id=trigger, view=modal("Top", clear_on_close=True))
    ana = slack.person("UANA")
    with pytest.raises(NotOnScreen):
        ana.close(root)
    ana.close(ana.views[-1])
    assert ana.views == []
    with pytest.raises(NotOnScreen):
        ana.submit(root)
