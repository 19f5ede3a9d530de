"""What the browser is told about every page."""


def test_nothing_may_be_loaded_from_elsewhere_nor_run_inline(visit):
    policy = visit("/things/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_a_fragment_is_never_taken_for_the_page(visit):
    assert "HX-Request" in visit("/things/")["Vary"]


def test_what_a_logged_in_person_sees_is_not_kept_for_the_next(visit, nobody):
    assert visit("/things/")["Cache-Control"] == "private, no-cache"
    assert "Cache-Control" not in visit("/accounts/login/", actor=nobody)


def test_refusals_carry_it_too(visit, site):
    assert "Content-Security-Policy" in visit("/nowhere/")
