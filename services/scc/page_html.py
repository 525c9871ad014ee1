"""The crew page as HTML, with the headers a page behind a secret link needs."""

import base64
import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from contracts.scc import Farewell
from services.crewing.facts import facts_for
from services.crewing.rows import EventRows, MemberRow
from services.web.responses import Response

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class View:
    """What one person sees of one event by one link."""

    state: str
    rows: EventRows
    crew_id: str
    token: str
    notice: str | None


def crew_page(view: View, status: int, roster: Mapping[str, MemberRow], now: dt.datetime) -> Response:
    answer = view.rows.answer_of(view.crew_id)
    return _render(
        status,
        state=view.state,
        notice=view.notice,
        token=view.token,
        facts=facts_for(view.crew_id, view.rows.event.body, roster, now, view.rows.event.told_when_off(view.crew_id)),
        told=told_name(told) if (told := view.rows.event.farewell_of(view.crew_id)) else None,
        has_read=view.rows.acknowledgement_of(view.crew_id) is not None,
        told_to=answer.by if answer and answer.via == "operator" else None,
    )


def message_page(state: str, status: int) -> Response:
    return _render(status, state=state, notice=None, token="", facts=None, told=None, has_read=False, told_to=None)


def told_name(told: tuple[Farewell, int]) -> str:
    """What a page said, in a form that the page sends back."""
    kind, asked_version = told
    return f"{kind}-{asked_version}"


def _render(status: int, **values: object) -> Response:
    html = _templates().get_template("crew.html.j2").render(values, css=_css())
    return Response(status, html, {"content-type": "text/html; charset=utf-8", **_headers()})


@cache
def _headers() -> Mapping[str, str]:
    """CSP allows this page's own style and form, nothing else (developer.mozilla.org/docs/Web/HTTP/CSP)."""
    digest = base64.b64encode(hashlib.sha256(_css().encode()).digest()).decode()
    return {
        "content-security-policy": f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'",
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex, nofollow",
    }


@cache
def _css() -> str:
    return (_TEMPLATES / "crew.css").read_text(encoding="utf-8")


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
