"""The CloudFront functions of edge/, run by a JavaScript engine."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from py_mini_racer import MiniRacer
from werkzeug.wrappers import Response


class EdgeFunction:
    """One CloudFront function on viewer requests; ``handle`` may be called from any thread.

    The engine lives in a thread of its own: made where an event loop counts as running, it would wait for that one.
    ``before`` is put before the function's text.
    """

    def __init__(self, file: Path, before: str = "") -> None:
        self._thread = ThreadPoolExecutor(max_workers=1)
        self._engine = self._thread.submit(MiniRacer).result()
        self._evaluated(before + file.read_text(encoding="utf-8"))

    def handle(self, uri: str, method: str = "GET") -> str | Response:
        """The path a viewer request goes on with, or the answer it gets at once."""
        answer = json.loads(str(self._evaluated(f"JSON.stringify(handler({json.dumps(viewer_request(uri, method))}))")))
        if "statusCode" not in answer:
            return str(answer["uri"])
        headers = {name: each["value"] for name, each in answer.get("headers", {}).items()}
        return Response(answer.get("body", ""), status=answer["statusCode"], headers=headers)

    def close(self) -> None:
        self._thread.submit(self._engine.close).result()
        self._thread.shutdown()

    def _evaluated(self, source: str) -> Any:
        return self._thread.submit(self._engine.eval, source).result()


def viewer_request(uri: str, method: str) -> dict[str, Any]:
    """docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html"""
    return {
        "version": "1.0",
        "context": {"eventType": "viewer-request"},
        "viewer": {"ip": "127.0.0.1"},
        "request": {"method": method, "uri": uri, "querystring": {}, "headers": {}, "cookies": {}},
    }
