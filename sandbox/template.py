"""What serverless.yml says: functions with what calls them, and the resources they need.

Only the part of Serverless and CloudFormation is understood that the file uses. Anything else stops the start with a
sentence, so that nothing exists on AWS which is quietly missing here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sandbox.sources import Source, to_source

Json = dict[str, Any]

MADE_HERE = frozenset(
    {
        "AWS::DynamoDB::Table",
        "AWS::S3::Bucket",
        "AWS::SES::ConfigurationSet",
        "AWS::SNS::Topic",
        "AWS::SQS::Queue",
    }
)
PLAYED_ELSEWHERE = {
    "AWS::IAM::Role": "nobody checks permissions on one machine",
    "AWS::S3::BucketPolicy": "the gateway alone reads the bucket",
    "AWS::SES::ConfigurationSetEventDestination": "the post office",
    "AWS::SNS::TopicPolicy": "nobody checks permissions on one machine",
    "AWS::SQS::QueuePolicy": "nobody checks permissions on one machine",
    "AWS::CloudFront::Distribution": "the gateway, by sandbox/distribution.py",
    "AWS::CloudFront::CachePolicy": "the gateway asks the bucket each time",
    "AWS::CloudFront::Function": "the gateway runs the same JavaScript",
    "AWS::CloudFront::OriginAccessControl": "the gateway alone reads the bucket",
    "AWS::CloudFront::ResponseHeadersPolicy": "the gateway, by sandbox/distribution.py",
    "AWS::CloudWatch::Alarm": "the terminal shows what failed",
    "AWS::Logs::LogGroup": "the terminal",
}

_SERVERLESS = re.compile(r"\$\{([a-z]+):([^}]*)\}")
_SUBSTITUTE = re.compile(r"\$\{([A-Za-z0-9:.]+)\}")


class TemplateError(Exception):
    """serverless.yml says something the sandbox cannot do. The message is for the person who wrote it."""


@dataclass(frozen=True)
class Resource:
    name: str
    type: str
    properties: Json


@dataclass(frozen=True)
class FunctionSpec:
    name: str
    handler: str
    timeout_seconds: int
    memory_mb: int
    environment: Json
    """Not yet resolved: its references know their values once the resources are made."""
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Template:
    service: str
    resources: Mapping[str, Resource]
    functions: Mapping[str, FunctionSpec]
    parameters: Mapping[str, str]
    """By name, as they are without anybody's word: a Serverless variable."""


def load(path: Path) -> Template:
    """Reads serverless.yml. Raises `TemplateError`."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    resources = document.get("resources", {})
    declared = resources.get("Resources", {})
    return Template(
        service=document["service"],
        resources={name: _resource(name, body) for name, body in declared.items()},
        functions={name: _function(name, body, document["provider"]) for name, body in document["functions"].items()},
        parameters={name: body["Default"] for name, body in resources.get("Parameters", {}).items()},
    )


def _resource(name: str, body: Json) -> Resource:
    kind = body["Type"]
    if kind not in MADE_HERE and kind not in PLAYED_ELSEWHERE:
        raise TemplateError(
            f"serverless.yml: {name} is a {kind}, which the sandbox neither makes nor plays. "
            "Teach sandbox/aws.py to make it, or write it down in sandbox/template.py with who plays it."
        )
    return Resource(name, kind, body.get("Properties", {}))


def _function(name: str, body: Json, provider: Json) -> FunctionSpec:
    try:
        sources = tuple(to_source(event) for event in body.get("events", ()))
    except ValueError as error:
        raise TemplateError(f"serverless.yml: function {name}: {error}") from error
    return FunctionSpec(
        name=name,
        handler=body["handler"],
        timeout_seconds=int({"timeout": 6, **provider, **body}["timeout"]),
        memory_mb=int({"memorySize": 1024, **provider, **body}["memorySize"]),
        environment={**provider.get("environment", {}), **body.get("environment", {})},
        sources=sources,
    )


@dataclass(frozen=True)
class Resolver:
    """Puts values in the place of references. What nobody knows raises `TemplateError`."""

    stage: str
    attribute: Callable[[str, str], str | None]
    """``(resource, attribute)`` to its value; the attribute ``Ref`` is what ``Ref`` gives."""
    params: Mapping[str, str]

    def resolve(self, value: Any) -> Any:
        match value:
            case {"Ref": str(name)} if len(value) == 1:
                return self.known(name, "Ref")
            case {"Fn::GetAtt": [str(name), str(attribute)]} if len(value) == 1:
                return self.known(name, attribute)
            case {"Fn::Sub": str(text)} if len(value) == 1:
                return _SUBSTITUTE.sub(self._substitute, self._plain(text))
            case dict():
                return {key: self.resolve(each) for key, each in self._known(value).items()}
            case list():
                return [self.resolve(each) for each in value]
            case str():
                return self._plain(value)
            case _:
                return value

    def _known(self, value: Json) -> Json:
        for key in value:
            if key.startswith("Fn::") or key == "Ref":
                raise TemplateError(f"serverless.yml: the sandbox does not know {key} as in {value}")
        return value

    def _plain(self, text: str) -> str:
        return _SERVERLESS.sub(self._variable, text)

    def _variable(self, match: re.Match[str]) -> str:
        source, name = match.groups()
        if (source, name) == ("sls", "stage"):
            return self.stage
        if source == "param" and name in self.params:
            return self.params[name]
        raise TemplateError(f"serverless.yml: the sandbox has no value for {match[0]}")

    def _substitute(self, match: re.Match[str]) -> str:
        name, _, attribute = match[1].partition(".")
        return self.known(name, attribute or "Ref")

    def known(self, name: str, attribute: str) -> str:
        """What ``Ref`` and ``Fn::GetAtt`` give. Raises `TemplateError` if nobody knows."""
        value = self.attribute(name, attribute)
        if value is None:
            raise TemplateError(f"serverless.yml: the sandbox has no value for {name}.{attribute}")
        return value
