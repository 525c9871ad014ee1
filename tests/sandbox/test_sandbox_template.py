import re
from pathlib import Path

import pytest
import yaml

from sandbox.sources import HttpRoute, ObjectSource, QueueSource, Schedule, StreamSource, TopicSource
from sandbox.template import Resolver, TemplateError, load
from tests.sandbox.conftest import STANDIN

SERVERLESS = Path(__file__).parents[2] / "serverless.yml"


def resolver(**params: str) -> Resolver:
    known = {("Rows", "Ref"): "rows", ("Rows", "Arn"): "arn:rows"}
    return Resolver("stage-1", lambda name, attribute: known.get((name, attribute)), params)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"Ref": "Rows"}, "rows"),
        ({"Fn::GetAtt": ["Rows", "Arn"]}, "arn:rows"),
        ({"Fn::Sub": "${Rows.Arn}/${sls:stage}/${Rows}"}, "arn:rows/stage-1/rows"),
        ("a-${sls:stage}-${param:colour}", "a-stage-1-blue"),
        ({"deep": [{"Ref": "Rows"}, 3, True]}, {"deep": ["rows", 3, True]}),
    ],
)
def test_references_become_values(value: object, expected: object) -> None:
    assert resolver(colour="blue").resolve(value) == expected


@pytest.mark.parametrize(
    "value",
    [
        {"Ref": "Nothing"},
        {"Fn::GetAtt": ["Rows", "StreamArn"]},
        {"Fn::Sub": "${Nothing}"},
        {"Fn::Join": ["", ["a", "b"]]},
        "${param:missing}",
        "${self:service}",
        "${env:HOME}",
    ],
)
def test_what_nobody_knows_stops_the_start(value: object) -> None:
    with pytest.raises(TemplateError):
        resolver().resolve(value)


def changed(tmp_path: Path, change: str, value: object) -> Path:
    """standin.yml with one value put in, at a path like ``functions.web.events``."""
    document = yaml.safe_load(STANDIN.read_text())
    *parents, last = change.split(".")
    place = document
    for name in parents:
        place = place[name]
    place[last] = value
    file = tmp_path / "serverless.yml"
    file.write_text(yaml.safe_dump(document))
    return file


def test_an_unknown_type_of_resource_stops_the_start(tmp_path: Path) -> None:
    file = changed(tmp_path, "resources.Resources.Cache", {"Type": "AWS::ElastiCache::CacheCluster"})
    with pytest.raises(TemplateError, match=r"Cache is a AWS::ElastiCache::CacheCluster"):
        load(file)


@pytest.mark.parametrize(
    "event",
    [
        {"httpApi": "FETCH /things"},
        {"s3": {"bucket": "photos"}},
        {"eventBridge": {"pattern": {"source": ["aws.ec2"]}}},
        {"eventBridge": {"schedule": "rate(1 hour)"}},
        {"sqs": {"arn": "a", "batchSize": 1, "filterPatterns": []}},
        {"schedule": {"method": "scheduler", "rate": ["cron(0 0 * * ? *)"], "input": {}}},
    ],
)
def test_an_event_it_cannot_play_stops_the_start(tmp_path: Path, event: object) -> None:
    with pytest.raises(TemplateError, match="function web"):
        load(changed(tmp_path, "functions.web.events", [event]))


def test_serverless_yml_says_how_each_function_is_called() -> None:
    functions = load(SERVERLESS).functions
    kinds = {name: {type(source) for source in each.sources} for name, each in functions.items()}
    assert kinds == {
        "slack": {HttpRoute},
        "worker": {QueueSource, Schedule},
        "calendar": {HttpRoute},
        "scc": {HttpRoute},
        "missingPage": {HttpRoute},
        "photos": {ObjectSource},
        "signals": {TopicSource},
        "conditions": {Schedule},
        "crewNotifier": {StreamSource},
    }


def test_serverless_variables_stay_out_of_what_the_sandbox_reads() -> None:
    document = yaml.safe_load(SERVERLESS.read_text())
    read = [document["resources"]["Resources"], [each["events"] for each in document["functions"].values()]]
    variables = yaml.safe_dump(read).replace("${sls:stage}", "").replace("${AWS::", "")
    variables = re.sub(r"\$\{file\(edge/code\.cjs\):\w+\}", "", variables)
    assert "${param:" not in variables
    assert "${self:" not in variables
    assert "${opt:" not in variables
    assert "${file" not in variables


def test_every_function_has_a_role_of_its_own() -> None:
    roles = [each["role"] for each in yaml.safe_load(SERVERLESS.read_text())["functions"].values()]
    assert len(set(roles)) == len(roles)
    assert set(roles) <= load(SERVERLESS).resources.keys()


def test_roles_name_no_wildcard_action() -> None:
    resources = load(SERVERLESS).resources.values()
    actions = [
        action
        for role in resources
        if role.type == "AWS::IAM::Role"
        for policy in role.properties["Policies"]
        for statement in policy["PolicyDocument"]["Statement"]
        for action in statement["Action"]
    ]
    assert actions
    assert not [action for action in actions if "*" in action]


def test_only_the_guest_sites_pages_may_send_photos() -> None:
    [rule] = load(SERVERLESS).resources["PhotosBucket"].properties["CorsConfiguration"]["CorsRules"]
    assert (rule["AllowedOrigins"], rule["AllowedMethods"]) == ([{"Ref": "GuestSiteUrl"}], ["POST"])


def test_no_bucket_is_public() -> None:
    buckets = [each for each in load(SERVERLESS).resources.values() if each.type == "AWS::S3::Bucket"]
    assert len(buckets) == 2
    for bucket in buckets:
        assert set(bucket.properties["PublicAccessBlockConfiguration"].values()) == {True}
        assert bucket.properties["BucketEncryption"]
    policies = [each for each in load(SERVERLESS).resources.values() if each.type == "AWS::S3::BucketPolicy"]
    allowed = [
        said
        for each in policies
        for said in each.properties["PolicyDocument"]["Statement"]
        if said["Effect"] == "Allow"
    ]
    assert allowed
    assert {tuple(said["Principal"].items()) for said in allowed} == {(("Service", "cloudfront.amazonaws.com"),)}
    assert all("Condition" in said for said in allowed)
