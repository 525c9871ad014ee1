"""One way to make an AWS client: with time-outs and tries that fit into the time a function has."""

from typing import Any, NamedTuple


class Patience(NamedTuple):
    """How long a client waits, and how often it tries; botocore's own defaults wait a minute for each try."""

    connect_seconds: float
    read_seconds: float
    tries: int


UNHURRIED = Patience(connect_seconds=2, read_seconds=8, tries=3)
ONCE = UNHURRIED._replace(tries=1)
"""Where a second try could do the same thing twice."""
WHILE_SLACK_WAITS = Patience(connect_seconds=0.5, read_seconds=1.2, tries=2)
"""Slack wants its answer within three seconds (docs.slack.dev/interactivity)."""


def aws_client(service: str, patience: Patience = UNHURRIED) -> Any:
    """A boto3 client (docs.aws.amazon.com/boto3/latest/guide/retries.html)."""
    return _client(service, patience)


def signing_s3_client() -> Any:
    """One whose signed addresses name the bucket's own region: a browser follows no redirect across origins.

    docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
    """
    return _client("s3", UNHURRIED, signature_version="s3v4", s3={"addressing_style": "virtual"})


def _client(service: str, patience: Patience, **more: Any) -> Any:
    import boto3
    from botocore.config import Config

    config = Config(
        connect_timeout=patience.connect_seconds,
        read_timeout=patience.read_seconds,
        retries={"mode": "standard", "total_max_attempts": patience.tries},
        **more,
    )
    return boto3.client(service, config=config)  # type: ignore[call-overload]
