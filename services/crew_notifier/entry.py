"""Lambda entry: ``services.crew_notifier.entry.handler``, built from the environment when it is asked for."""

import os
from collections.abc import Callable, Mapping
from typing import Any


def __getattr__(name: str) -> Any:
    if name == "handler":
        return build(os.environ)
    raise AttributeError(name)


def build(environ: Mapping[str, str]) -> Callable[[dict[str, Any], Any], Any]:
    """The handler, its clients and its secrets' reader; reads no secret and calls nobody."""
    from runtime.aws import ONCE, aws_client
    from runtime.clock import charter_clock
    from runtime.secrets import function_secrets
    from services.crew_notifier.jobs_queue import SqsJobs
    from services.crew_notifier.mailer import SesMailer
    from services.crew_notifier.notifier import Notifier
    from services.crew_notifier.settings import NotifierSettings
    from services.crew_notifier.stream import stream_handler
    from services.crewing.links import LinkKeys
    from services.crewing.table import CrewingTable

    settings = NotifierSettings.model_validate(dict(environ))
    secrets = function_secrets(environ)
    notifier = Notifier(
        table=CrewingTable(aws_client("dynamodb"), settings.table),
        # A client's own retry after SES took the mail would send it twice; the stream tries again by itself.
        mailer=SesMailer(
            aws_client("sesv2", ONCE), settings.mail_from, settings.mail_reply_to, settings.mail_configuration_set
        ),
        clock=charter_clock(),
        link_keys=lambda: LinkKeys.from_json(secrets()["link_keys"]),
        site=settings.guest_site_url,
    )
    return stream_handler(notifier, SqsJobs(aws_client("sqs"), settings.jobs_queue_url))
