"""What is told about a boat: ``boats/<boat>/<text>.<language>.md``. Markdown; HTML in it stays text."""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

GuestText = Literal["directions", "bring", "rules", "briefing", "weather"]
CrewText = Literal["announcement", "emergency"]
CHECKLIST = "checklist"
BOATS = Path(__file__).parents[1] / "boats"


class Phase(NamedTuple):
    """A heading of a checklist, and the lines below it."""

    title: str
    items: tuple[Markup, ...]


@cache
def boats_with_texts() -> frozenset[str]:
    return frozenset(folder.name for folder in BOATS.iterdir() if folder.is_dir())


@cache
def boat_text(boat: str, text: GuestText | CrewText, language: str) -> Markup:
    return rendered(_source(boat, text, language))


@cache
def checklist(boat: str, language: str) -> tuple[Phase, ...]:
    """The phases of a charter's day, each a heading of the text with its list."""
    return tuple(phases(_source(boat, CHECKLIST, language)))


def phases(markdown: str) -> Iterator[Phase]:
    tokens = _markdown().parse(markdown)
    title, items = "", list[Markup]()
    for before, token in pairwise(tokens):
        if before.type == "heading_open":
            if items:
                yield Phase(title, tuple(items))
            title, items = token.content, []
        elif token.type == "inline" and before.type == "paragraph_open" and title:
            items.append(_inline(token))
    if items:
        yield Phase(title, tuple(items))


def rendered(markdown: str) -> Markup:
    return Markup(_markdown().render(markdown))  # noqa: S704  the renderer escapes all HTML in the text


def _inline(token: "Token") -> Markup:
    tokens: Sequence[Token] = token.children or ()
    return Markup(_markdown().renderer.render(tokens, _markdown().options, {}))  # noqa: S704  the same renderer


def _source(boat: str, text: str, language: str) -> str:
    return (BOATS / boat / f"{text}.{language}.md").read_text(encoding="utf-8")


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False}).disable("image")
