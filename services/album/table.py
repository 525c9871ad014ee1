"""Albums in the ShipCaptainCrew table. Every write is conditional; one that another write overtook returns False."""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from contracts.photos import Unfit
from services.album.rows import AlbumRows, PhotoRow, album_key, photo_key
from services.dynamo.rows import from_wire, partition, transact, wire, with_values

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class AlbumTable:
    def __init__(self, client: "DynamoDBClient", name: str) -> None:
        self._client = client
        self._name = name

    def album(self, event_id: str) -> AlbumRows:
        """As it stands now; empty where nobody has added anything."""
        items = partition(self._client, self._name, album_key(event_id)["pk"])
        counters: dict[str, Any] = next((item for item in items if item.get("kind") == "album"), {})
        photos = tuple(PhotoRow.model_validate(item) for item in items if item.get("kind") == "photo")
        return AlbumRows(granted=counters.get("granted", 0), shown=counters.get("shown", 0), photos=photos)

    def photo(self, event_id: str, photo_id: str) -> PhotoRow | None:
        key = wire(photo_key(event_id, photo_id))
        item = self._client.get_item(TableName=self._name, Key=key, ConsistentRead=True).get("Item")
        return PhotoRow.model_validate(from_wire(item)) if item else None

    def grant(self, photo: PhotoRow, guest_token: str, seen: AlbumRows) -> bool:
        """Puts the photo if the token still opens the album, and nothing else was granted since it was seen."""
        still_open = {
            "ConditionCheck": {
                "TableName": self._name,
                "Key": wire({"pk": f"EVENT#{photo.event_id}", "sk": "EVENT"}),
                "ConditionExpression": "guest_token = :token",
                **with_values({":token": guest_token}),
            }
        }
        put = {
            "Put": {
                "TableName": self._name,
                "Item": wire(photo.to_item()),
                "ConditionExpression": "attribute_not_exists(pk)",
            }
        }
        return transact(self._client, [still_open, self._counted(photo.event_id, "granted", seen.granted), put])

    def show(self, photo: PhotoRow, size: tuple[int, int], at: dt.datetime) -> bool:
        """Gives a granted photo the next number. False if it is granted no more, or another was faster."""
        shown = self.album(photo.event_id).shown
        update = {
            "Update": {
                "TableName": self._name,
                "Key": wire(photo_key(photo.event_id, photo.photo_id)),
                "UpdateExpression": "SET #state = :shown, #number = :number, shown_at = :at, width = :width, "
                "height = :height REMOVE expires_at",
                "ConditionExpression": "#state = :granted",
                "ExpressionAttributeNames": {"#state": "state", "#number": "number"},
                **with_values(
                    {
                        ":shown": "shown",
                        ":granted": "granted",
                        ":number": shown + 1,
                        ":at": at.isoformat(),
                        ":width": size[0],
                        ":height": size[1],
                    }
                ),
            }
        }
        return transact(self._client, [self._counted(photo.event_id, "shown", shown), update])

    def refuse(self, photo: PhotoRow, why: Unfit) -> None:
        self._set(photo, "#state = :granted", {":granted": "granted"}, state="refused", refused=why)

    def hide(self, photo: PhotoRow, by: str | None) -> bool:
        """``by`` None shows it again."""
        return self._set(photo, "#state = :shown", {":shown": "shown"}, hidden_by=by)

    def take_down(self, photo: PhotoRow) -> None:
        """From now on nobody sees it; its row goes with `forget`."""
        self._set(photo, "attribute_exists(pk)", {}, state="gone")

    def forget(self, event_id: str, photo_id: str) -> None:
        self._client.delete_item(TableName=self._name, Key=wire(photo_key(event_id, photo_id)))

    def forget_all(self, event_id: str) -> None:
        for item in partition(self._client, self._name, album_key(event_id)["pk"]):
            self._client.delete_item(TableName=self._name, Key=wire({"pk": item["pk"], "sk": item["sk"]}))

    def _counted(self, event_id: str, counter: str, seen: int) -> dict[str, Any]:
        return {
            "Update": {
                "TableName": self._name,
                "Key": wire(album_key(event_id)),
                "UpdateExpression": "SET #counter = :next, kind = :kind",
                "ConditionExpression": "#counter = :seen OR attribute_not_exists(#counter)",
                "ExpressionAttributeNames": {"#counter": counter},
                **with_values({":next": seen + 1, ":seen": seen, ":kind": "album"}),
            }
        }

    def _set(self, photo: PhotoRow, condition: str, held: Mapping[str, Any], **fields: object) -> bool:
        names = {f"#{name}": name for name in (*fields, "state")}
        if "#state" not in condition and "state" not in fields:
            names.pop("#state")
        try:
            self._client.update_item(
                TableName=self._name,
                Key=wire(photo_key(photo.event_id, photo.photo_id)),
                UpdateExpression="SET " + ", ".join(f"#{name} = :new_{name}" for name in fields),
                ConditionExpression=condition,
                ExpressionAttributeNames=names,
                **with_values({**{f":new_{name}": value for name, value in fields.items()}, **held}),
            )
        except self._client.exceptions.ConditionalCheckFailedException:
            return False
        return True
