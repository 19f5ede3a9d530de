"""Returns over REST: the same figures as the page, the same commands."""

from datetime import date
from typing import Any

from hongxian.modules.screening.returns.models import HiddenDangerReturn
from hongxian.modules.screening.returns.periods import read_period
from hongxian.modules.screening.returns.queries import computed

ROOT = "/api/v1/returns"


def test_figures_are_those_of_the_page(old: Any, base: Any, place: Any, cast: Any, browse: Any) -> None:
    base()
    old(found_on=date(2026, 2, 3))
    client = browse("zhanghui")
    told = client.get(f"{ROOT}/computed?place=411000&period=2026-02").json()
    total = computed(cast["张慧"], place("411000"), read_period("2026-02")).total.numbers
    for name in ("due_units", "checked", "general_found", "general_rectified", "counted"):
        assert sum(each[name] for each in told["lines"]) == total[name], name
    assert client.get(f"{ROOT}/computed?place=411000&period=2026-13").status_code == 422
    assert browse("zhaolei").get(f"{ROOT}/computed?place=411000&period=2026-02").status_code == 404


def test_a_return_is_reported_and_settings_are_set(old: Any, browse: Any) -> None:
    client = browse("zhanghui")
    setting = {"high_risk_due": "month", "other_due": "quarter", "repeat_days": 90}
    send = {"content_type": "application/json"}
    done = client.post(f"{ROOT}/settings/411000", setting, **send)
    assert (done.status_code, done.json()["other_due"]) == (200, "quarter")
    assert client.post(f"{ROOT}/settings/411000", setting, **send).status_code == 409
    assert client.get(f"{ROOT}/settings/411000").json()["high_risk_due"] == "month"
    old(found_on=date(2026, 2, 3))
    said = {"place": "411000", "period": "2026-02"}
    made = client.post(f"{ROOT}/hidden-danger-return/submit", said, **send)
    assert (made.status_code, made.json()["noun"]) == (201, "hidden_danger_return")
    key = made.json()["keys"][0]
    assert client.get(f"{ROOT}/{key}").json()["digest"] == HiddenDangerReturn.objects.get().digest
    assert browse("zhaolei").post(f"{ROOT}/hidden-danger-return/submit", said, **send).status_code == 404
    assert client.post(f"{ROOT}/hidden-danger-return/submit", {"place": "411000"}, **send).status_code == 422
