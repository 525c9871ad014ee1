"""Photos of a charter at the API: who is let in, when something is taken, and what is kept of it."""

import datetime as dt
from typing import Any

import pytest

from contracts.photos import LARGEST_BYTES, MOST
from services.album.bucket import AlbumBucket
from services.scc.photos.grace import BOATS_FILE, grace_of
from tests.services import pictures
from tests.services.album import EVENT, Guest, check, created, policy_of
from tests.services.conftest import CHARTER, PHOTOS, LambdaContext, World

OPENS = dt.datetime.fromisoformat("2026-05-30T12:00:00-07:00")
CLOSES = dt.datetime.fromisoformat("2026-06-06T16:00:00-07:00")
SECOND = dt.timedelta(seconds=1)
MINUTE = dt.timedelta(minutes=1)


@pytest.fixture
def guest(crewed: World) -> Guest:
    """Somebody with the link, a minute after photos are taken."""
    made = crewed.scc("POST", "/events", CHARTER).json
    crewed.at(OPENS + MINUTE)
    return Guest(crewed, made["guest_token"])


def photo_rows(world: World) -> list[dict[str, Any]]:
    return [row for row in world.rows() if row.get("kind", {}).get("S") == "photo"]


@pytest.mark.parametrize("token", [None, "", "wrong", "ñ", "a" * 4000])
@pytest.mark.parametrize("booking_id", ["KWBZPGD", "LNFCQTX", "x", "kw_zpgd"])
def test_without_the_token_nobody_learns_whether_there_is_such_a_booking(
    guest: Guest, token: str | None, booking_id: str
) -> None:
    guest.add()
    stranger = Guest(guest.world, token, booking_id)
    answers = [stranger.get(), stranger.ask(words="any"), stranger.post({"take_down": "x"}), stranger.post("no json")]
    assert {(answer.status, answer.json["code"], answer.json["detail"]) for answer in answers} == {
        (401, "unauthorized", Guest(guest.world, "other", "ZZZZZZZ").get().json["detail"])
    }
    assert answers[0].headers["cache-control"] == "no-store"


def test_the_token_of_one_charter_opens_no_other(guest: Guest) -> None:
    guest.world.scc("POST", "/events", {**CHARTER, "booking_id": "LNFCQTX"})
    assert Guest(guest.world, guest.token, "LNFCQTX").get().status == 401


def test_the_link_works_however_the_booking_id_is_typed(guest: Guest) -> None:
    assert Guest(guest.world, guest.token, "kwbzpgd").get().status == 200


def test_the_album_tells_what_may_be_added_and_in_which_words(guest: Guest) -> None:
    album = guest.album
    assert (album["window"]["state"], album["room"], album["most"]) == ("open", MOST, MOST)
    assert dt.datetime.fromisoformat(album["window"]["opens_at"]) == OPENS
    assert dt.datetime.fromisoformat(album["window"]["closes_at"]) == CLOSES
    assert album["types"] == ["image/jpeg", "image/png", "image/heic", "image/heif"]
    assert set(album["consents"]) == {"en", "es"}
    assert "The crew of JADA may also show these photos in public" in album["consents"]["en"]["publish"]
    assert album["photos"] == []


def test_a_grant_is_for_one_file_of_that_type_and_length(guest: Guest) -> None:
    granted = guest.ask(bytes=4321, type="image/heic").json
    conditions = policy_of(granted)["conditions"]
    assert {"key": f"in/{EVENT}/{granted['photo_id']}"} in conditions
    assert {"Content-Type": "image/heic"} in conditions
    assert ["content-length-range", 4321, 4321] in conditions
    assert {"bucket": PHOTOS} in conditions
    ends_at = dt.datetime.fromisoformat(policy_of(granted)["expiration"].replace("Z", "+00:00"))
    assert dt.timedelta(minutes=9) < ends_at - dt.datetime.now(dt.UTC) <= dt.timedelta(minutes=10)


def test_on_aws_the_form_goes_to_the_buckets_own_region(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser follows no redirect of another origin's, and the page allows this origin alone."""
    from runtime.aws import signing_s3_client
    from services.album.bucket import Place

    monkeypatch.delenv("AWS_ENDPOINT_URL")
    bucket = AlbumBucket(signing_s3_client(), "photos-of-guests")
    origin = "https://photos-of-guests.s3.us-west-2.amazonaws.com/"
    assert bucket.grant(Place(EVENT, "a"), "image/png", 5)[0] == origin
    assert bucket.address("out/a.jpg").startswith(f"{origin}out/a.jpg?X-Amz-Algorithm=AWS4-HMAC-SHA256")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"type": "video/mp4"}, 415, "wrong_kind"),
        ({"type": "video/quicktime"}, 415, "wrong_kind"),
        ({"type": "image/gif"}, 415, "wrong_kind"),
        ({"type": "image/svg+xml"}, 415, "wrong_kind"),
        ({"type": "IMAGE/JPEG"}, 415, "wrong_kind"),
        ({"bytes": LARGEST_BYTES + 1}, 413, "too_large"),
        ({"bytes": 0}, 400, "bad_request"),
        ({"bytes": "1000"}, 400, "bad_request"),
        ({"bytes": 10**40}, 413, "too_large"),
        ({"name": "x" * 41}, 400, "bad_request"),
        ({"consents": {"share": False, "publish": True}}, 422, "consent_needed"),
        ({"consents": {"publish": True}}, 400, "bad_request"),
        ({"words": "0123456789ab"}, 409, "other_words"),
        ({"language": "fr"}, 409, "other_words"),
    ],
)
def test_what_cannot_be_taken_is_declined_in_words(
    guest: Guest, changes: dict[str, Any], status: int, code: str
) -> None:
    answer = guest.ask(**changes)
    assert (answer.status, answer.json["code"]) == (status, code)
    assert answer.json["detail"]
    assert not photo_rows(guest.world)
    if changes.get("type", "").startswith("video"):
        assert "Videos cannot be taken" in answer.json["detail"]


@pytest.mark.parametrize("body", [None, "", "[]", "{}", {"upload": None}, {"take_down": "../x"}, {"upload": 5}])
def test_a_body_that_says_nothing_is_refused(guest: Guest, body: Any) -> None:
    answer = guest.post(body)
    assert (answer.status, answer.json["code"]) == (400, "bad_request")


def test_both_wishes_at_once_are_refused(guest: Guest) -> None:
    assert guest.post({**guest.wish(), "take_down": "x"}).status == 400


@pytest.mark.parametrize(
    ("at", "code"),
    [
        (OPENS - SECOND, "too_early"),
        (OPENS + SECOND, None),
        (CLOSES - MINUTE, None),
        (CLOSES + SECOND, "too_late"),
    ],
)
def test_photos_are_taken_inside_the_window_only(guest: Guest, at: dt.datetime, code: str | None) -> None:
    guest.world.at(at)
    answer = guest.ask()
    assert (answer.status, answer.json.get("code")) == ((409, code) if code else (201, None))


def test_the_window_moves_with_the_charter_and_ends_with_a_cancel(guest: Guest) -> None:
    day = dt.timedelta(days=1)
    later = {name: (dt.datetime.fromisoformat(str(CHARTER[name])) + day).isoformat() for name in ("start_at", "end_at")}
    moved = {**CHARTER, **later, "event_date": "2026-05-31", "version": 2}
    assert guest.world.scc("PUT", f"/events/{EVENT}", moved).status == 200
    assert guest.ask().json["code"] == "too_early"
    guest.world.at(OPENS + day + MINUTE)
    assert guest.ask().status == 201
    guest.world.scc("POST", f"/events/{EVENT}/cancel", {"version": 3})
    assert guest.album["window"]["state"] == "cancelled"
    assert guest.ask().json["code"] == "event_cancelled"


def test_the_grace_is_the_boats_or_a_week() -> None:
    assert "photo_grace_days = 7" in BOATS_FILE.read_text(encoding="utf-8")
    assert grace_of("jada") == grace_of("unheard of") == grace_of(None) == dt.timedelta(days=7)


def test_a_charter_of_the_original_format_has_its_whole_day(crewed: World) -> None:
    seed = {name: value for name, value in CHARTER.items() if name not in ("start_at", "end_at", "call_at")}
    token = crewed.scc("POST", "/events", seed).json["guest_token"]
    crewed.at(dt.datetime.fromisoformat("2026-05-30T00:00:00-07:00"))
    assert Guest(crewed, token).ask().status == 201


def test_an_uploaded_photo_is_checked_before_anybody_sees_it(guest: Guest) -> None:
    photo_id = guest.send(pictures.heic(), type="image/heic")
    assert [photo["state"] for photo in guest.album["photos"]] == ["checking"]
    assert guest.album["photos"][0]["full_url"] is None
    assert guest.world.event()["photos"] == []
    check(guest.world, photo_id)
    [photo] = guest.photos
    assert (photo["number"], photo["name"], photo["width"], photo["height"]) == (1, "Lucía", 1200, 800)
    assert guest.world.objects() == [f"out/{EVENT}/{photo_id}-small.jpg", f"out/{EVENT}/{photo_id}.jpg"]
    assert guest.world.jobs() == [{"kind": "reconcile", "booking_id": "KWBZPGD", "reason": "photo_added"}]
    [told] = guest.world.event()["photos"]
    assert (told["photo_id"], told["number"], told["may_publish"], told["hidden"]) == (photo_id, 1, False, False)


def test_the_stored_picture_says_nothing_but_what_is_to_be_seen(guest: Guest) -> None:
    photo_id = guest.add()
    for name in (f"{photo_id}.jpg", f"{photo_id}-small.jpg"):
        stored = guest.world.clients["s3"].get_object(Bucket=PHOTOS, Key=f"out/{EVENT}/{name}")
        content = stored["Body"].read()
        assert stored["ContentType"] == "image/jpeg"
        assert pictures.MAKER.encode() not in content
        assert not pictures.opened(content).getexif()


def test_what_was_agreed_to_is_kept_word_for_word(guest: Guest) -> None:
    spanish = guest.album["consents"]["es"]
    guest.add(language="es", words=spanish["version"], consents={"share": True, "publish": True})
    [row] = photo_rows(guest.world)
    kept = {name: value.get("S", value.get("BOOL")) for name, value in row["consent"]["M"].items()}
    assert kept == {
        "language": "es",
        "version": spanish["version"],
        "share_words": spanish["share"],
        "publish_words": spanish["publish"],
        "share": True,
        "publish": True,
    }
    assert guest.world.event()["photos"][0]["may_publish"] is True


@pytest.mark.parametrize("content", [b"<script>alert(1)</script>", pictures.bomb(), pictures.jpeg()[:-4000]])
def test_what_turns_out_to_be_no_photo_is_refused_with_a_reason(guest: Guest, content: bytes) -> None:
    guest.add(content)
    [photo] = guest.album["photos"]
    assert photo["state"] == "refused"
    assert photo["refused"] in ("not_a_photo", "too_many_pixels", "broken")
    assert guest.world.objects() == []
    assert guest.world.jobs() == []


def test_an_object_larger_than_allowed_is_not_decoded(guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    """S3 keeps to the policy; should it ever not, the function reads no more than may be."""
    monkeypatch.setattr("services.photos.checking.LARGEST_BYTES", 5000)
    guest.add()
    assert [photo["state"] for photo in guest.album["photos"]] == ["refused"]


def test_an_empty_object_is_no_photo(guest: Guest) -> None:
    photo_id = guest.ask().json["photo_id"]
    guest.world.clients["s3"].put_object(Bucket=PHOTOS, Key=f"in/{EVENT}/{photo_id}", Body=b"")
    check(guest.world, photo_id)
    assert [photo["refused"] for photo in guest.album["photos"]] == ["not_a_photo"]


def test_there_is_an_end_to_how_many(guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.scc.photos.album.MOST", 2)
    first = guest.add()
    guest.ask()
    refused = guest.ask()
    assert (refused.status, refused.json["code"]) == (409, "too_many")
    assert guest.album["room"] == 0
    guest.post({"take_down": first})
    assert guest.ask().status == 201


def test_what_was_granted_and_never_came_holds_no_place_for_long(guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.scc.photos.album.MOST", 1)
    assert guest.ask().status == 201
    assert guest.ask().status == 409
    monkeypatch.setattr("services.album.rows.TAKES_A_PLACE_SECONDS", 0)
    assert guest.ask().status == 201


def test_take_this_down(guest: Guest) -> None:
    kept, gone = guest.add(), guest.add()
    answer = guest.post({"take_down": gone})
    assert [photo["photo_id"] for photo in answer.json["photos"]] == [kept]
    assert not [key for key in guest.world.objects() if gone in key]
    assert guest.post({"take_down": gone}).status == 200
    assert guest.post({"take_down": "never-there"}).status == 200
    assert [photo["number"] for photo in guest.world.event()["photos"]] == [1]
    guest.add()
    assert [photo["number"] for photo in guest.world.event()["photos"]] == [1, 3]


def test_an_operator_hides_one_and_shows_it_again(guest: Guest) -> None:
    photo_id = guest.add()
    path = f"/events/{EVENT}/photos/{photo_id}"
    hidden = guest.world.scc("POST", f"{path}/hide", {"by": "Rowan"})
    assert (hidden.status, hidden.json["hidden"]) == (200, True)
    assert guest.photos == []
    assert guest.world.event()["photos"][0]["hidden"] is True
    shown = guest.world.scc("POST", f"{path}/show")
    assert (shown.status, shown.json["hidden"]) == (200, False)
    assert [photo["photo_id"] for photo in guest.photos] == [photo_id]


def test_only_operators_hide_and_only_what_is_there(guest: Guest) -> None:
    photo_id = guest.add()
    path = f"/events/{EVENT}/photos/{photo_id}/hide"
    assert guest.world.scc("POST", path, {"by": "R"}, headers={"x-guest-token": str(guest.token)}).status == 401
    guest.post({"take_down": photo_id})
    assert guest.world.scc("POST", path, {"by": "Rowan"}).status == 404
    assert guest.world.scc("POST", f"/events/{EVENT}/photos/nothing/show").status == 404


def test_told_twice_or_late_it_comes_to_the_same_end(guest: Guest) -> None:
    photo_id = guest.add()
    before = (guest.world.rows(), guest.world.objects())
    check(guest.world, photo_id)
    assert (guest.world.rows(), guest.world.objects()) == before
    s3 = guest.world.clients["s3"]
    s3.put_object(Bucket=PHOTOS, Key=f"in/{EVENT}/{photo_id}", Body=pictures.png())
    check(guest.world, photo_id)
    assert (guest.world.rows(), guest.world.objects()) == before


def test_objects_nobody_asked_for_come_to_nothing(guest: Guest) -> None:
    s3 = guest.world.clients["s3"]
    s3.put_object(Bucket=PHOTOS, Key=f"in/{EVENT}/stranger", Body=pictures.jpeg())
    check(guest.world, "stranger")
    assert guest.world.objects() == []
    for key in ("in/../x", "in/a", "out/a/b.jpg", "in/a/b/c", "in/a/" + "b" * 200):
        guest.world.handlers["photos"](created(key), LambdaContext())


@pytest.mark.parametrize("call", ["put_object", "transact_write_items", "send_message", "delete_objects"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_killed_half_way_it_comes_to_the_same_end(
    guest: Guest, monkeypatch: pytest.MonkeyPatch, call: str, when: str
) -> None:
    from botocore.client import BaseClient

    photo_id = guest.send()
    real = BaseClient._make_api_call
    names = {"put_object": "PutObject", "transact_write_items": "TransactWriteItems", "send_message": "SendMessage"}
    wanted = names.get(call, "DeleteObjects")

    def dies(client: Any, operation: str, arguments: Any) -> Any:
        if operation != wanted:
            return real(client, operation, arguments)
        if when == "after":
            real(client, operation, arguments)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(BaseClient, "_make_api_call", dies)
        with pytest.raises(KeyboardInterrupt):
            check(guest.world, photo_id)
    check(guest.world, photo_id)
    [photo] = guest.photos
    assert photo["number"] == 1
    assert guest.world.objects() == [f"out/{EVENT}/{photo_id}-small.jpg", f"out/{EVENT}/{photo_id}.jpg"]
    assert guest.world.jobs()


def test_what_is_taken_down_while_it_is_checked_stays_down(guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    photo_id = guest.send()
    real = AlbumBucket.put

    def put(bucket: AlbumBucket, key: str, content: bytes) -> None:
        guest.post({"take_down": photo_id})
        real(bucket, key, content)

    monkeypatch.setattr(AlbumBucket, "put", put)
    check(guest.world, photo_id)
    assert guest.world.objects() == []
    assert photo_rows(guest.world) == []
    assert guest.world.jobs() == []


@pytest.mark.parametrize("way", ["put", "cancel", "post"])
def test_with_the_guest_go_the_photos_the_token_and_whatever_comes_later(guest: Guest, way: str) -> None:
    guest.add()
    on_its_way = guest.send()
    erased = {**CHARTER, "guest_name": "Guest", "notes": None, "version": 2, "guest_erased": True}
    if way == "put":
        answer = guest.world.scc("PUT", f"/events/{EVENT}", erased)
    elif way == "post":
        answer = guest.world.scc("POST", "/events", erased)
    else:
        answer = guest.world.scc("POST", f"/events/{EVENT}/cancel", {"version": 2, "guest_erased": True})
    assert (answer.status, answer.json["guest_token"]) == (200, None)
    assert guest.world.objects() == []
    assert not [row for row in guest.world.rows() if row["pk"]["S"].startswith("ALBUM#")]
    assert guest.get().status == 401
    guest.world.clients["s3"].put_object(Bucket=PHOTOS, Key=f"in/{EVENT}/{on_its_way}", Body=pictures.jpeg())
    check(guest.world, on_its_way)
    assert guest.world.objects() == []


def test_erasing_that_was_cut_off_is_finished_by_the_next_try(guest: Guest, monkeypatch: pytest.MonkeyPatch) -> None:
    guest.add()
    erased = {**CHARTER, "version": 2, "guest_erased": True}

    def dies(bucket: AlbumBucket, event_id: str) -> None:
        raise OSError("gone")

    with monkeypatch.context() as patch:
        patch.setattr(AlbumBucket, "drop_all", dies)
        assert guest.world.scc("PUT", f"/events/{EVENT}", erased).status == 500
    assert guest.world.objects()
    assert guest.world.scc("PUT", f"/events/{EVENT}", erased).status == 200
    assert guest.world.objects() == []


def test_an_older_wish_erases_nothing(guest: Guest) -> None:
    guest.world.scc("PUT", f"/events/{EVENT}", {**CHARTER, "version": 5})
    guest.add()
    guest.world.scc("PUT", f"/events/{EVENT}", {**CHARTER, "version": 4, "guest_erased": True})
    assert len(guest.photos) == 1


def test_the_crew_notifier_hears_nothing_of_photos(guest: Guest) -> None:
    guest.world.new_records()
    guest.add()
    assert guest.world.new_records() == []


def test_no_log_tells_token_or_name(guest: Guest, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    guest.add(b"no photo")
    guest.add()
    Guest(guest.world, "wrong").get()
    assert str(guest.token) not in caplog.text
    assert "Lucía" not in caplog.text
