"""One HTTP response, and its shape as API Gateway wants it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel

from contracts.problems import CONTENT_TYPE
from services.web.problems import Refused

_ALWAYS = {"cache-control": "no-store", "x-content-type-options": "nosniff"}


@dataclass(frozen=True)
class Response:
    status: int
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)

    def to_gateway(self) -> dict[str, Any]:
        return {
            "statusCode": int(self.status),
            "headers": {**_ALWAYS, **self.headers},
            "body": self.body,
            "isBase64Encoded": False,
        }


def json_response(model: BaseModel, status: int = HTTPStatus.OK) -> Response:
    return Response(status, model.model_dump_json(), {"content-type": "application/json"})


def no_content() -> Response:
    return Response(HTTPStatus.NO_CONTENT)


def problem_response(refused: Refused) -> Response:
    problem = refused.to_problem()
    return Response(
        problem.status, problem.model_dump_json(exclude_none=True), {"content-type": CONTENT_TYPE, **refused.headers}
    )
