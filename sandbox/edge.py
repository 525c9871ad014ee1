"""The CloudFront functions of edge/, run by a JavaScript engine."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from py_mini_racer import MiniRacer


class EdgeFunction:
    """One CloudFront function; ``rewrite`` may be called from any thread.

    The engine lives in a thread of its own: made where an event loop counts as running, it would wait for that one.
    """

    def __init__(self, file: Path) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._engine = self._thread.submit(MiniRacer).result()
        self._evaluated(file.read_text(encoding="utf-8"))

    def rewrite(self, uri: str, method: str = "GET") -> str:
        """The path a viewer request goes on with."""
        # docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
        event = {
            "version": "1.0",
            "context": {"eventType": "viewer-request"},
            "viewer": {"ip": "127.0.0.1"},
            "request": {"method": method, "uri": uri, "querystring": {}, "headers": {}, "cookies": {}},
        }
        answer = self._evaluated(f"JSON.stringify(handler({json.dumps(event)}))")
        return str(json.loads(str(answer))["uri"])

    def close(self) -> None:
        self._thread.submit(self._engine.close).result()
        self._thread.shutdown()

    def _evaluated(self, source: str) -> Any:
        return self._thread.submit(self._engine.eval, source).result()
