"""Lambda entry: ``services.scc.conditions.entry.handler``, called by a schedule; its event says nothing."""

import os
from collections.abc import Callable, Mapping
from typing import Any

Handler = Callable[[Any, Any], Mapping[str, Mapping[str, str]]]


def __getattr__(name: str) -> Any:
    if name == "handler":
        return build(os.environ)
    raise AttributeError(name)


def build(environ: Mapping[str, str]) -> Handler:
    """The handler and its clients; calls nobody."""
    from runtime.aws import aws_client
    from runtime.clock import charter_clock, real_now
    from services.scc.conditions.boats import all_waters
    from services.scc.conditions.refresh import Refresh
    from services.scc.conditions.settings import ConditionsSettings
    from services.scc.conditions.sources import Source, http_client
    from services.scc.conditions.table import ConditionsTable

    settings = ConditionsSettings.model_validate(dict(environ))
    table = ConditionsTable(aws_client("dynamodb"), settings.table, real_now)
    client, clock = http_client(settings.user_agent), charter_clock()

    def handler(_event: Any, _context: Any) -> Mapping[str, Mapping[str, str]]:
        coops, nws = Source("CO-OPS", settings.noaa_url, client), Source("NWS", settings.nws_url, client)
        return Refresh(table, coops, nws, clock()).all(all_waters().values())

    return handler
