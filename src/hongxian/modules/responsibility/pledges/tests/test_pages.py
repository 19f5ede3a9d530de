"""The pages, as the clerk and the second person use them."""

import re
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from hongxian.modules.responsibility.pledges.models import Pledge, PledgeRound


def shown(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_clerk_draws_up_a_round_and_a_link(browse: Any, world: Any) -> None:
    client = browse("zhanghui")
    given = {
        "issuer": str(world.parties["市政府"].pk),
        "year": "2026",
        "title": "2026年度责任书",
        "holds_from": "2026-01-01",
    }
    assert client.post("/pledges/new/", given).status_code == 302
    held = PledgeRound.objects.get()
    link = {
        "tier": "enterprises",
        "title": "与企业",
        "giver_level": "county",
        "reach": "all",
        "items-TOTAL_FORMS": "2",
        "items-INITIAL_FORMS": "0",
        "items-0-heading": "目标",
        "items-0-words": "不发生事故",
    }
    address = f"/pledges/{held.pk}/links/new/"
    refused = client.post(address, {**link, "reach": ""})
    assert refused.status_code == 422
    assert "企业责任书”须写明企业范围" in shown(refused)
    assert client.post(address, link).status_code == 302
    change = client.get(f"/pledges/links/{held.links.get().pk}/").content.decode()
    assert "不发生事故" in change
    assert browse("liuyang").get(f"/pledges/{held.pk}/").status_code == 404


def test_signing_on_the_page_says_at_which_side_it_is_wrong(browse: Any, issued: Any, world: Any) -> None:
    client, address = browse("zhanghui"), f"/pledges/letters/{issued.pk}/sign/"
    given = {
        "giver-signer_name": "张三",
        "giver-signed_on": "2026-02-02",
        "giver-post": str(world.posts["市长"].pk),
        "bearer-signer_name": "演示甲",
        "bearer-signed_on": "2026-02-03",
    }
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert "是吴海峰，不是张三" in shown(refused)
    assert "演示甲" in refused.content.decode(), "what was typed is not lost"
    page = shown(client.post(address, {**given, "giver-signer_name": "吴海峰"}, follow=True))
    assert "待第二人对照原件复核" in page
    assert "确认双方确已签字" not in page
    assert "确认双方确已签字" in shown(browse("chengang").get(f"/pledges/letters/{issued.pk}/"))


def test_second_person_confirms_what_was_ticked(browse: Any, issued: Any, both: Any, opened: Any, cast: Any) -> None:
    from hongxian.modules.responsibility.pledges.commands import sign_pledge

    sign_pledge(actor=cast["张慧"], pledge=issued, signatures=both)
    client, address = browse("chengang"), f"/pledges/{opened.pk}/confirm/"
    assert "没有选定" in shown(client.post(address, follow=True))
    assert "已复核 1 份" in shown(client.post(address, {"pledge": [str(issued.pk)]}, follow=True))
    assert Pledge.objects.get().state == "signed"


def test_who_lacks_one_is_listed_and_exported(browse: Any, signed: Any) -> None:
    client, address = browse("zhanghui"), f"/pledges/links/{signed.link_id}/owing"
    page = shown(client.get(f"{address}/?standing=missing"))
    assert "长葛市人民政府" in page
    assert "禹州市人民政府" not in page
    with ZipFile(BytesIO(client.get(f"{address}.xlsx?standing=missing").content)) as book:
        words = "".join(book.read(name).decode() for name in book.namelist() if name.endswith(".xml"))
    assert "长葛市人民政府" in words
    assert "禹州市人民政府" not in words
    county = shown(browse("zhaolei").get(f"{address}/"))
    assert "禹州市人民政府" in county
    assert "长葛市人民政府" not in county
