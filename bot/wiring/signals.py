"""The function that hears by SNS what went wrong."""

import os

import httpx

from bot.adapters.http_api import HttpApi
from bot.adapters.http_lost_mails import HttpLostMails
from bot.adapters.ses_events import lost_mails
from bot.settings import SignalsSettings
from bot.signals import Signals
from bot.wiring import Handler
from runtime.secrets import function_secrets


def signals_function() -> Handler:
    environment, secrets = SignalsSettings.model_validate(dict(os.environ)), function_secrets()
    crew_system = HttpApi(
        system="the crew system",
        setting="SCC_API_URL",
        base_url=environment.scc_api_url,
        key_header="X-Service-Key",
        key=lambda: secrets()["service_key"],
        client=httpx.Client(),
    )
    return Signals(HttpLostMails(crew_system), lost_mails).handle
