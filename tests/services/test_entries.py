"""The Lambda entries: light to import, built from the environment, and apart from each other."""

import json
import subprocess
import sys

import pytest

from services.calendar import entry as calendar_entry
from services.calendar.settings import CalendarSettings
from services.crew_notifier.settings import NotifierSettings
from services.scc.settings import SccSettings
from tests.services.conftest import World, http_event

ENTRIES = ["calendar", "scc", "crew_notifier", "photos"]


def loaded(code: str) -> set[str]:
    """The modules a fresh interpreter holds after this code."""
    script = f"{code}\nimport sys, json; print(json.dumps(list(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    return set(json.loads(run.stdout))


@pytest.mark.parametrize("name", ENTRIES)
def test_importing_an_entry_imports_nothing_heavy(name: str) -> None:
    heavy = {"boto3", "botocore", "jinja2", "jwt", "pydantic", "aws_lambda_powertools", "PIL"}
    assert not heavy & loaded(f"import services.{name}.entry")


@pytest.mark.parametrize("name", ENTRIES)
def test_a_handler_holds_only_what_it_needs(aws: World, name: str) -> None:
    modules = loaded(f"from services.{name}.entry import handler")
    others = {f"services.{other}" for other in ENTRIES if other != name}
    assert not {"bot", "slack_bolt", "slack_sdk", "httpx", "apscheduler", "jinja2", *others} & modules
    assert ("jwt" in modules) == (name in ("scc", "crew_notifier"))


def test_each_build_reads_the_environment_anew(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRETS_JSON", json.dumps({"dashboard_token": "another"}))
    listing = http_event("GET", "/calendar", headers={"x-dashboard-token": "another"})
    assert calendar_entry.handler(listing, None)["statusCode"] == 400
    assert world.call("calendar", listing).status == 401


def test_an_unknown_name_of_a_module_is_none() -> None:
    with pytest.raises(AttributeError):
        calendar_entry.nothing  # noqa: B018


@pytest.mark.parametrize("model", [CalendarSettings, SccSettings, NotifierSettings])
def test_a_missing_setting_is_named(model: type[CalendarSettings]) -> None:
    with pytest.raises(ValueError, match=r"_TABLE"):
        model.model_validate({})


def test_a_fault_of_our_own_has_a_reference_and_no_details(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CALENDAR_TABLE", "missing")
    monkeypatch.setenv("SECRETS_JSON", json.dumps({"dashboard_token": "t"}))
    event = http_event("DELETE", "/calendar/any", headers={"x-dashboard-token": "t"})
    answered = calendar_entry.handler(event, None)
    problem = json.loads(answered["body"])
    assert (answered["statusCode"], problem["code"]) == (500, "internal")
    assert "missing" not in answered["body"]
