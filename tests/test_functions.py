"""Each function of serverless.yml loads only what it needs, and its environment is what its settings name."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parent.parent
AWS = {"AWS_DEFAULT_REGION": "us-west-2", "AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
VALUES = {
    "CHARTERS_CHANNEL": "C0CHARTERS",
    "OPERATORS": "U0OPROWAN",
    "SERVICE_KEY_HASH": "0" * 64,
    "SECRETS_PARAMETER": "/charter-bot/test",
    "PHOTOS_ORIGIN": "https://photos.example.com",
}
NEVER = {
    "slack": {
        "jinja2",
        "markdown_it",
        "icalendar",
        "apscheduler",
        "moto",
        "flask",
        "httpx",
        "stamina",
        "boto3",
        "phonenumbers",
        "services",
    },
    "worker": {"slack_bolt", "apscheduler", "moto", "flask", "services", "aws_lambda_powertools"},
    "calendar": {"slack_bolt", "slack_sdk", "jinja2", "apscheduler", "moto", "httpx", "bot", "jwt"},
    "scc": {"slack_bolt", "slack_sdk", "apscheduler", "moto", "httpx", "stamina", "astral", "bot"},
    "photos": {
        "slack_bolt",
        "slack_sdk",
        "jinja2",
        "apscheduler",
        "moto",
        "httpx",
        "bot",
        "jwt",
        "aws_lambda_powertools",
    },
    "signals": {"slack_bolt", "slack_sdk", "jinja2", "boto3", "phonenumbers", "icalendar", "moto", "flask", "services"},
    "missingPage": {"slack_bolt", "slack_sdk", "boto3", "botocore", "httpx", "phonenumbers", "icalendar", "services"},
    "conditions": {"slack_bolt", "slack_sdk", "jinja2", "apscheduler", "moto", "flask", "bot", "jwt", "astral"},
    "crewNotifier": {"slack_bolt", "slack_sdk", "apscheduler", "moto", "httpx", "bot"},
}

PICTURES = {"PIL", "pi_heif"}
"""Decoders, in which strangers' files are taken apart: only one function holds them."""


def functions() -> dict[str, Any]:
    document = yaml.safe_load((ROOT / "serverless.yml").read_text(encoding="utf-8"))
    return {name: {"environment": {}, **each} for name, each in document["functions"].items()}


def environment_of(function: dict[str, Any]) -> dict[str, str]:
    named = {name: VALUES.get(name, f"https://{name.lower()}.example.com") for name in function["environment"]}
    return {**named, **AWS, "PATH": "", "PYTHONPATH": str(ROOT)}


def test_every_function_is_looked_at() -> None:
    assert set(functions()) == set(NEVER)


@pytest.mark.parametrize("name", sorted(NEVER))
def test_a_function_builds_from_its_environment_and_loads_only_its_own(name: str) -> None:
    function = functions()[name]
    module, _, attribute = function["handler"].rpartition(".")
    script = (
        "import importlib, json, sys\n"
        f"getattr(importlib.import_module({module.replace('/', '.')!r}), {attribute!r})\n"
        "print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, env=environment_of(function), check=False
    )
    assert run.returncode == 0, run.stderr
    loaded = set(json.loads(run.stdout))
    assert not NEVER[name] & loaded
    assert (PICTURES & loaded != set()) == (name == "photos")


@pytest.mark.parametrize("name", sorted(NEVER))
def test_a_function_asks_for_no_setting_that_serverless_yml_does_not_give(name: str) -> None:
    function = functions()[name]
    module, _, attribute = function["handler"].rpartition(".")
    script = f"import importlib; getattr(importlib.import_module({module.replace('/', '.')!r}), {attribute!r})"
    for missing in function["environment"]:
        if missing == "SECRETS_PARAMETER":
            continue
        given = {key: value for key, value in environment_of(function).items() if key != missing}
        run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=given, check=False)
        assert missing in run.stderr, f"{name} starts without {missing}: it is given and not used"


def test_the_reader_is_loaded_with_the_first_paste_not_at_the_start() -> None:
    script = "import lambda_entry, sys; lambda_entry.slack; print('bot.pipeline.intake' in sys.modules)"
    environment = environment_of(functions()["slack"])
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environment, check=False)
    assert (run.returncode, run.stdout.strip()) == (0, "False"), run.stderr


def test_the_access_log_holds_nothing_of_an_address() -> None:
    """Links and feeds carry their secret there."""
    document = yaml.safe_load((ROOT / "serverless.yml").read_text(encoding="utf-8"))
    told = json.loads(document["provider"]["logs"]["httpApi"]["format"])
    assert set(told.values()) == {
        "$context.requestId",
        "$context.routeKey",
        "$context.status",
        "$context.responseLatency",
        "$context.integrationErrorMessage",
    }
