"""A request for access stands on the desk of whoever may answer it"""

from typing import Any

from hongxian.kernel.duties.models import Duty
from hongxian.kernel.duties.queries import desk_of
from hongxian.modules.base.mandates.commands import ask_for_access, grant_access, withdraw_request
from hongxian.modules.base.places.queries import place
from hongxian.modules.portal.demo.world import settle


def ask(cast: Any, world: Any, permission: str = "record.enter") -> Any:
    actor = cast["赵磊"].lent("access_request.ask", "post.view")
    return ask_for_access(actor=actor, post=world.posts["综合股股员"], permission=permission, reason="检查需要")


def test_it_waits_there_until_it_is_granted(cast: Any, world: Any) -> None:
    settle()
    request = ask(cast, world)
    settle()
    (duty,) = Duty.objects.filter(subject_kind="access_request")
    assert duty.organisation_name == "许昌市大数据中心"
    assert duty.title == "答复赵磊（禹州市应急管理局综合股股员）申请的“登记台账记录”权限"
    assert duty in desk_of(cast["郑凯"])
    assert duty not in desk_of(cast["赵磊"])
    given = {"role": world.roles["recorder"], "place": place("411081"), "valid_to": None, "opinion": "同意"}
    grant_access(actor=cast["郑凯"], access_request=request, **given)
    settle()
    duty.refresh_from_db()
    assert duty.state == "done"


def test_it_goes_when_it_is_taken_back(cast: Any, world: Any) -> None:
    settle()
    request = ask(cast, world)
    settle()
    withdraw_request(actor=cast["赵磊"].lent("access_request.withdraw"), access_request=request)
    settle()
    assert Duty.objects.get(subject_kind="access_request").state == "withdrawn"
