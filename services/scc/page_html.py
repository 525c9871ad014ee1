"""The crew page as HTML, with the headers a page behind a secret link needs."""

import base64
import datetime as dt
import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from contracts.scc import Farewell
from services.crewing.facts import facts_for
from services.crewing.moves import differences, moved
from services.crewing.rows import EventRows, MemberRow
from services.scc.day.guest import Guest
from services.scc.day.outlook import Outlook
from services.scc.day.sheet import Sheet
from services.web.responses import Response

if TYPE_CHECKING:
    from jinja2 import Environment

_TEMPLATES = Path(__file__).parent / "templates"


class View(NamedTuple):
    """What one person sees of one event by one link."""

    state: str
    rows: EventRows
    crew_id: str
    token: str
    notice: str | None
    phase: str = ""
    """The part of the checklist that was just saved: the notice stands there."""


class Day(NamedTuple):
    """What stands beside the call."""

    outlook: Outlook | None = None
    sheet: Sheet | None = None
    guest: Guest | None = None
    note: str | None = None
    """The guest's own words."""


def crew_page(view: View, status: int, roster: Mapping[str, MemberRow], now: dt.datetime, day: Day) -> Response:
    event, answer = view.rows.event, view.rows.answer_of(view.crew_id)
    was, given = event.was.get(view.crew_id), view.rows.answers.get(view.crew_id)
    is_open = view.crew_id in event.asked and answer is None
    return _render(
        status,
        state=view.state,
        notice=view.notice,
        token=view.token,
        phase=view.phase,
        facts=facts_for(view.crew_id, event.body, roster, now, event.told_when_off(view.crew_id)),
        moved=moved(was, event.body, now) if was and is_open else None,
        differences=differences(was, event.body, now) if was and is_open else (),
        yes_is_void=is_open and given is not None and given.answer == "confirmed",
        told=told_name(told) if (told := event.farewell_of(view.crew_id)) else None,
        has_read=view.rows.acknowledgement_of(view.crew_id) is not None,
        told_to=answer.by if answer and answer.via == "operator" else None,
        day=day,
        party_size=event.body.party_size,
    )


def message_page(state: str, status: int) -> Response:
    return _render(status, state=state, notice=None, token="", facts=None, day=Day())


def told_name(told: tuple[Farewell, int]) -> str:
    """What a page said, in a form that the page sends back."""
    kind, asked_version = told
    return f"{kind}-{asked_version}"


def _render(status: int, **values: object) -> Response:
    html = _templates().get_template("crew.html.j2").render(values)
    return Response(status, html, {"content-type": "text/html; charset=utf-8", **_headers()})


@cache
def _headers() -> Mapping[str, str]:
    """CSP allows this page's own style, script and form, nothing else (developer.mozilla.org/docs/Web/HTTP/CSP)."""
    return {
        "content-security-policy": f"default-src 'none'; style-src '{_digest(_source('crew.css'))}'; "
        f"script-src '{_digest(_source('crew.js'))}'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'",
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex, nofollow",
    }


def _digest(source: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}"


@cache
def _source(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["css"] = Markup(_source("crew.css"))  # noqa: S704  our own files
    environment.globals["js"] = Markup(_source("crew.js"))  # noqa: S704
    return environment
