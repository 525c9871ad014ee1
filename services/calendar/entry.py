"""Lambda entry: ``services.calendar.entry.handler``, built from the environment when it is asked for."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from services.web.routing import Api


def __getattr__(name: str) -> Any:
    if name == "handler":
        return build(os.environ)
    raise AttributeError(name)


def build(environ: Mapping[str, str]) -> "Api":
    """The handler, its clients and its secrets' reader; reads no secret and calls nobody."""
    from runtime.aws import aws_client
    from runtime.clock import charter_clock
    from runtime.secrets import function_secrets
    from services.calendar.api import calendar_api
    from services.calendar.settings import CalendarSettings
    from services.calendar.table import CalendarTable
    from services.web.idempotency import IdempotencyKeys

    settings = CalendarSettings.model_validate(dict(environ))
    client = aws_client("dynamodb")
    return calendar_api(
        CalendarTable(client, settings.table),
        IdempotencyKeys(client, settings.table),
        function_secrets(environ),
        charter_clock(),
    )
