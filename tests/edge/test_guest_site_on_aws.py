"""What serverless.yml says of the guest site, where the sandbox can only take it for true."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.adapters.s3_guest_site import CACHE_CONTROL
from sandbox.distribution import EDGE, ApiOrigin, BucketOrigin, Distribution, distribution
from sandbox.template import TemplateError, load

SERVERLESS = EDGE.parent / "serverless.yml"
WHO_LOOKED_AND_WHERE = ("uri", "query", "referer", "cookie", "host", "user-agent", "forwarded", "c-ip")


def resources() -> dict[str, Any]:
    return dict(yaml.safe_load(SERVERLESS.read_text(encoding="utf-8"))["resources"]["Resources"])


def guest_site() -> Distribution:
    return distribution(load(SERVERLESS), "GuestSite")


def test_the_behaviours_stand_in_this_order() -> None:
    site = guest_site()
    pages = (BucketOrigin("GuestBucket"), ApiOrigin("/missing"))
    assert [(each.pattern, each.origins) for each in (*site.particular, site.default)] == [
        ("/g/*/photo", (ApiOrigin(""),)),
        ("/crew/confirm*", (ApiOrigin(""),)),
        ("/g/*", pages),
        ("*", pages),
    ]


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        ("/g/KWBZPGD/photo", "/g/*/photo"),
        ("/g/KWBZPGD", "/g/*"),
        ("/g/KWBZPGD/photos", "/g/*"),
        ("/crew/confirm", "/crew/confirm*"),
        ("/privacy", None),
        ("/crew", None),
    ],
)
def test_the_first_behaviour_that_fits_takes_an_address(path: str, pattern: str | None) -> None:
    assert next((each.pattern for each in guest_site().particular if each.takes(path)), None) == pattern


def test_nothing_is_cached_on_the_way_to_the_api() -> None:
    by_pattern = {
        each["PathPattern"]: each["CachePolicyId"]
        for each in resources()["GuestSite"]["Properties"]["DistributionConfig"]["CacheBehaviors"]
    }
    disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"
    assert (by_pattern["/g/*/photo"], by_pattern["/crew/confirm*"]) == (disabled, disabled)


def test_a_change_is_seen_within_a_minute() -> None:
    policy = resources()["GuestSiteCache"]["Properties"]["CachePolicyConfig"]
    assert (policy["MinTTL"], policy["MaxTTL"]) == (0, 60)
    assert CACHE_CONTROL == "public, max-age=60"


def test_only_this_distribution_reads_the_bucket_and_it_may_tell_that_a_page_is_missing() -> None:
    statements = resources()["GuestBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    allowed = [each for each in statements if each["Effect"] == "Allow"]
    assert [each["Action"] for each in allowed] == ["s3:GetObject", "s3:ListBucket"]
    for each in allowed:
        assert each["Principal"] == {"Service": "cloudfront.amazonaws.com"}
        assert each["Condition"]["StringEquals"]["aws:SourceArn"]["Fn::Sub"].endswith(":distribution/${GuestSite}")


def test_the_old_site_is_left_alone_unless_it_is_said_to_be_managed() -> None:
    document = yaml.safe_load(SERVERLESS.read_text(encoding="utf-8"))
    assert document["params"]["default"]["legacy_site"] == "unmanaged"
    made_always = [
        name
        for name, each in resources().items()
        if each["Type"] == "AWS::CloudFront::Distribution" and "Condition" not in each
    ]
    assert made_always == ["GuestSite"]
    assert resources()["LegacySiteStandIn"]["Condition"] == "LegacySiteIsManaged"


def test_access_logs_hold_no_address_and_nobody() -> None:
    template = yaml.safe_load((EDGE / "access_logs.yml").read_text(encoding="utf-8"))
    fields = template["Resources"]["Delivery"]["Properties"]["RecordFields"]
    assert "sc-status" in fields
    assert not [field for field in fields for word in WHO_LOOKED_AND_WHERE if word in field.lower()]
    assert "Logging" not in resources()["GuestSite"]["Properties"]["DistributionConfig"]


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("CustomErrorResponses", [{"ErrorCode": 404}]),
        (
            "DefaultCacheBehavior",
            {"TargetOriginId": "pages", "AllowedMethods": ["GET"], "LambdaFunctionAssociations": []},
        ),
        ("Origins", [{"Id": "other", "DomainName": "example.com", "CustomOriginConfig": {}}]),
    ],
)
def test_what_the_sandbox_cannot_play_stops_the_start(tmp_path: Path, place: str, value: object) -> None:
    document = yaml.safe_load(SERVERLESS.read_text(encoding="utf-8"))
    document["resources"]["Resources"]["GuestSite"]["Properties"]["DistributionConfig"][place] = value
    file = tmp_path / "serverless.yml"
    file.write_text(yaml.safe_dump(document))
    with pytest.raises(TemplateError):
        distribution(load(file), "GuestSite")
