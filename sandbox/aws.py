"""The resources of serverless.yml, made at the endpoint."""

import json
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import boto3

from sandbox.endpoint import Endpoint
from sandbox.functions import ACCOUNT, REGION
from sandbox.jobs_pump import Queue
from sandbox.mail import Mail, to_mail
from sandbox.template import MADE_HERE, Json, Resolver, Resource, Template

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_sqs import SQSClient


@dataclass(frozen=True)
class Snapshot:
    """What stands in the tables and buckets, and the mails sent so far. Queues are empty when it is taken."""

    items: Mapping[str, list[Json]]
    objects: Mapping[tuple[str, str], Json]
    mails: list[Any]


_CORS_NAMES = {"MaxAge": "MaxAgeSeconds", "ExposedHeaders": "ExposeHeaders"}
"""Where CloudFormation and S3 call the same thing differently."""
_ITEMS_PER_WRITE = 25  # docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html


class Aws:
    """``elsewhere`` holds attributes of resources that are not made here, as ``"HttpApi.ApiEndpoint"``."""

    def __init__(
        self,
        endpoint: Endpoint,
        template: Template,
        params: Mapping[str, str],
        elsewhere: Mapping[str, str],
    ) -> None:
        self._endpoint = endpoint
        self.dynamodb: DynamoDBClient = boto3.client("dynamodb")
        self.streams: Any = boto3.client("dynamodbstreams")
        self.sqs: SQSClient = boto3.client("sqs")
        self.s3: S3Client = boto3.client("s3")
        self._sns: Any = boto3.client("sns")
        self._ses: Any = boto3.client("sesv2")
        self._template = template
        # Where others may be at work, too, the names must differ from theirs.
        self._stage = "sandbox" if endpoint.is_own else f"sandbox-{secrets.token_hex(4)}"
        self._elsewhere = elsewhere
        self._sender = params["mail_from"]
        self._made: dict[str, dict[str, str]] = {}
        self.resolver = Resolver(self._stage, self.attribute, params)

    def make(self) -> None:
        """Makes every resource, and verifies the sender's address."""
        for name, resource in self._template.resources.items():
            if resource.type in MADE_HERE:
                self.attribute(name, "Ref")
        self._ses.create_email_identity(EmailIdentity=self._sender)

    def attribute(self, name: str, attribute: str) -> str | None:
        """What ``Ref`` and ``Fn::GetAtt`` give. A resource that another one needs is made before it."""
        if attribute == "Ref" and name in self._template.parameters:
            return str(self.resolver.resolve(self._template.parameters[name]))
        resource = self._template.resources.get(name)
        if resource is None or resource.type not in MADE_HERE:
            return self._elsewhere.get(f"{name}.{attribute}")
        if name not in self._made:
            self._made[name] = self._make(resource)
        return self._made[name].get(attribute)

    def known(self, name: str, attribute: str) -> str:
        """An attribute the sandbox itself relies on. Raises `TemplateError` if serverless.yml lacks it."""
        return self.resolver.known(name, attribute)

    def queue(self, arn: str) -> Queue:
        """The queue with this ARN, and where its messages go in the end."""
        by_arn = {made.get("Arn"): name for name, made in self._made.items()}
        redrive = self.resolver.resolve(self._template.resources[by_arn[arn]].properties)["RedrivePolicy"]
        dead_letters = by_arn[redrive["deadLetterTargetArn"]]
        return Queue(self._made[by_arn[arn]]["Ref"], arn, self._made[dead_letters]["Ref"], redrive["maxReceiveCount"])

    def reset(self) -> None:
        """Everything as it was right after `make`."""
        if not self._endpoint.is_own:
            self.unmake()
        self._endpoint.reset()
        self._made.clear()
        self.make()

    def unmake(self) -> None:
        """Removes what was made, and leaves alone what else is there."""
        for table in self._refs("AWS::DynamoDB::Table"):
            with suppress(self.dynamodb.exceptions.ResourceNotFoundException):
                self.dynamodb.delete_table(TableName=table)
        for topic in self._refs("AWS::SNS::Topic"):
            with suppress(self._sns.exceptions.NotFoundException):
                self._sns.delete_topic(TopicArn=topic)
        for name in self._refs("AWS::SES::ConfigurationSet"):
            with suppress(self._ses.exceptions.NotFoundException):
                self._ses.delete_configuration_set(ConfigurationSetName=name)
        for queue in self._refs("AWS::SQS::Queue"):
            with suppress(self.sqs.exceptions.QueueDoesNotExist):
                self.sqs.delete_queue(QueueUrl=queue)
        for bucket in self._refs("AWS::S3::Bucket"):
            with suppress(self.s3.exceptions.NoSuchBucket):
                self._remove_bucket(bucket)

    def snapshot(self) -> Snapshot:
        scan, listing = self.dynamodb.get_paginator("scan"), self.s3.get_paginator("list_objects_v2")
        return Snapshot(
            items={
                table: [item for page in scan.paginate(TableName=table) for item in page["Items"]]
                for table in self._refs("AWS::DynamoDB::Table")
            },
            objects={
                (bucket, item["Key"]): self._object(bucket, item["Key"])
                for bucket in self._refs("AWS::S3::Bucket")
                for page in listing.paginate(Bucket=bucket)
                for item in page.get("Contents", ())
            },
            mails=self._endpoint.outbox(),
        )

    def restore(self, snapshot: Snapshot) -> None:
        """Puts what a snapshot holds into empty tables and buckets."""
        self._endpoint.put_back(snapshot.mails)
        for (bucket, key), held in snapshot.objects.items():
            self.s3.put_object(Bucket=bucket, Key=key, **held)
        for table, items in snapshot.items.items():
            for start in range(0, len(items), _ITEMS_PER_WRITE):
                puts: Any = [{"PutRequest": {"Item": item}} for item in items[start : start + _ITEMS_PER_WRITE]]
                self.dynamodb.batch_write_item(RequestItems={table: puts})

    def mails(self, since: int = 0) -> list[Mail]:
        """What was sent, oldest first, without the first so many."""
        return [to_mail(raw, message_id) for message_id, raw in self._endpoint.sent_mails(since)]

    def _object(self, bucket: str, key: str) -> Json:
        got = self.s3.get_object(Bucket=bucket, Key=key)
        return {
            "Body": got["Body"].read(),
            "ContentType": got["ContentType"],
            "CacheControl": got.get("CacheControl", ""),
        }

    def _remove_bucket(self, bucket: str) -> None:
        for page in self.s3.get_paginator("list_objects_v2").paginate(Bucket=bucket):
            for item in page.get("Contents", ()):
                self.s3.delete_object(Bucket=bucket, Key=item["Key"])
        self.s3.delete_bucket(Bucket=bucket)

    def _refs(self, kind: str) -> list[str]:
        resources = self._template.resources
        return [made["Ref"] for name, made in self._made.items() if resources[name].type == kind]

    def _make(self, resource: Resource) -> dict[str, str]:
        properties = self.resolver.resolve(resource.properties)
        name = f"{self._template.service}-{self._stage}-{resource.name.lower()}"
        match resource.type:
            case "AWS::DynamoDB::Table":
                return self._make_table(properties.pop("TableName", name), properties)
            case "AWS::SQS::Queue":
                return self._make_queue(properties.pop("QueueName", name), properties)
            case "AWS::SNS::Topic":
                topic = properties.pop("TopicName", name)
                return {"Ref": self._sns.create_topic(Name=topic)["TopicArn"], "TopicName": topic}
            case "AWS::SES::ConfigurationSet":
                self._ses.create_configuration_set(ConfigurationSetName=properties["Name"])
                return {"Ref": properties["Name"]}
            case _:
                return self._make_bucket(properties.pop("BucketName", name), properties)

    def _make_table(self, name: str, properties: Json) -> dict[str, str]:
        ttl = properties.pop("TimeToLiveSpecification", None)
        properties.pop("PointInTimeRecoverySpecification", None)
        if stream := properties.get("StreamSpecification"):
            stream["StreamEnabled"] = True
        made = self.dynamodb.create_table(TableName=name, **properties)["TableDescription"]
        if ttl:
            self.dynamodb.update_time_to_live(TableName=name, TimeToLiveSpecification=ttl)
        return {"Ref": name, "Arn": made["TableArn"], "StreamArn": made.get("LatestStreamArn", "")}

    def _make_queue(self, name: str, properties: Json) -> dict[str, str]:
        attributes: Any = {key: _text(each) for key, each in properties.items()}
        made = self.sqs.create_queue(QueueName=name, Attributes=attributes)
        return {"Ref": made["QueueUrl"], "Arn": f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}", "QueueName": name}

    def _make_bucket(self, name: str, properties: Json) -> dict[str, str]:
        self.s3.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        if cors := properties.get("CorsConfiguration"):
            rules: Any = [{_CORS_NAMES.get(key, key): each for key, each in rule.items()} for rule in cors["CorsRules"]]
            self.s3.put_bucket_cors(Bucket=name, CORSConfiguration={"CORSRules": rules})
        domain = f"{name}.s3.{REGION}.amazonaws.com"
        return {"Ref": name, "Arn": f"arn:aws:s3:::{name}", "RegionalDomainName": domain}


def _text(value: Any) -> str:
    """An attribute of a queue as SQS's API takes it."""
    if isinstance(value, bool):
        return str(value).lower()
    return json.dumps(value) if isinstance(value, dict) else str(value)
