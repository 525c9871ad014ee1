"""Slack shows an error only at an input of the view that was submitted."""

import pytest

from bot.views.blocks import errors_at_fields


@pytest.mark.parametrize(
    ("errors", "inputs", "shown"),
    [
        ({"end_time": "late"}, ["start_time", "end_time"], {"end_time": "late"}),
        ({"checks": "tick"}, ["booking_id", "checks0", "checks1"], {"checks0": "tick"}),
        ({"party_size": "too many"}, ["start_date", "end_date"], {"start_date": "too many"}),
        ({"a": "One.", "b": "Two."}, ["first"], {"first": "One. Two."}),
    ],
)
def test_each_error_stands_where_slack_shows_it(
    errors: dict[str, str], inputs: list[str], shown: dict[str, str]
) -> None:
    assert errors_at_fields(errors, inputs) == shown
