"""The red head of minutes names the body once."""

import pytest

from hongxian.modules.responsibility.meetings.papers.minutes import red_head


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("许昌市人民政府常务会议", "许昌市人民政府常务会议"),
        ("许昌市安全生产委员会", "许昌市安全生产委员会会议"),
    ],
)
def test_a_body_that_is_a_meeting_by_name_is_not_called_one_twice(body: str, head: str) -> None:
    assert red_head(body) == head
