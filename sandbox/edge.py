"""The CloudFront functions of edge/, run by a JavaScript engine."""

import json
import threading
from pathlib import Path
from typing import Any

from py_mini_racer import MiniRacer


class EdgeFunction:
    """One CloudFront function; ``rewrite`` may be called from any thread."""

    def __init__(self, file: Path) -> None:
        self._engine = MiniRacer()
        self._engine.eval(file.read_text(encoding="utf-8"))
        self._lock = threading.Lock()

    def rewrite(self, uri: str, method: str = "GET") -> str:
        """The path a viewer request goes on with."""
        # docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
        event = {
            "version": "1.0",
            "context": {"eventType": "viewer-request"},
            "viewer": {"ip": "127.0.0.1"},
            "request": {"method": method, "uri": uri, "querystring": {}, "headers": {}, "cookies": {}},
        }
        with self._lock:
            answer: Any = self._engine.eval(f"JSON.stringify(handler({json.dumps(event)}))")
        return str(json.loads(str(answer))["uri"])

    def close(self) -> None:
        self._engine.close()
