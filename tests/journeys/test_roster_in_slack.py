"""`/charter crew`: the list, somebody new, a change; carried to ShipCaptainCrew by the worker."""

from dataclasses import replace
from typing import Any

import pytest

from sandbox import cast
from sandbox.slack.models import View
from sandbox.slack.people import Outcome
from tests.journeys.play import ROWAN, Play

LEE = "U0OPLEE"
ZOE = {"name": "Zoë Park", "roles": ["captain"], "email": "Zoe.Park@example.com", "phone": "(619) 555-0142"}


def crew_list(play: Play, by: str = ROWAN) -> View:
    shown = play.person(by).command("/charter crew", cast.CHANNEL)
    assert shown.view is not None, shown
    return shown.view


def opened(play: Play, crew_id: str | None = None, by: str = ROWAN) -> View:
    """The form for somebody new, or for one of the list."""
    shown = crew_list(play, by)
    action, value = ("roster:edit", crew_id) if crew_id else ("roster:add", "add")
    view = play.person(by).click(shown, action, value).view
    assert view is not None
    assert view.callback_id == "roster:member"
    return view


def save(play: Play, view: View, by: str = ROWAN, *, settle: bool = True, **values: Any) -> Outcome:
    outcome = play.person(by).submit(view, values)
    if settle:
        play.settle()
    return outcome


def stored(play: Play, crew_id: str) -> dict[str, Any] | None:
    members = play.api("GET", "/roster").json()["members"]
    return next((member for member in members if member["crew_id"] == crew_id), None)


def told(play: Play, by: str = ROWAN) -> list[str]:
    return [message.plain_text() for message in play.sandbox.slack.dm(by)]


def has_address(play: Play, monkeypatch: pytest.MonkeyPatch, user: str, email: str) -> None:
    """Gives an account of the workspace another address, for this test."""
    users = play.sandbox.slack.workspace._users
    monkeypatch.setitem(users, user, replace(users[user], email=email))


def person_of(view: View, name: str) -> str:
    """The lines of one person on the list."""
    blocks = [block for block in view.blocks if block["type"] == "section"]
    return next(block["text"]["text"] for block in blocks if name in block["text"]["text"])


# Seeing


def test_the_list_says_who_can_be_asked_and_how(play: Play) -> None:
    words = crew_list(play).plain_text()
    assert "5 can be asked." in words
    assert "Ana Reyes\ncaptain, rank 1 · @Ana Reyes, ana@example.com" in words
    assert "Tomas Lind\ncaptain, rank 2 · tomas@example.com" in words


def test_only_operators_see_it(play: Play) -> None:
    play.sandbox.slack.add_channel("C0ALL", "all", ["U0ANA"])
    refused = play.person("U0ANA").command("/charter crew", "C0ALL")
    assert refused.view is None
    assert "Only the boat's operators" in str(refused.message)


def test_a_long_list_has_pages(play: Play) -> None:
    for number in range(60):
        member = {"crew_id": f"x{number}", "name": f"X {number:02}", "roles": ["crew"], "email": f"x{number}@e.com"}
        assert play.api("PUT", f"/roster/x{number}", member).status_code == 200
    play.settle()
    first = crew_list(play)
    assert "Page 1 of 2" in first.plain_text()
    second = play.person(ROWAN).click(first, "roster:later", "1").view
    assert second is not None
    assert "X 59" in second.plain_text()
    assert "Ana Reyes" not in second.plain_text()


# Somebody new


def test_somebody_new_can_be_asked_at_once(play: Play) -> None:
    save(play, opened(play), **ZOE, rank="3", home_boat="jada")
    assert stored(play, "zoe") == {
        "crew_id": "zoe",
        "name": "Zoë Park",
        "roles": ["captain"],
        "rank": 3,
        "active": True,
        "email": "zoe.park@example.com",
        "slack_user": None,
        "phone": "+16195550142",
        "home_boat": "jada",
        "mail_stopped": None,
    }
    assert told(play) == [
        "Zoë Park is on the crew list: captain, rank 3 · zoe.park@example.com, +16195550142. "
        "There is no Slack account with zoe.park@example.com: Zoë is reached by mail."
    ]
    play.book(captain="zoe")
    assert [mail.to for mail in play.sandbox.mails if mail.to.startswith("zoe")] == ["zoe.park@example.com"]
    assert not play.charters().roster_is_wanted()


def test_until_it_is_there_the_list_says_that_it_is_being_saved(play: Play) -> None:
    after = save(play, opened(play), settle=False, **ZOE)
    assert after.view is not None
    assert after.view.callback_id == "roster:list"
    assert "being saved" in person_of(after.view, "Zoë Park")
    assert "being saved" in person_of(crew_list(play, LEE), "Zoë Park")
    play.settle()
    assert "being saved" not in crew_list(play).plain_text()


def test_the_slack_account_is_found_by_the_address(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    has_address(play, monkeypatch, "U0JUNE", "zoe.park@example.com")
    save(play, opened(play, "june"), active="no")
    save(play, opened(play), **ZOE)
    member = stored(play, "zoe")
    assert member is not None
    assert member["slack_user"] == "U0JUNE"
    assert told(play)[-1].endswith("I found their Slack account by the address: @June Okada.")


def test_somebody_elses_account_is_not_taken_over_by_an_address(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    has_address(play, monkeypatch, "U0JUNE", "zoe.park@example.com")
    save(play, opened(play), **ZOE)
    member = stored(play, "zoe")
    assert member is not None
    assert member["slack_user"] is None
    assert told(play)[-1].endswith("is already June Okada's, so I left it empty.")


def test_an_operator_is_not_made_crew_by_an_address(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    has_address(play, monkeypatch, LEE, "zoe.park@example.com")
    save(play, opened(play), **ZOE)
    member = stored(play, "zoe")
    assert member is not None
    assert member["slack_user"] is None
    assert "The address is that of @Lee Marchetti, an operator, so I left the Slack account empty." in told(play)[-1]


def test_an_operator_chosen_by_hand_wants_a_second_look(play: Play) -> None:
    first = save(play, opened(play), **ZOE, slack_user=LEE)
    assert stored(play, "zoe") is None
    assert first.view is not None
    assert "@Lee Marchetti is one of the operators. If they are crew as well, save again" in first.view.plain_text()
    assert first.view.state["name.1"]["value"]["value"] == "Zoë Park"
    save(play, first.view)
    member = stored(play, "zoe")
    assert member is not None
    assert member["slack_user"] == LEE


def test_without_the_scope_it_says_which_one(play: Play) -> None:
    play.sandbox.slack.fail_next("users.lookupByEmail", "missing_scope")
    save(play, opened(play), **ZOE)
    assert stored(play, "zoe") is not None
    assert "the app lacks the scope users:read.email" in told(play)[-1]


def test_two_of_one_first_name_have_ids_of_their_own(play: Play) -> None:
    save(play, opened(play), name="Ana Blum", roles=["crew"], email="ana.blum@example.com")
    save(play, opened(play), name="ANA Ortiz", roles=["crew"], email="ana.ortiz@example.com")
    assert (stored(play, "ana-2") or {})["name"] == "Ana Blum"
    assert (stored(play, "ana-3") or {})["name"] == "ANA Ortiz"
    assert (stored(play, "ana") or {})["name"] == "Ana Reyes"


def test_a_form_sent_twice_is_one_person(play: Play) -> None:
    view = opened(play)
    filled = play.person(ROWAN).fill(view, {**ZOE, "email": "zoe@example.com"})
    screens = play.sandbox.slack.workspace.screens
    play.person(ROWAN).submit(filled)
    screens.push_on(ROWAN, {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "blocks": []})
    from tests.journeys.raw import SlackWire

    elements = {
        "name": {"type": "plain_text_input", "value": "Zoë Park"},
        "roles": {"type": "checkboxes", "selected_options": [{"value": "captain"}]},
        "rank": {"type": "number_input", "value": "1"},
        "email": {"type": "plain_text_input", "value": "zoe@example.com"},
    }
    assert SlackWire(play).submit("roster:member", elements, metadata=view.private_metadata) == {}
    play.settle()
    assert stored(play, "zoe-2") is None
    assert len(told(play)) == 1


@pytest.mark.parametrize(
    ("values", "field", "words"),
    [
        ({"name": " "}, "name", "Please give a name"),
        ({"name": "x" * 101}, "name", "up to 100 characters"),
        ({"email": "zoe at example"}, "email", "does not look like a mail address"),
        ({"email": "a..b@example.com"}, "email", "does not look like a mail address"),
        ({"email": None}, "email", "How can this person be reached?"),
        ({"email": "ANA@example.com"}, "email", "This address belongs to Ana Reyes."),
        ({"slack_user": "U0JUNE"}, "slack_user", "This Slack account belongs to June Okada."),
        ({"phone": "12"}, "phone", "does not look like a phone number"),
        ({"phone": "call me"}, "phone", "does not look like a phone number"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(play: Play, values: dict[str, Any], field: str, words: str) -> None:
    outcome = save(play, opened(play), **{**ZOE, **values})
    assert words in outcome.errors[field]
    assert len(play.api("GET", "/roster").json()["members"]) == 5
    assert told(play) == []


def test_an_address_that_is_being_saved_is_taken_too(play: Play) -> None:
    save(play, opened(play), settle=False, **ZOE)
    second = save(play, opened(play, by=LEE), LEE, name="Zora", roles=["crew"], email="zoe.park@example.com")
    assert second.errors == {"email": "This address belongs to Zoë Park. Two people cannot share one."}


def test_the_address_of_somebody_inactive_may_be_given_on(play: Play) -> None:
    save(play, opened(play, "june"), active="no")
    save(play, opened(play), name="June Twin", roles=["crew"], email="june@example.com")
    assert stored(play, "june-2") is not None
    back = save(play, opened(play, "june"), active="yes")
    assert back.errors == {"slack_user": "This Slack account belongs to June Twin. Two people cannot share one."}


# A change


def test_a_change_says_what_changed(play: Play) -> None:
    save(play, opened(play, "tomas"), rank="1", phone="+52 664 123 4567", roles=["captain", "crew"])
    member = stored(play, "tomas")
    assert member is not None
    assert (member["rank"], member["phone"], member["roles"]) == (1, "+526641234567", ["captain", "crew"])
    assert told(play)[-1].startswith(
        "Tomas Lind is changed: roles captain → captain and crew, rank 2 → 1, phone none → +526641234567."
    )


def test_saved_without_a_change_says_so(play: Play) -> None:
    save(play, opened(play, "ana"))
    assert told(play) == ["Ana Reyes stands as before: nothing was different."]


def test_a_new_name_keeps_the_id(play: Play) -> None:
    save(play, opened(play, "ana"), name="Anabel Reyes")
    assert (stored(play, "ana") or {})["name"] == "Anabel Reyes"
    assert stored(play, "anabel") is None


def test_the_second_of_two_sees_what_the_first_changed_and_keeps_what_they_typed(play: Play) -> None:
    mine = opened(play, "tomas")
    save(play, opened(play, "tomas", by=LEE), LEE, rank="5", phone="619 555 0100", settle=False)
    again = save(play, mine, rank="4", email="tomas.lind@example.com", settle=False).view
    assert again is not None
    words = again.plain_text()
    assert "@Lee Marchetti changed this person after you opened the form" in words
    assert "rank 2 → 5, phone none → +16195550100" in words
    held = {name: next(iter(actions.values())) for name, actions in again.state.items()}
    assert held["rank.1"]["value"] == "4"
    assert held["email.1"]["value"] == "tomas.lind@example.com"
    assert held["phone.1"]["value"] == "+16195550100"
    save(play, again)
    member = stored(play, "tomas")
    assert member is not None
    assert (member["rank"], member["email"], member["phone"]) == (4, "tomas.lind@example.com", "+16195550100")


def test_two_who_save_at_the_same_moment_cannot_both_slip_through(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.adapters.dynamo_roster import DynamoRoster

    mine, theirs = opened(play, "tomas"), opened(play, "tomas", by=LEE)
    write = DynamoRoster.save_wish

    def both(self: DynamoRoster, *args: Any) -> None:
        monkeypatch.setattr(DynamoRoster, "save_wish", write)
        save(play, theirs, LEE, rank="7", settle=False)
        write(self, *args)

    monkeypatch.setattr(DynamoRoster, "save_wish", both)
    again = save(play, mine, rank="3", settle=False).view
    assert again is not None
    assert "@Lee Marchetti changed this person" in again.plain_text()
    play.settle()
    assert (stored(play, "tomas") or {})["rank"] == 7


def test_an_error_on_a_form_drawn_again_stands_at_its_field(play: Play) -> None:
    first = save(play, opened(play), **ZOE, slack_user=LEE).view
    assert first is not None
    assert "phone.1" in save(play, first, **{"phone.1": "12"}).errors
