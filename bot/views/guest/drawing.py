"""From values to HTML: the templates, their one style sheet, and what a browser is allowed to load (nothing)."""

import base64
import hashlib
from collections.abc import Mapping
from functools import cache

import jinja2
from markupsafe import Markup

from bot.views.guest.speech import LANGUAGES, Speech, speech

FOLDER = "guest"
HTML = "text/html; charset=utf-8"


def drawn(template: str, say: Speech, addresses: Mapping[str, str], facts: Mapping[str, object]) -> str:
    """`addresses` are those of this page in each language."""
    others = [(speech(language), addresses[language]) for language in LANGUAGES if language != say.language]
    return _templates().get_template(f"{FOLDER}/{template}").render(facts, say=say, others=others)


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
    css = _source(environment, "page.css")
    environment.globals["css"] = Markup(css)  # noqa: S704  our own file
    environment.globals["csp"] = _csp(css)
    return environment


def dialled(phone: str) -> str:
    """A number as a ``tel:`` link has it."""
    return "".join(char for char in phone if char.isdigit() or char == "+")


def _source(environment: jinja2.Environment, name: str) -> str:
    assert environment.loader is not None  # noqa: S101
    return environment.loader.get_source(environment, f"{FOLDER}/{name}")[0]


def _csp(css: str) -> str:
    """This style sheet and the icon in the page itself, nothing else (www.w3.org/TR/CSP3)."""
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; base-uri 'none'; form-action 'none'"
