"""The layout around every page: menu, person, duties."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from hongxian.kernel.module import MenuItem, Module
from hongxian.kernel.web import context
from hongxian.kernel.web.context import Shell, menu_of, shell

WORDS = {"desk": "待办", "thing": "事项", "other": "其他事项", "wing#portal": "工作台", "wing#base": "底数"}


@pytest.fixture
def rooms(site, monkeypatch):
    packages = {"things": "hongxian.modules.base.things", "desk": "hongxian.modules.portal.desk"}
    found = {
        "things": Module(
            key="things",
            menu=(
                MenuItem("thing", "things:list", "thing.view", icon="list", order=20),
                MenuItem("other", "accounts:switch_post", "other.manage", order=21),
            ),
        ),
        "desk": Module(key="desk", menu=(MenuItem("desk", "desk:home", "thing.view", icon="inbox", order=1),)),
    }
    monkeypatch.setattr(context, "modules", lambda: found)
    monkeypatch.setattr(context, "package_of", packages.__getitem__)
    monkeypatch.setattr(context, "term", WORDS.__getitem__)


def _request(actor, path="/things/"):
    request = RequestFactory().get(path)
    request.actor = actor
    return request


def test_shows_what_the_actor_may_open_in_order_under_the_wings(rooms, wang):
    groups = menu_of(wang, "/")
    assert [(group.label, [entry.label for entry in group.entries]) for group in groups] == [
        ("工作台", ["待办"]),
        ("底数", ["事项"]),
    ]


def test_somebody_without_permissions_has_no_menu(rooms, nobody):
    assert menu_of(nobody, "/") == ()


@pytest.mark.parametrize(
    ("path", "current"),
    [("/", ["待办"]), ("/things/", ["事项"]), ("/things/7/", ["事项"]), ("/elsewhere/", [])],
)
def test_marks_the_entry_of_the_page_and_of_the_pages_below_it(rooms, wang, path, current):
    entries = [entry for group in menu_of(wang, path) for entry in group.entries]
    assert [entry.label for entry in entries if entry.current] == current


def test_counts_duties_only_when_shown_and_only_once(rooms, wang, monkeypatch):
    asked = []
    monkeypatch.setattr(context, "resolve", lambda dotted: lambda actor: asked.append(actor) or 12)
    known = shell(_request(wang))
    assert asked == []
    assert (known["shell"].open_duties, known["shell"].open_duties) == (12, 12)
    assert len(asked) == 1


def test_nobody_is_never_asked_about(rooms, nobody, monkeypatch):
    monkeypatch.setattr(context, "resolve", lambda dotted: pytest.fail("asked"))
    assert Shell(_request(nobody)).open_duties == 0


def test_the_page_names_person_post_and_duties(rooms, wang, monkeypatch):
    monkeypatch.setattr(context, "resolve", lambda dotted: lambda actor: 12)
    page = render_to_string("web/base.html", {}, _request(wang))
    assert "王督查" in page
    assert "安委办主任" in page
    assert '<b class="count"><span class="visually-hidden">未办</span>12</b>' in page
    assert 'aria-current="page"' in page
    assert 'action="/accounts/logout/"' in page
    assert "切换岗位" not in page


def test_offers_the_other_posts_of_the_person(rooms, wang, monkeypatch, settings):
    settings.POSTS_LOADER = "some.function"
    posts = [("post-1", "安委办主任"), ("post-2", "应急管理局局长")]
    monkeypatch.setattr(context, "resolve", lambda dotted: lambda _: posts if dotted == "some.function" else 0)
    page = render_to_string("web/base.html", {}, _request(wang))
    assert '<button class="choice" name="post" value="post-2">应急管理局局长</button>' in page
    assert 'value="post-1"' not in page


def test_without_a_login_there_is_neither_menu_nor_person(rooms, nobody):
    page = render_to_string("web/base.html", {}, _request(nobody))
    assert "主菜单" not in page
    assert "退出登录" not in page
    assert "红线" in page


@pytest.mark.parametrize(("demo", "shown"), [(True, True), (False, False)])
def test_a_demonstration_says_so(rooms, nobody, settings, demo, shown):
    settings.DEMO = demo
    assert ("演示" in render_to_string("web/base.html", {}, _request(nobody))) is shown


def test_a_breakdown_page_needs_no_request():
    page = render_to_string("web/500.html", {"text": "系统内部出错。", "heading": "系统出错"})
    assert "系统内部出错。" in page
    assert "红线" in page


def test_a_group_is_unfolded_as_it_was_left_but_for_the_one_of_the_page(rooms, wang, monkeypatch):
    monkeypatch.setattr("hongxian.kernel.web.context._LINES", 1)

    def unfolded(path, remembered=""):
        return [group.key for group in menu_of(wang, path, remembered) if group.open]

    assert unfolded("/") == ["portal"], "a long menu shows the first group, which is that of the page"
    assert unfolded("/things/") == ["portal", "base"]
    assert unfolded("/things/", "base-0.portal-0") == ["base"], "whoever is there sees where"
    assert unfolded("/elsewhere/", "base-1.portal-0") == ["base"]
    assert unfolded("/elsewhere/", "<x>-1..base") == ["portal"], "a cookie that cannot be read says nothing"
