"""The calendar: one entry per booking, the newest version holds, a deleted entry stays deleted."""

import pytest

from tests.services.conftest import OLD_TOKEN, World

SEED = {
    "date": "2024-05-30",
    "event_name": "Boatsetter Charter - 3 hours",
    "crew": ["crew_id_1", "crew_id_2"],
    "captain": "captain_id_1",
}
MAY = {"from": "2024-05-01", "to": "2024-05-31"}


def entry(version: int | None = None, **fields: object) -> dict[str, object]:
    return {**SEED, "booking_id": "KWBZPGD", **({"version": version} if version else {}), **fields}


def names(world: World, first: str, last: str) -> list[str]:
    listed = world.calendar("GET", "/calendar", query={"from": first, "to": last})
    assert listed.status == 200
    return [each["event_name"] for each in listed.json["entries"]]


def test_the_original_body_makes_an_entry(world: World) -> None:
    created = world.calendar("POST", "/calendar", SEED)
    assert created.status == 201
    assert created.json.items() >= SEED.items()
    assert world.calendar("GET", "/calendar", query=MAY).json["entries"] == [created.json]


def test_each_original_post_is_an_entry_of_its_own(world: World) -> None:
    ids = {world.calendar("POST", "/calendar", SEED).json["id"] for _ in range(2)}
    assert len(ids) == 2


def test_nobody_aboard_yet(world: World) -> None:
    created = world.calendar("POST", "/calendar", {**SEED, "crew": [], "captain": None})
    assert (created.status, created.json["captain"], created.json["crew"]) == (201, None, [])


def test_a_booking_has_one_entry(world: World) -> None:
    first = world.calendar("POST", "/calendar", entry(1))
    second = world.calendar("POST", "/calendar", entry(1, event_name="twice"))
    assert (first.status, second.status) == (201, 200)
    assert second.json == first.json
    assert len(names(world, first="2024-05-01", last="2024-05-31")) == 1


def test_a_second_post_with_a_higher_version_is_an_update(world: World) -> None:
    world.calendar("POST", "/calendar", entry(1))
    second = world.calendar("POST", "/calendar", entry(2, date="2024-06-01"))
    assert (second.status, second.json["date"], second.json["version"]) == (200, "2024-06-01", 2)
    assert names(world, "2024-05-01", "2024-05-31") == []


def test_a_lower_version_changes_nothing(world: World) -> None:
    entry_id = world.calendar("POST", "/calendar", entry(3)).json["id"]
    late = world.calendar("PUT", f"/calendar/{entry_id}", entry(2, event_name="late"))
    assert (late.status, late.json["event_name"], late.json["version"]) == (200, SEED["event_name"], 3)
    deleted = world.calendar("DELETE", f"/calendar/{entry_id}", query={"version": "2"})
    assert (deleted.status, deleted.json["version"]) == (200, 3)


@pytest.mark.parametrize("late", [None, 1, 2])
def test_a_deleted_entry_does_not_come_back_by_a_late_write(world: World, late: int | None) -> None:
    entry_id = world.calendar("POST", "/calendar", entry(1)).json["id"]
    assert world.calendar("DELETE", f"/calendar/{entry_id}", query={"version": "2"}).status == 204
    assert world.calendar("PUT", f"/calendar/{entry_id}", entry(late)).status == 404
    assert world.calendar("POST", "/calendar", entry(late)).status == 404
    assert names(world, "2024-05-01", "2024-05-31") == []


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_a_higher_version_revives_a_deleted_entry(world: World, method: str) -> None:
    entry_id = world.calendar("POST", "/calendar", entry(1)).json["id"]
    world.calendar("DELETE", f"/calendar/{entry_id}", query={"version": "2"})
    path = f"/calendar/{entry_id}" if method == "PUT" else "/calendar"
    revived = world.calendar(method, path, entry(3))
    assert (revived.status, revived.json["id"], revived.json["version"]) == (200, entry_id, 3)


def test_deleting_twice_is_fine_and_an_unknown_one_is_not_found(world: World) -> None:
    entry_id = world.calendar("POST", "/calendar", entry(1)).json["id"]
    assert [world.calendar("DELETE", f"/calendar/{entry_id}").status for _ in range(2)] == [204, 204]
    assert world.calendar("DELETE", "/calendar/cal-unknown").status == 404
    assert world.calendar("PUT", "/calendar/cal-unknown", SEED).status == 404


def test_a_second_delete_raises_the_version_that_a_late_write_must_beat(world: World) -> None:
    entry_id = world.calendar("POST", "/calendar", entry(1)).json["id"]
    for version in ("2", "5"):
        world.calendar("DELETE", f"/calendar/{entry_id}", query={"version": version})
    assert world.calendar("PUT", f"/calendar/{entry_id}", entry(4)).status == 404


def test_a_listing_holds_its_days_in_order(world: World) -> None:
    for date in ("2024-07-01", "2024-05-31", "2024-06-15", "2024-05-30", "2024-06-30"):
        world.calendar("POST", "/calendar", {**SEED, "date": date, "event_name": date})
    afternoon = {"event_name": "afternoon", "start_at": "2024-06-15T14:00:00-07:00"}
    morning = {"event_name": "morning", "start_at": "2024-06-15T10:00:00-07:00"}
    for half in (afternoon, morning):
        world.calendar("POST", "/calendar", {**SEED, "date": "2024-06-15", **half})
    assert names(world, "2024-05-31", "2024-06-30") == [
        "2024-05-31", "2024-06-15", "morning", "afternoon", "2024-06-30"
    ]  # fmt: skip


def test_a_listing_reads_no_more_than_it_shows(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for year in range(2001, 2021):
        world.calendar("POST", "/calendar", {**SEED, "date": f"{year}-05-30"})
    world.calendar("POST", "/calendar", SEED)
    items = world.clients["dynamodb"].query(
        TableName="calendar",
        IndexName="by_month",
        KeyConditionExpression="#m = :m",
        ExpressionAttributeNames={"#m": "month"},
        ExpressionAttributeValues={":m": {"S": "2024-05"}},
    )
    assert items["ScannedCount"] == 1
    assert len(names(world, "2024-05-01", "2024-05-31")) == 1


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({}, "from"),
        ({"from": "2024-05-01"}, "to"),
        ({"from": "yesterday", "to": "2024-05-01"}, "from"),
        ({"from": "2024-02-30", "to": "2024-05-01"}, "from"),
        ({"from": "2024-05-02", "to": "2024-05-01"}, "to"),
        ({"from": "2024-01-01", "to": "2199-01-01"}, "to"),
    ],
)
def test_a_listing_needs_two_days(world: World, query: dict[str, str], field: str) -> None:
    refused = world.calendar("GET", "/calendar", query=query)
    assert (refused.status, refused.json["code"]) == (400, "bad_request")
    assert refused.json["detail"].startswith(f"{field}:")


@pytest.mark.parametrize("version", ["0", "-1", "x", "1.5", "99999999999"])
def test_delete_needs_a_version_that_is_a_number(world: World, version: str) -> None:
    refused = world.calendar("DELETE", "/calendar/any", query={"version": version})
    assert (refused.status, refused.json["detail"][:8]) == (400, "version:")


def test_two_tokens_are_good_while_one_is_being_changed(world: World) -> None:
    assert world.calendar("POST", "/calendar", SEED, headers={"X-Dashboard-Token": OLD_TOKEN}).status == 201
