"""The tags and filters that every template has."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory

from hongxian.kernel.web import icons


def render(source, **context):
    return Template(source).render(Context(context))


def test_term_is_the_glossary_s():
    assert render('{% term "title" %} {{ "reason"|in_words }}') == "标题 理由"


def test_a_word_nobody_wrote_never_reaches_a_page():
    with pytest.raises(KeyError):
        render('{% term "no_such_word" %}')


@pytest.mark.parametrize(
    ("value", "printed", "tabled"),
    [
        (date(2026, 3, 5), "2026年3月5日", "2026-03-05"),
        (datetime(2026, 3, 4, 16, 30, tzinfo=UTC), "2026年3月5日", "2026-03-05"),
        (None, "", ""),
    ],
)
def test_days_are_local(value, printed, tabled):
    assert render("{{ value|zh_date }}", value=value) == printed
    assert render("{{ value|day }}", value=value) == tabled


def test_a_moment_is_local_to_the_minute():
    assert render("{{ value|moment }}", value=datetime(2026, 3, 4, 16, 30, 59, tzinfo=UTC)) == "2026-03-05 00:30"
    assert render("{{ value|moment }}", value=None) == ""


@pytest.mark.parametrize(
    ("status", "word"),
    [("met", "已落实"), ("not_met", "未落实"), ("not_due", "未到期"), ("undecidable", "无法判定")],
)
def test_a_badge_always_has_its_word(status, word):
    badge = render("{% status value %}", value=status)
    assert word in badge
    assert "补录" not in badge


def test_met_by_late_recording_is_marked():
    assert "补录" in render('{% status "met" backfilled=True %}')


def test_there_is_no_fifth_verdict():
    with pytest.raises(KeyError):
        render('{% status "perhaps" %}')


@pytest.fixture
def no_cache():
    icons.icon.cache_clear()
    yield
    icons.icon.cache_clear()


def test_an_icon_is_inline_and_skipped_by_readers(no_cache, tmp_path, monkeypatch):
    (tmp_path / "check.svg").write_text(
        '<!-- licence -->\n<svg\n  class="x"\n  width="24"\n>\n  <path d="M20 6" />\n</svg>\n', encoding="utf-8"
    )
    monkeypatch.setattr(icons, "folder", lambda: tmp_path)
    drawn = render('{% icon "check" %}')
    assert drawn.startswith('<svg class="icon"')
    assert 'aria-hidden="true"' in drawn
    assert '<path d="M20 6" />' in drawn
    assert "width" not in drawn.replace("stroke-width", "")
    assert "<!--" not in drawn


@pytest.mark.parametrize("name", ["missing", "../../etc/passwd", ""])
def test_without_the_icon_there_is_a_dot(no_cache, tmp_path, monkeypatch, name):
    monkeypatch.setattr(icons, "folder", lambda: tmp_path)
    assert "icon-dot" in render("{% icon name %}", name=name)


def test_every_form_gets_another_request_key():
    first, second = render("{% request_key %}"), render("{% request_key %}")
    assert first.startswith('<input type="hidden" name="request_key" value="')
    assert first != second


def test_query_with_changes_some_and_keeps_the_rest():
    request = RequestFactory().get("/", {"q": "锅炉", "page": "3", "state": "open"})
    query = render("{% query_with page=2 state=None %}", request=request)
    assert query == "?q=%E9%94%85%E7%82%89&amp;page=2"


def test_keep_shows_a_block_twice():
    assert render("{% keep t %} {% block title %}标题{% endblock %} {% endkeep %}[{{ t }}][{{ t }}]") == "[标题][标题]"


def test_keep_needs_a_name():
    with pytest.raises((TemplateSyntaxError, ValueError)):
        render("{% keep %}x{% endkeep %}")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, "（空）"),
        ("", "（空）"),
        (False, "否"),
        (True, "是"),
        (0, "0"),
        (["甲", "乙"], "甲、乙"),
        ("01997a3e-5b1c-7d2e-8f3a-0123456789ab", "（系统内部编号）"),
        ("2026-03-05", "2026-03-05"),
    ],
)
def test_recorded_values_read_plainly(value, shown):
    assert render("{{ value|plain }}", value=value) == shown


def test_a_column_is_named_as_its_field():
    assert render('{{ "parent_id"|field_word }}') == "上级"
