"""A function's secrets: one JSON object, read once, kept in memory, never in a log.

On AWS the function's environment names an SSM parameter (``SECRETS_PARAMETER``) and the object comes from AWS's
Parameters and Secrets extension over localhost, in the first invocation: the extension refuses during init
(docs.aws.amazon.com/systems-manager/latest/userguide/ps-integration-lambda-extensions.html). On one machine the
object itself stands in ``SECRETS_JSON``.
"""

import json
import os
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from functools import cache

Secrets = Callable[[], Mapping[str, str]]
"""Returns the secrets by name; the first call may read them over localhost."""

_EXTENSION = "http://localhost:{port}/systemsmanager/parameters/get?withDecryption=true&name={name}"


def function_secrets(environ: Mapping[str, str] | None = None) -> Secrets:
    """The reader of this function's secrets. Raises ``KeyError`` on first use if neither source is named."""
    env = dict(os.environ if environ is None else environ)

    @cache
    def read() -> Mapping[str, str]:
        inline = env.get("SECRETS_JSON")
        return _parse(inline if inline is not None else _from_extension(env))

    return read


def _from_extension(env: Mapping[str, str]) -> str:
    url = _EXTENSION.format(
        port=env.get("PARAMETERS_SECRETS_EXTENSION_HTTP_PORT", "2773"),
        name=urllib.parse.quote(env["SECRETS_PARAMETER"], safe=""),
    )
    request = urllib.request.Request(url, headers={"X-Aws-Parameters-Secrets-Token": env["AWS_SESSION_TOKEN"]})  # noqa: S310
    with urllib.request.urlopen(request, timeout=2) as answer:  # noqa: S310
        value: str = json.load(answer)["Parameter"]["Value"]
    return value


def _parse(text: str) -> Mapping[str, str]:
    return {str(name): str(value) for name, value in json.loads(text).items()}
