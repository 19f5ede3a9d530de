"""Who may open a page at all, and what a request key does."""

import pytest


def test_sends_to_the_login_page_and_back(visit, nobody):
    answer = visit("/things/?q=1", actor=nobody)
    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/login/?next=%2Fthings%2F%3Fq%3D1"


def test_the_start_page_needs_no_way_back(visit, nobody):
    assert visit("/", actor=nobody)["Location"] == "/accounts/login/"


def test_a_post_leads_back_to_the_page_it_came_from(visit, nobody):
    answer = visit("/things/", actor=nobody, method="post", referer="http://testserver/things/7/")
    assert answer["Location"] == "/accounts/login/?next=%2Fthings%2F7%2F"


def test_a_foreign_page_is_never_led_back_to(visit, nobody):
    answer = visit("/things/", actor=nobody, method="post", referer="http://elsewhere.example/things/7/")
    assert answer["Location"] == "/accounts/login/"


def test_a_fragment_request_makes_the_whole_page_go_to_the_login(visit, nobody):
    answer = visit("/things/", actor=nobody, HX_Request="true", HX_Current_URL="http://testserver/things/")
    assert answer.status_code == 200
    assert answer["HX-Redirect"] == "/accounts/login/?next=%2Fthings%2F"


@pytest.mark.parametrize(
    ("address", "accept"), [("/things/", "application/json"), ("/api/things/", "*/*"), ("/api/things/", "text/html")]
)
def test_a_program_is_told_401(visit, nobody, address, accept):
    answer = visit(address, actor=nobody, accept=accept)
    assert answer.status_code == 401
    assert b"login_needed" in answer.content


def test_a_public_page_opens_for_everybody(visit, nobody):
    assert visit("/accounts/login/", actor=nobody).status_code == 200


def test_an_address_that_is_not_there_is_404_for_everybody(visit, nobody):
    answer = visit("/nowhere/", actor=nobody)
    assert answer.status_code == 404
    assert "没有找到" in answer.content.decode()


def test_the_form_field_binds_the_request(visit):
    answer = visit("/things/", method="post", data={"request_key": "0190a1b2-key"})
    assert answer.content.decode() == "王督查|0190a1b2-key"


def test_the_header_binds_the_request(visit):
    answer = visit(
        "/things/", method="post", data="{}", content_type="application/json", Idempotency_Key="0190a1b2-key"
    )
    assert answer.content.decode().endswith("|0190a1b2-key")


def test_a_read_is_bound_to_nothing(visit):
    assert visit("/things/", Idempotency_Key="0190a1b2-key").content.decode().endswith("|")


@pytest.mark.parametrize("key", ["short", "x" * 65, "0190 a1b2-key", "0190a1b2'key"])
def test_a_malformed_key_is_refused(visit, key):
    answer = visit("/things/", method="post", data={"request_key": key})
    assert answer.status_code == 400
    assert "没有保存" in answer.content.decode()


@pytest.mark.parametrize("key", ["12345678", "x" * 64])
def test_keys_at_the_limits_are_taken(visit, key):
    assert visit("/things/", method="post", data={"request_key": key}).status_code == 200
