"""Where AWS is: moto in this process, or whatever ``AWS_ENDPOINT_URL`` names."""

import io
import logging
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from urllib.parse import urlsplit

import boto3
from botocore.awsrequest import AWSPreparedRequest, AWSResponse
from botocore.compat import HTTPHeaders
from botocore.handlers import BUILTIN_HANDLERS
from moto.core.serialize import AttributePicker, AttributePickerContext
from moto.moto_api._internal.models import moto_api_backend
from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from moto.ses.models import ses_backends
from werkzeug.test import EnvironBuilder, run_wsgi_app

from sandbox.functions import ACCOUNT, REGION, environment

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_NO_PROFILE = {
    "AWS_PROFILE": None,
    "AWS_SESSION_TOKEN": None,
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_DEFAULT_REGION": REGION,
    "AWS_ACCESS_KEY_ID": "test",
    "AWS_SECRET_ACCESS_KEY": "test",
}


_moto_here: list[str] = []
"""Addresses of the motos of this process; they share one state."""


class MailsElsewhere(Exception):
    """They were sent by an AWS that is not of this process."""


@dataclass
class Endpoint:
    url: str
    is_own: bool
    """Nothing but what this sandbox makes is there, so everything may be forgotten at once."""
    _earlier_mails: int = 0

    def reset(self) -> None:
        """Forgets everything that is there, or else at least the mails."""
        if self.is_own:
            moto_api_backend.reset()
        elif self.url in _moto_here:
            self._earlier_mails = len(_sent())

    def outbox(self) -> list[Any]:
        """The mails so far, as moto keeps them; none where the endpoint is not ours."""
        return list(_sent()) if self.is_own else []

    def put_back(self, outbox: list[Any]) -> None:
        if self.is_own:
            _sent()[:] = outbox

    def sent_mails(self, since: int = 0) -> list[tuple[str, str]]:
        """What SES calls each, and its raw message; oldest first, without the first so many."""
        if self.url not in _moto_here:
            raise MailsElsewhere(f"The mails went to {self.url} and cannot be read from here.")
        return [(each.id, each.raw_data) for each in _sent()[self._earlier_mails + since :]]


def _sent() -> list[Any]:
    sent: list[Any] = ses_backends[ACCOUNT][REGION].sent_messages
    return sent


@contextmanager
def aws_endpoint() -> Iterator[Endpoint]:
    """While it lasts, every AWS client made in this process talks to the endpoint and to nothing else.

    A second sandbox in the same process shares the moto of the first. Real credentials and profiles are hidden.
    """
    if url := os.environ.get("AWS_ENDPOINT_URL"):
        given = {name: os.environ.get(name, value) for name, value in _NO_PROFILE.items() if value}
        with environment(given):
            endpoint = Endpoint(url, is_own=False)
            endpoint.reset()
            yield endpoint
        return
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # it would log each request with its address
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    endpoint = Endpoint(f"http://{host}:{port}", is_own=True)
    _moto_here.append(endpoint.url)
    try:
        with environment({**_NO_PROFILE, "AWS_ENDPOINT_URL": endpoint.url}), _short_way(endpoint.url), _plain_values():
            endpoint.reset()
            yield endpoint
            endpoint.reset()
    finally:
        _moto_here.remove(endpoint.url)
        server.stop()


@contextmanager
def _short_way(url: str) -> Iterator[None]:
    """AWS clients of this process call moto's application directly: less than half the time of a call over HTTP.

    botocore's ``before-send`` event may answer a request itself; moto's own decorator uses it too. Browsers, presigned
    addresses and other processes still reach the server.
    """
    dispatcher = DomainDispatcherApplication(create_backend_app)
    applications: dict[str, WSGIApplication] = {}
    netloc = urlsplit(url).netloc
    dynamodb = threading.Lock()  # moto rolls a refused transaction back by putting whole tables back as they were

    def answer(request: AWSPreparedRequest, event_name: str, **_: Any) -> AWSResponse | None:
        target = urlsplit(request.url)
        if target.netloc != netloc:
            return None
        headers = [(name, _text(value)) for name, value in request.headers.items()]
        body: Any = request.body
        builder = EnvironBuilder(
            target.path, f"http://{netloc}", target.query, method=request.method, headers=headers, data=body
        )
        environ = builder.get_environ()
        service = event_name.split(".")[1]  # before-send.dynamodb.PutItem
        one_at_a_time = dynamodb if service == "dynamodb" else nullcontext()
        if service not in applications:  # moto looks through all its services to find the one
            applications[service] = dispatcher.get_application(environ)
        with one_at_a_time:
            chunks, status, answered = run_wsgi_app(applications[service], environ)
        known_headers = HTTPHeaders.from_pairs(answered.items())
        return AWSResponse(request.url, int(status.split()[0]), known_headers, _Body(b"".join(chunks)))

    BUILTIN_HANDLERS.append(("before-send", answer))
    boto3.setup_default_session()
    try:
        yield
    finally:
        BUILTIN_HANDLERS.remove(("before-send", answer))
        boto3.DEFAULT_SESSION = None


@contextmanager
def _plain_values() -> Iterator[None]:
    """DynamoDB's values are read by the names they have: an eighth of all that a journey costs.

    moto (5.2) looks for each of a value's ten kinds under several names, as attributes of a Python object might have.
    """
    whole = AttributePicker.__call__

    def picked(picker: AttributePicker, context: AttributePickerContext) -> Any:
        within = getattr(context.shape, "parent", None)
        if type(context.obj) is dict and within is not None and within.name == "AttributeValue":
            return context.obj.get(context.key)
        return whole(picker, context)

    with patch.object(AttributePicker, "__call__", picked):
        yield


class _Body(io.BytesIO):
    """A body as botocore reads it from urllib3."""

    def stream(self, amount: int = 65536, **_: Any) -> Iterator[bytes]:
        while chunk := self.read(amount):
            yield chunk


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
