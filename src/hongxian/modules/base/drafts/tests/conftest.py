"""A text received for Xuchang, ready to be gone through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from hongxian.modules.base.drafts.models import Draft
    from hongxian.modules.portal.demo.cast import Cast

TEXT = """\
许昌市安全生产整治方案
一、任务
（一）领导责任。市政府常务会议每季度至少研究1次安全生产工作。市安委办应当建立整治工作制度。
（二）企业责任。生产经营单位应当定期开展应急演练。企业不得瞒报事故。
（三）期限。市安委会应当在2026年6月30日前印发工作方案。
（四）执法。对发现的重大隐患，负有监管职责的部门应当在7日内下达整改指令。
""".encode()


@pytest.fixture
def draft(world: object, cast: Cast) -> Draft:
    # Here and not at the top: this file may be read before Django is set up.
    from hongxian.modules.base.drafts.commands import receive_draft
    from hongxian.modules.base.places.queries import place

    return receive_draft(actor=cast["张慧"], place=place("411000"), file_name="方案.txt", content=TEXT)
