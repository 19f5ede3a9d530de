"""What the history of a record shows of its values: words and local time, no codes."""

import pytest

from hongxian.kernel.web.templatetags.words import recorded


@pytest.mark.parametrize(
    ("value", "field", "noun", "shown"),
    [
        ("open", "state", "duty", "待办"),
        ("2026-11-23T18:02:55.270372Z", "confirmed_at", "duty", "2026-11-24 02:02"),
        ("2026-03-05", "due_on", "duty", "2026-03-05"),
        ("city", "level", "place", "市级"),
        ("enterprise", "register", "import_batch", "企业"),
        ("enterprise", "title", "import_batch", "enterprise"),
        (None, "reason", "duty", "（空）"),
        (True, "provisional", "duty", "是"),
        ("没有这样的取值", "state", "duty", "没有这样的取值"),
    ],
)
def test_values_are_shown_in_words(value: object, field: str, noun: str, shown: str) -> None:
    assert recorded(value, field, noun) == shown
