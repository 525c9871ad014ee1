"""What a person reads on a page, and whether its markup is sound."""

import re
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "br", "input", "img"})
INLINE = frozenset({"a", "span", "strong", "em", "s"})
UNREAD = frozenset({"style", "title", "svg"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing")
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
    """Tags that are not closed where they should be, and ids that stand twice."""
    reader = _read(html)
    ids = [attributes["id"] for _, attributes in reader.tags if "id" in attributes]
    twice = sorted({f"id {each} stands twice" for each in ids if ids.count(each) > 1})
    return [*reader.faults, *(f"<{tag}> stays open" for tag in reader.open), *twice]
