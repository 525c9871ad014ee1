"""From values to HTML: the templates, their style sheet and script, and what a browser may load: nothing but photos."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache

import jinja2
from markupsafe import Markup

from bot.views.guest.speech import LANGUAGES, Speech, speech

FOLDER = "guest"
HTML = "text/html; charset=utf-8"


def drawn(
    template: str,
    say: Speech,
    addresses: Mapping[str, str],
    facts: Mapping[str, object],
    photos_origin: str | None = None,
) -> str:
    """`addresses` are those of this page in each language; `photos_origin` is where its photos lie, if it has any."""
    others = [(speech(language), addresses[language]) for language in LANGUAGES if language != say.language]
    found = _templates().get_template(f"{FOLDER}/{template}")
    return found.render(facts, say=say, others=others, csp=_csp(photos_origin))


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("bot.views"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["dialled"] = dialled
    environment.globals["css"] = Markup(_source(environment, "page.css"))  # noqa: S704  our own files
    environment.globals["script"] = Markup(_source(environment, "photos.js"))  # noqa: S704
    return environment


def dialled(phone: str) -> str:
    """A number as a ``tel:`` link has it."""
    return "".join(char for char in phone if char.isdigit() or char == "+")


def _source(environment: jinja2.Environment, name: str) -> str:
    assert environment.loader is not None  # noqa: S101
    return environment.loader.get_source(environment, f"{FOLDER}/{name}")[0]


@cache
def _csp(photos_origin: str | None) -> str:
    """This style sheet and the icon in the page; with photos this script, and what it needs (www.w3.org/TR/CSP3)."""
    held = _templates().globals
    policy = {
        "default-src": "'none'",
        "style-src": _hash(str(held["css"])),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    if photos_origin is not None:
        policy["script-src"] = _hash(str(held["script"]))
        policy["connect-src"] = f"'self' {photos_origin}"
        policy["img-src"] += f" {photos_origin}"
    return "; ".join(f"{name} {allowed}" for name, allowed in policy.items())


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
