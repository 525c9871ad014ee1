"""What a person reads on a page, and whether its markup is sound."""

import re
from html.parser import HTMLParser

import html5lib

VOID = frozenset({"meta", "link", "br", "input", "img"})
INLINE = frozenset({"a", "span", "strong", "em", "s"})
UNREAD = frozenset({"style", "title", "svg"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if self.open:
            self.open.pop()
        if tag not in INLINE:
            self.words.append(" ")

    def handle_data(self, data: str) -> None:
        if not UNREAD & set(self.open):
            self.words.append(data)


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader


def shown(html: str) -> str:
    """The words of a page, on one line."""
    return re.sub(r"\s+", " ", "".join(_read(html).words)).strip()


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    return _read(html).tags


def faults(html: str) -> list[str]:
    """What a browser would have to put right, and ids that stand twice."""
    parser = html5lib.HTMLParser()
    parser.parse(html)
    errors = [f"{where}: {code} {dict(about)}" for where, code, about in parser.errors]
    ids = [attributes["id"] for _, attributes in tags(html) if "id" in attributes]
    return [*errors, *sorted({f"id {each} stands twice" for each in ids if ids.count(each) > 1})]
