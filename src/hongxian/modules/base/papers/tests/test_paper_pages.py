"""The whole way of a paper through its pages, as a clerk, a leader and the recipient walk it."""

from django.core.files.uploadedfile import SimpleUploadedFile

from hongxian.kernel.documents.store import kept
from hongxian.modules.base.papers.models import Paper, PaperTemplate


def test_from_the_record_to_the_receipt(browse, world, talk, series) -> None:
    clerk, leader, county = browse("zhanghui"), browse("chengang"), browse("zhaolei")
    record = clerk.get(f"/records/record/{talk.row}/").content.decode()
    assert f"/papers/draft/talk_notice/{talk.row}/" in record
    made = clerk.post(
        f"/papers/draft/talk_notice/{talk.row}/",
        {
            "issuer": world.parties["市安委办"].pk,
            "recipients": "禹州市应急管理局\n\n禹州市人民政府",
            "copied": "市政府",
        },
    )
    paper = Paper.objects.get()
    assert made.url == f"/papers/{paper.pk}/"
    page = clerk.get(made.url).content.decode()
    assert "正文还有待填的内容：几时、约谈地点" in page
    assert "因你单位存在风险防控和隐患排查治理不到位的情形（2025年12月15日认定）" in page
    assert clerk.get(f"/papers/{paper.pk}/preview/")["Content-Type"] == "application/pdf"
    refused = clerk.post(f"/papers/{paper.pk}/submit/", {"signer": world.people["陈刚"].pk})
    assert refused.status_code == 422
    wording = paper.wording.replace("【待填：几时】", "9时").replace("【待填：约谈地点】", "三楼")
    names = {"recipients": "禹州市应急管理局", "copied": ""}
    broken = clerk.post(f"/papers/{paper.pk}/revise/", {"wording": wording.replace("---", ""), **names})
    assert "没有找到单独一行的“---”" in broken.content.decode()
    assert clerk.post(f"/papers/{paper.pk}/revise/", {"wording": wording, **names}).status_code == 302
    clerk.post(f"/papers/{paper.pk}/submit/", {"signer": world.people["陈刚"].pk})
    assert "待签发" in clerk.get(f"/papers/{paper.pk}/").content.decode()
    leader.post(f"/papers/{paper.pk}/sign/")
    clerk.post(f"/papers/{paper.pk}/issue/", {"series": series.pk})
    paper.refresh_from_db()
    assert paper.document_number == "演示安委办〔2026〕12号"
    assert clerk.get(f"/papers/{paper.pk}/preview/").status_code == 404
    recipient = paper.recipients.get()
    served = {"way": "direct", "served_on": "2026-03-05", "receipt_due_on": ""}
    assert clerk.post(f"/papers/recipient/{recipient.pk}/serve/", served).status_code == 302
    assert clerk.get(f"/papers/recipient/{recipient.pk}/slip/")["Content-Type"] == "application/pdf"
    assert "签收公文" in county.get(f"/papers/{paper.pk}/").content.decode()
    receipt = {"received_on": "2026-03-05", "receiver": "赵磊"}
    assert county.post(f"/papers/recipient/{recipient.pk}/receive/", receipt).status_code == 302
    file = county.post(f"/papers/{paper.pk}/download/pdf/")
    assert file.content == kept(paper.pdf_hash)
    assert "attachment" in file["Content-Disposition"]


def test_another_places_account_gets_nothing(browse, issued) -> None:
    paper, stranger = issued(), browse("zhaolei")
    for address in ("", "preview/", "revise/"):
        assert stranger.get(f"/papers/{paper.pk}/{address}").status_code in (403, 404)
    assert stranger.post(f"/papers/{paper.pk}/download/pdf/").status_code == 404
    assert stranger.get(f"/papers/recipient/{paper.recipients.get().pk}/slip/").status_code == 404
    assert paper.title not in stranger.get("/papers/").content.decode()


def test_a_template_comes_as_text_or_as_a_file(browse, world) -> None:
    clerk = browse("zhanghui")
    page = clerk.get("/papers/templates/talk_notice/")
    given = {"place": world.parties["市安委办"].place.pk, "wording": "标题：甲\n---\n{{ none }}\n", "reason": "试"}
    assert "没有名为“none”的字段" in clerk.post("/papers/templates/talk_notice/", given).content.decode()
    assert page.status_code == 200
    file = SimpleUploadedFile("a.txt", "标题：乙\n---\n请来谈话。\n".encode())
    done = clerk.post("/papers/templates/talk_notice/", {**given, "file": file})
    template = PaperTemplate.objects.get()
    assert done.url == f"/papers/templates/version/{template.pk}/"
    assert clerk.get(done.url + "?pdf")["Content-Type"] == "application/pdf"
    assert clerk.get("/papers/templates/talk_notice/sample/")["Content-Type"] == "application/pdf"
    wrong = SimpleUploadedFile("a.txt", "标题：丙".encode("gbk"))
    assert "UTF-8" in clerk.post("/papers/templates/talk_notice/", {**given, "file": wrong}).content.decode()
