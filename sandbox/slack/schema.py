"""Rules for JSON: each looks at one value and yields what Slack would say of it, with a pointer to the place."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple


class Finding(NamedTuple):
    words: str
    pointer: str

    def __str__(self) -> str:
        """As in `response_metadata.messages`."""
        return f"[ERROR] {self.words} [json-pointer:{self.pointer}]"


Rule = Callable[[Any, str], Iterable[Finding]]


def string(maximum: int, minimum: int = 0) -> Rule:
    def check(value: Any, pointer: str) -> Iterator[Finding]:
        if not isinstance(value, str):
            yield Finding("must be a string", pointer)
        elif len(value) < minimum:
            yield Finding(f"must be more than {minimum - 1} characters", pointer)
        elif len(value) > maximum:
            yield Finding(f"must be less than {maximum + 1} characters", pointer)

    return check


def matching(test: Callable[[str], bool], wanted: str) -> Rule:
    """A string that `test` accepts; `wanted` says what that is."""

    def check(value: Any, pointer: str) -> Iterator[Finding]:
        if not isinstance(value, str) or not test(value):
            yield Finding(f"must be {wanted}", pointer)

    return check


def boolean(value: Any, pointer: str) -> Iterator[Finding]:
    if not isinstance(value, bool):
        yield Finding("must be a boolean", pointer)


def integer(minimum: int, maximum: int) -> Rule:
    def check(value: Any, pointer: str) -> Iterator[Finding]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Finding("must be an integer", pointer)
        elif value < minimum:
            yield Finding(f"must be greater than or equal to {minimum}", pointer)
        elif value > maximum:
            yield Finding(f"must be less than or equal to {maximum}", pointer)

    return check


def one_of(*choices: str) -> Rule:
    def check(value: Any, pointer: str) -> Iterator[Finding]:
        if value not in choices:
            yield Finding(f"must be one of {', '.join(choices)}", pointer)

    return check


def array(item: Rule, maximum: int, minimum: int = 1) -> Rule:
    def check(value: Any, pointer: str) -> Iterator[Finding]:
        if not isinstance(value, list):
            yield Finding("must provide an array", pointer)
            return
        if len(value) < minimum:
            yield Finding(f"must provide at least {minimum} items", pointer)
        if len(value) > maximum:
            yield Finding(f"no more than {maximum} items allowed", pointer)
        for index, each in enumerate(value):
            yield from item(each, f"{pointer}/{index}")

    return check


def structure(required: Mapping[str, Rule], optional: Mapping[str, Rule], *together: Rule) -> Rule:
    """An object with these keys and no others; `together` look at it whole once its keys are right."""
    known = {**required, **optional}

    def check(value: Any, pointer: str) -> Iterator[Finding]:
        if not isinstance(value, dict):
            yield Finding("must provide an object", pointer)
            return
        found = [Finding(f"missing required field: {key}", pointer) for key in required if value.get(key) is None]
        for key, content in value.items():
            if key not in known:
                found.append(Finding(f"invalid additional property: {key}", pointer))
            elif content is not None:
                found.extend(known[key](content, f"{pointer}/{key}"))
        yield from found
        if not found:
            for rule in together:
                yield from rule(value, pointer)

    return check


def by_type(rules: Mapping[str, Rule]) -> Rule:
    """An object whose `type` names the rule it follows."""

    def check(value: Any, pointer: str) -> Iterable[Finding]:
        if not isinstance(value, dict):
            return [Finding("must provide an object", pointer)]
        if "type" not in value:
            return [Finding("missing required field: type", pointer)]
        kind = value["type"]
        if not isinstance(kind, str) or kind not in rules:
            return [Finding(f"unsupported type: {kind}", f"{pointer}/type")]
        return rules[kind](value, pointer)

    return check
