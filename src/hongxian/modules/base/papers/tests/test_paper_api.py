"""`/api/v1/papers`: the same commands, the same scope"""

import json
from typing import Any

from hongxian.kernel.ledger.models import Entry

ROOT = "/api/v1/papers"


def send(client: Any, path: str, **body: Any) -> Any:
    return client.post(f"{ROOT}{path}", json.dumps(body), content_type="application/json")


def test_draft_issue_download_withdraw(browse: Any, talk: Any, world: Any, signed: Any, series: Any) -> None:
    client, paper = browse("zhanghui"), signed()
    other = send(client, "/" + str(paper.pk) + "/issue", series="别的")
    assert other.status_code == 422
    assert other.json()["field"] == "series"
    done = send(client, f"/{paper.pk}/issue", series="演示安委办").json()
    assert done["document_number"].endswith("12号")
    assert done["recipients"][0]["name"] == "禹州市人民政府"
    file = client.post(f"{ROOT}/{paper.pk}/download/pdf")
    assert file.content.startswith(b"%PDF")
    assert Entry.objects.filter(event="paper.download").exists()
    listed = client.get(ROOT, {"state": "issued"}).json()["papers"]
    assert [each["document_number"] for each in listed] == [done["document_number"]]
    assert send(client, f"/{paper.pk}/withdraw", reason="文号用错").status_code == 403
    client = browse("chengang")
    gone = send(client, f"/{paper.pk}/withdraw", reason="文号用错")
    assert (gone.json()["state"], gone.json()["closing_reason"]) == ("withdrawn", "文号用错")
    again = send(client, f"/{paper.pk}/withdraw", reason="文号用错")
    assert again.status_code in (409, 422)


def test_what_is_not_signed_is_not_issued_and_a_draft_needs_what_its_kind_asks(
    browse: Any, drafted: Any, series: Any, talk: Any, world: Any
) -> None:
    client = browse("zhanghui")
    early = send(client, f"/{drafted().pk}/issue", series="演示安委办")
    assert early.status_code == 422
    assert early["Content-Type"] == "application/problem+json"
    given = {"issuer": str(world.parties["市安委办"].pk), "subject_key": str(talk.row), "kind": "talk_notice"}
    assert send(client, "", **given).status_code == 201
    refused = send(client, "", **given, asked={"since": "2026-01-01"})
    assert (refused.status_code, refused.json()["field"]) == (422, "asked")


def test_nobody_reaches_beyond_the_scope(browse: Any, drafted: Any, issued: Any, world: Any) -> None:
    paper = drafted()
    stranger = browse("qianximing")
    assert stranger.get(f"{ROOT}/{paper.pk}").status_code == 404
    assert send(stranger, f"/{paper.pk}/withdraw", reason="越权").status_code == 404
    assert stranger.post(f"{ROOT}/{paper.pk}/download/pdf").status_code == 404
    assert stranger.get(ROOT).json() == {"papers": [], "next": ""}
    assert browse("tianye").get(ROOT).json()["papers"] == []
