"""Lambda entry: ``services.photos.entry.handler``, built from the environment when it is asked for."""

import os
from collections.abc import Callable, Mapping
from typing import Any


def __getattr__(name: str) -> Any:
    if name == "handler":
        return build(os.environ)
    raise AttributeError(name)


def build(environ: Mapping[str, str]) -> Callable[[Mapping[str, Any], Any], None]:
    """The handler and its clients; calls nobody."""
    from runtime.aws import aws_client
    from runtime.clock import charter_clock
    from services.album.bucket import AlbumBucket, place_of
    from services.album.table import AlbumTable
    from services.photos.checking import Checker
    from services.photos.jobs_queue import SqsJobs
    from services.photos.settings import PhotosSettings

    settings = PhotosSettings.model_validate(dict(environ))
    checker = Checker(
        table=AlbumTable(aws_client("dynamodb"), settings.table),
        bucket=AlbumBucket(aws_client("s3"), settings.bucket),
        jobs=SqsJobs(aws_client("sqs"), settings.jobs_queue_url),
        clock=charter_clock(),
    )

    def handler(event: Mapping[str, Any], context: Any) -> None:
        """Takes EventBridge's ``Object Created`` of S3, one object an event.

        docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
        """
        place = place_of(event["detail"]["object"]["key"])
        if place is not None:
            checker.check(place)

    return handler
