"""Lambda entry: ``services.scc.entry.handler``, built from the environment when it is asked for."""

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
    from runtime.aws import aws_client, signing_s3_client
    from runtime.clock import charter_clock, real_now
    from runtime.secrets import function_secrets
    from services.album.bucket import AlbumBucket
    from services.album.table import AlbumTable
    from services.crewing.links import LinkKeys
    from services.crewing.table import CrewingTable
    from services.scc.api import Scc, scc_api
    from services.scc.conditions.table import ConditionsTable
    from services.scc.photos.album import Albums
    from services.scc.settings import SccSettings
    from services.web.idempotency import IdempotencyKeys

    settings = SccSettings.model_validate(dict(environ))
    client = aws_client("dynamodb")
    secrets = function_secrets(environ)
    table, clock = CrewingTable(client, settings.table), charter_clock()
    scc = Scc(
        table=table,
        clock=clock,
        link_keys=lambda: LinkKeys.from_json(secrets()["link_keys"]),
        conditions=ConditionsTable(client, settings.table, real_now),
        site=settings.guest_site_url,
        albums=Albums(
            events=table,
            table=AlbumTable(client, settings.table),
            bucket=AlbumBucket(signing_s3_client(), settings.photos_bucket),
            clock=clock,
            real_clock=real_now,
        ),
    )
    return scc_api(scc, settings.service_key_hashes, IdempotencyKeys(client, settings.table))
