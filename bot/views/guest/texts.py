"""What is told about a boat: ``boats/<boat>/<text>.<language>.md``. Markdown; HTML in it stays text."""

from functools import cache
from pathlib import Path
from typing import Literal, get_args

from markdown_it import MarkdownIt
from markupsafe import Markup

Text = Literal["directions", "bring", "rules", "briefing", "weather"]
TEXTS: tuple[Text, ...] = get_args(Text)
BOATS = Path(__file__).parents[3] / "boats"


@cache
def boat_text(boat: str, text: Text, language: str) -> Markup:
    return rendered((BOATS / boat / f"{text}.{language}.md").read_text(encoding="utf-8"))


def rendered(markdown: str) -> Markup:
    return Markup(_markdown().render(markdown))  # noqa: S704  the renderer escapes all HTML in the text


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).disable("image")
