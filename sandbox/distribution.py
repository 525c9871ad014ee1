"""What serverless.yml says of a CloudFront distribution: which address goes where, through what, with which headers.

The words are CloudFormation's: docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_CloudFront.html.
What is not understood here stops the start.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sandbox.template import Json, Template, TemplateError

EDGE = Path(__file__).resolve().parent.parent / "edge"

_CODE = re.compile(r"\$\{file\(edge/code\.cjs\):(\w+)\}")
_WITHOUT_EFFECT_HERE = {"ViewerProtocolPolicy", "Compress", "CachePolicyId", "OriginRequestPolicyId"}
_UNDERSTOOD = {"PathPattern", "TargetOriginId", "AllowedMethods", "ResponseHeadersPolicyId", "FunctionAssociations"}


@dataclass(frozen=True)
class BucketOrigin:
    bucket: str
    """The resource's name in serverless.yml."""


@dataclass(frozen=True)
class ApiOrigin:
    path: str
    """Put before the address."""


Origin = BucketOrigin | ApiOrigin


@dataclass(frozen=True)
class Header:
    name: str
    value: str
    override: bool
    """False: what the origin says counts."""


@dataclass(frozen=True)
class Behaviour:
    pattern: str
    methods: frozenset[str]
    origins: tuple[Origin, ...]
    fails_over_at: frozenset[int]
    """With these the next origin is asked."""
    function: Path | None
    headers: tuple[Header, ...]

    def takes(self, path: str) -> bool:
        pattern = re.escape(self.pattern).replace(r"\*", ".*").replace(r"\?", ".")
        return re.fullmatch(pattern, path, re.DOTALL) is not None


@dataclass(frozen=True)
class Distribution:
    particular: tuple[Behaviour, ...]
    """In the order in which they are looked at."""
    default: Behaviour


def distribution(template: Template, name: str) -> Distribution:
    """Raises `TemplateError` for what the sandbox would play differently from AWS."""
    if name not in template.resources:
        raise TemplateError(f"serverless.yml: the sandbox needs the distribution {name}")
    config = template.resources[name].properties["DistributionConfig"]
    if "CustomErrorResponses" in config:
        raise TemplateError("serverless.yml: CustomErrorResponses would replace the API's answers, too")
    origins = {each["Id"]: (_origin(each),) for each in config["Origins"]}
    groups = {each["Id"]: each for each in config.get("OriginGroups", {}).get("Items", ())}
    reached = {
        **{key: (each, frozenset[int]()) for key, each in origins.items()},
        **{key: _group(each, origins) for key, each in groups.items()},
    }
    return Distribution(
        tuple(_behaviour(template, each, reached) for each in config.get("CacheBehaviors", ())),
        _behaviour(template, {"PathPattern": "*", **config["DefaultCacheBehavior"]}, reached),
    )


def _origin(origin: Json) -> Origin:
    match origin:
        case {"S3OriginConfig": _, "DomainName": {"Fn::GetAtt": [str(bucket), "RegionalDomainName"]}}:
            return BucketOrigin(bucket)
        case {"CustomOriginConfig": _, "DomainName": {"Fn::Sub": str(host)}} if host.startswith("${HttpApi}."):
            return ApiOrigin(origin.get("OriginPath", ""))
    raise TemplateError(f"serverless.yml: the sandbox does not know the origin {origin['Id']}")


def _group(group: Json, origins: Mapping[str, tuple[Origin]]) -> tuple[tuple[Origin, ...], frozenset[int]]:
    members = [origins[each["OriginId"]][0] for each in group["Members"]["Items"]]
    return tuple(members), frozenset(group["FailoverCriteria"]["StatusCodes"]["Items"])


def _behaviour(
    template: Template, body: Json, reached: Mapping[str, tuple[tuple[Origin, ...], frozenset[int]]]
) -> Behaviour:
    if unknown := body.keys() - _UNDERSTOOD - _WITHOUT_EFFECT_HERE:
        raise TemplateError(f"serverless.yml: the sandbox cannot play {sorted(unknown)} of {body['PathPattern']}")
    origins, fails_over_at = reached[body["TargetOriginId"]]
    return Behaviour(
        pattern=body["PathPattern"],
        methods=frozenset(body["AllowedMethods"]),
        origins=origins,
        fails_over_at=fails_over_at,
        function=_function(template, body.get("FunctionAssociations", ())),
        headers=_headers(template, body.get("ResponseHeadersPolicyId")),
    )


def _function(template: Template, associations: Sequence[Json]) -> Path | None:
    match associations:
        case []:
            return None
        case [{"EventType": "viewer-request", "FunctionARN": {"Fn::GetAtt": [str(name), "FunctionARN"]}}]:
            code = template.resources[name].properties["FunctionCode"]
            if isinstance(code, str) and (found := _CODE.fullmatch(code)):
                return EDGE / f"{found[1]}.js"
    raise TemplateError(f"serverless.yml: the sandbox cannot play the functions {associations}")


def _headers(template: Template, reference: Any) -> tuple[Header, ...]:
    if reference is None:
        return ()
    config = template.resources[reference["Ref"]].properties["ResponseHeadersPolicyConfig"]
    if unknown := config.keys() - {"Name", "Comment", "SecurityHeadersConfig", "CustomHeadersConfig"}:
        raise TemplateError(f"serverless.yml: the sandbox cannot play {sorted(unknown)} of {reference['Ref']}")
    secure = [_security_header(name, body) for name, body in config.get("SecurityHeadersConfig", {}).items()]
    custom = config.get("CustomHeadersConfig", {}).get("Items", ())
    return (*secure, *(Header(each["Header"], each["Value"], each["Override"]) for each in custom))


def _security_header(name: str, body: Json) -> Header:
    match name, body:
        case "ContentSecurityPolicy", {"ContentSecurityPolicy": value}:
            return Header("Content-Security-Policy", value, body["Override"])
        case "ContentTypeOptions", _:
            return Header("X-Content-Type-Options", "nosniff", body["Override"])
        case "FrameOptions", {"FrameOption": value}:
            return Header("X-Frame-Options", value, body["Override"])
        case "ReferrerPolicy", {"ReferrerPolicy": value}:
            return Header("Referrer-Policy", value, body["Override"])
        case "StrictTransportSecurity", {"AccessControlMaxAgeSec": int(seconds), "Override": override, **rest}:
            if not rest:
                return Header("Strict-Transport-Security", f"max-age={seconds}", override)
    raise TemplateError(f"serverless.yml: the sandbox cannot play the header {name}: {body}")
