"""The edge functions on two engines: V8 and, where it is installed, njs, CloudFront's nearest relative."""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from sandbox.distribution import EDGE
from sandbox.edge import EdgeFunction, viewer_request

NJS = shutil.which("njs")
ENGINES = [
    "v8",
    pytest.param("njs", marks=pytest.mark.skipif(NJS is None, reason="no njs (Debian: apt-get install njs)")),
]


def outcomes(engine: str, name: str, asked: Sequence[tuple[str, str]], folder: Path, before: str = "") -> list[Any]:
    """For each method and path: the path that the request goes on with, or the answer's status and headers."""
    file = EDGE / f"{name}.js"
    return _by_v8(file, asked, before) if engine == "v8" else _by_njs(file, asked, before, folder)


def _by_v8(file: Path, asked: Sequence[tuple[str, str]], before: str) -> list[Any]:
    function = EdgeFunction(file, before)
    try:
        answers = [function.handle(path, method) for method, path in asked]
    finally:
        function.close()
    return [each if isinstance(each, str) else (each.status_code, _headers(each.headers)) for each in answers]


def _headers(headers: Mapping[str, str]) -> dict[str, str]:
    given = {name.lower(): value for name, value in headers.items()}
    return {name: value for name, value in given.items() if name not in {"content-length", "content-type"}}


def _by_njs(file: Path, asked: Sequence[tuple[str, str]], before: str, folder: Path) -> list[Any]:
    assert NJS
    events = json.dumps([viewer_request(path, method) for method, path in asked])
    script = folder / "script.js"
    script.write_text(f"{before}{file.read_text()}\nconsole.log(JSON.stringify({events}.map(handler)));")
    run = subprocess.run([NJS, str(script)], capture_output=True, text=True, check=True)
    return [
        each["uri"]
        if "uri" in each
        else (each["statusCode"], {name: held["value"] for name, held in each["headers"].items()})
        for each in json.loads(run.stdout)
    ]
