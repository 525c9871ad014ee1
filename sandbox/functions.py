"""The Lambda entries, built and called the way Lambda builds and calls them."""

import importlib
import json
import logging
import os
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sandbox.template import FunctionSpec

logger = logging.getLogger(__name__)

REGION: Final = "us-west-2"
ACCOUNT = "123456789012"

_building = threading.RLock()


@dataclass
class LambdaContext:
    """docs.aws.amazon.com/lambda/latest/dg/python-context.html"""

    function_name: str
    memory_limit_in_mb: int
    timeout_seconds: float
    function_version: str = "$LATEST"
    aws_request_id: str = field(default_factory=lambda: str(uuid.uuid4()))
    started: float = field(default_factory=time.monotonic)

    @property
    def invoked_function_arn(self) -> str:
        return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{self.function_name}"

    @property
    def log_group_name(self) -> str:
        return f"/aws/lambda/{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        return max(0, int((self.started + self.timeout_seconds - time.monotonic()) * 1000))


@dataclass(frozen=True)
class Crash:
    """An invocation that raised: what Lambda would report as a function error."""

    function: str
    error: BaseException
    event: Any


class Function:
    """One function of serverless.yml with its own environment. ``invoke`` raises whatever the function raises."""

    def __init__(
        self,
        spec: FunctionSpec,
        environment: Mapping[str, str],
        crashes: list[Crash],
        invoked: Callable[[], None] = lambda: None,
    ) -> None:
        self.name = spec.name
        self.handler = spec.handler
        self.timeout_seconds = spec.timeout_seconds
        self.memory_mb = spec.memory_mb
        self.sources = spec.sources
        self.environment = {
            **environment,
            "AWS_LAMBDA_FUNCTION_NAME": spec.name,
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(spec.memory_mb),
            "AWS_REGION": REGION,
        }
        self._crashes = crashes
        self._invoked = invoked
        self._entry: Callable[[Any, Any], Any] | None = None

    def build(self) -> Callable[[Any, Any], Any]:
        """The entry; made at the first call, while ``os.environ`` holds this function's environment."""
        with _building:
            if self._entry is None:
                with environment(self.environment):
                    self._entry = _load(self.handler)
            return self._entry

    def invoke(self, event: Any) -> Any:
        """Calls the entry with its own copy of ``event``; both ways only JSON passes, as on AWS."""
        context = LambdaContext(self.name, self.memory_mb, self.timeout_seconds)
        try:
            answer = self.build()(json.loads(json.dumps(event)), context)
            return json.loads(json.dumps(answer))
        except BaseException as error:
            logger.warning("%s crashed: %r", self.name, error, exc_info=isinstance(error, Exception))
            self._crashes.append(Crash(self.name, error, event))
            raise
        finally:
            self._invoked()


@contextmanager
def environment(values: Mapping[str, str | None]) -> Iterator[None]:
    """``os.environ`` with ``values`` in it (None: without that name), and afterwards as it was."""
    before = {name: os.environ.get(name) for name in values}
    _set_environment(values)
    try:
        yield
    finally:
        _set_environment(before)


def write_manifest(functions: Iterable[Function], file: Path) -> None:
    """Handler and environment of each function, so that any Lambda runner can run it. Holds the sandbox's secrets."""
    content = {
        each.name: {
            "handler": each.handler,
            "timeout": each.timeout_seconds,
            "memory": each.memory_mb,
            "environment": each.environment,
        }
        for each in functions
    }
    file.touch(mode=0o600)
    file.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def _set_environment(values: Mapping[str, str | None]) -> None:
    for name, value in values.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


def _load(handler: str) -> Callable[[Any, Any], Any]:
    path, _, attribute = handler.rpartition(".")
    module = importlib.import_module(path.replace("/", "."))
    if hasattr(module, "__getattr__"):
        vars(module).pop(attribute, None)  # an entry kept from an earlier sandbox knows the wrong addresses
    entry: Callable[[Any, Any], Any] = getattr(module, attribute)
    return entry
