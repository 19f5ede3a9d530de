"""How a refusal looks to people, to fragments, to programs."""

import json
from types import SimpleNamespace

import pytest

from hongxian.kernel.problem import AlreadyDone, Denied, Faults, NotVisible, Problem, Stale
from hongxian.kernel.web import middleware

SENTENCE = "召开日期不能晚于今天。"


@pytest.mark.parametrize(
    ("problem", "status", "help_text"),
    [
        (Denied(SENTENCE), 403, "切换到相应岗位"),
        (NotVisible(SENTENCE), 404, "管辖范围"),
        (Stale(SENTENCE), 409, "刷新"),
        (Problem(SENTENCE), 422, "更正后重新提交"),
    ],
)
def test_each_refusal_has_its_page(visit, site, problem, status, help_text):
    site.problem = problem
    answer = visit("/refuse/", method="post")
    page = answer.content.decode()
    assert answer.status_code == status
    assert SENTENCE in page
    assert help_text in page
    assert "<h1>" in page


def test_the_stale_page_leads_back_to_the_page_it_came_from(visit, site):
    site.problem = Stale(SENTENCE)
    page = visit("/refuse/", method="post", referer="http://testserver/things/7/?tab=2").content.decode()
    assert 'href="/things/7/?tab=2"' in page


def test_a_fragment_request_gets_a_fragment_for_the_message_area(visit, site):
    site.problem = Stale(SENTENCE)
    answer = visit("/refuse/", method="post", HX_Request="true")
    assert answer.status_code == 409
    assert answer["HX-Retarget"] == "#messages"
    assert "<html" not in answer.content.decode()
    assert SENTENCE in answer.content.decode()


def test_a_program_gets_the_code_the_sentence_and_the_field(visit, site):
    site.problem = Problem(SENTENCE, field="held_on")
    answer = visit("/refuse/", method="post", data="{}", content_type="application/json")
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"
    assert json.loads(answer.content) == {
        "type": "about:invalid",
        "status": 422,
        "title": SENTENCE,
        "field": "held_on",
    }


@pytest.fixture
def done(site, monkeypatch):
    pages = {"thing": SimpleNamespace(page="things:detail"), "plain": SimpleNamespace(page="")}
    monkeypatch.setattr(middleware, "noun", pages.__getitem__)

    def plan(kind):
        site.problem = AlreadyDone("该请求此前已经办理成功，没有重复登记。", subject_kind=kind, subject_key="k7")

    return plan


def test_the_second_of_two_equal_requests_lands_on_what_the_first_made(visit, done):
    done("thing")
    answer = visit("/refuse/", method="post")
    assert (answer.status_code, answer["Location"]) == (302, "/things/k7/")
    assert "messages" in answer.cookies


def test_within_a_fragment_the_whole_page_goes_there(visit, done):
    done("thing")
    assert visit("/refuse/", method="post", HX_Request="true")["HX-Redirect"] == "/things/k7/"


@pytest.mark.parametrize("kind", ["plain", "unheard_of"])
def test_without_a_page_it_says_so_on_a_page(visit, done, kind):
    done(kind)
    answer = visit("/refuse/", method="post")
    assert answer.status_code == 409
    assert "没有重复登记" in answer.content.decode()


def test_a_program_is_told_what_was_done_before(visit, done):
    done("thing")
    answer = visit("/refuse/", method="post", data="{}", content_type="application/json")
    assert answer.status_code == 409
    assert json.loads(answer.content)["subject_key"] == "k7"


def test_swallows_nothing_else(visit, site, caplog):
    site.problem = ZeroDivisionError("a fault of ours")
    answer = visit("/refuse/")
    assert answer.status_code == 500
    assert "系统内部出错" in answer.content.decode()
    assert "a fault of ours" not in answer.content.decode()
    assert "ZeroDivisionError" in caplog.text


def test_a_sentence_cannot_smuggle_markup_into_the_page(visit, site):
    site.problem = Problem("<b>x</b>")
    assert "<b>x</b>" not in visit("/refuse/").content.decode()


def test_a_program_is_told_every_input_that_was_refused(visit, site):
    site.problem = Faults({"held_on": "日期不对。", "title": "标题太长。"})
    answer = visit("/refuse/", method="post", data="{}", content_type="application/json")
    told = json.loads(answer.content)
    assert (answer.status_code, told["title"]) == (422, "日期不对。\n标题太长。")
    assert told["errors"] == {"held_on": "日期不对。", "title": "标题太长。"}
