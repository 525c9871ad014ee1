"""``Idempotency-Key``: the same request asked twice is done once and answered alike.

The engine is Powertools' (docs.powertools.aws.dev/lambda/python/latest/utilities/idempotency/); its rows live in the
service's own table under one partition and, unlike all others there, carry no ``kind``.
"""

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from aws_lambda_powertools.utilities.idempotency import (
    DynamoDBPersistenceLayer,
    IdempotencyConfig,
    idempotent_function,
)
from aws_lambda_powertools.utilities.idempotency.exceptions import (
    IdempotencyAlreadyInProgressError,
    IdempotencyInconsistentStateError,
    IdempotencyValidationError,
)

from services.web.problems import Refused
from services.web.requests import Request
from services.web.responses import Response

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

KEPT_SECONDS = 7 * 24 * 3600
MAX_KEY_LENGTH = 255


class IdempotencyKeys:
    """Remembers answers by key, method and path."""

    def __init__(self, client: "DynamoDBClient", table_name: str) -> None:
        self._rows = DynamoDBPersistenceLayer(
            table_name=table_name,
            key_attr="pk",
            sort_key_attr="sk",
            static_pk_value="IDEMPOTENCY",
            expiry_attr="expires_at",
            boto3_client=client,
        )

    def answer(self, request: Request, context: Any, act: Callable[[], Response]) -> Response:
        """Calls ``act`` unless its answer is known. A refusal is raised through and not remembered."""
        key = request.headers.get("idempotency-key")
        if not key:
            return act()
        if len(key) > MAX_KEY_LENGTH:
            raise Refused("bad_request", f"Idempotency-Key: at most {MAX_KEY_LENGTH} characters")
        try:
            return Response(**self._once(context, act)(asked=_identity(request, key)))
        except IdempotencyValidationError:
            raise Refused("key_reused", "Idempotency-Key: was used with another body") from None
        except (IdempotencyAlreadyInProgressError, IdempotencyInconsistentStateError):
            raise Refused("in_flight", "Idempotency-Key: the first request with it is still being worked on") from None

    def _once(self, context: Any, act: Callable[[], Response]) -> Callable[..., dict[str, Any]]:
        config = IdempotencyConfig(
            event_key_jmespath="[route, key]",
            payload_validation_jmespath="payload",
            expires_after_seconds=KEPT_SECONDS,
            hash_function="sha256",
        )
        config.register_lambda_context(context)

        def run(*, asked: dict[str, str]) -> dict[str, Any]:  # Powertools reads it
            response = act()
            return {"status": int(response.status), "body": response.body, "headers": dict(response.headers)}

        wrapped: Callable[..., dict[str, Any]] = idempotent_function(
            run, data_keyword_argument="asked", persistence_store=self._rows, config=config, key_prefix="request"
        )
        return wrapped


def _identity(request: Request, key: str) -> dict[str, str]:
    asked = repr(sorted(request.query.items())).encode() + b"\n" + request.body
    return {
        "route": f"{request.method} {request.path}",
        "key": key,
        "payload": hashlib.sha256(asked).hexdigest(),
    }
