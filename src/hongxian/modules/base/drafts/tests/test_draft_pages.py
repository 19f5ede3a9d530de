"""The pages of drafts: read passage by passage, decide, and only within one's own scope."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.drafts.models import Draft


def browser(username: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(username=username))
    return client


def test_a_file_is_received_and_its_first_passage_read(draft: Draft) -> None:
    client = browser("zhanghui")
    sent = SimpleUploadedFile("县方案.txt", "一、任务\n（一）责任。县政府应当每年听取1次汇报。".encode())
    answer = client.post("/drafts/new/", {"place": "411024", "title": "", "file": sent}, follow=True)
    assert "请逐段核对" in answer.content.decode()
    assert "每个周期至少若干次" in client.get(answer.redirect_chain[-1][0] + "passages/1/").content.decode()


def test_a_refused_file_is_told_beside_its_field(draft: Draft) -> None:
    sent = SimpleUploadedFile("照片.txt", b"\x89PNG\r\n\x1a\n")
    answer = browser("zhanghui").post("/drafts/new/", {"place": "411024", "title": "", "file": sent})
    assert answer.status_code == 422
    assert "是PNG文件" in answer.content.decode()


def test_decisions_lead_through_the_text_to_the_end(draft: Draft) -> None:
    client = browser("zhanghui")
    for proposal in draft.proposals.order_by("number"):
        answer = client.post(f"/drafts/{draft.pk}/proposals/{proposal.number}/refuse/", follow=True)
        assert answer.status_code == 200
    assert "全部拟议义务都已处理" in answer.content.decode()
    assert not draft.proposals.filter(state="proposed").exists()


def test_a_change_is_taken_over_and_a_refusal_loses_nothing(draft: Draft) -> None:
    client = browser("zhanghui")
    address = f"/drafts/{draft.pk}/proposals/1/confirm/"
    given = {"p1-title": "每季度研究", "p1-rule_form": "PERIODIC", "p1-period": "", "p1-min": "2"}
    refused = client.post(address, given)
    assert refused.status_code == 422
    assert "须选定周期" in refused.content.decode()
    assert "每季度研究" in refused.content.decode()
    client.post(address, given | {"p1-period": "quarter"})
    done = draft.proposals.get(number=1)
    assert (done.state, done.title, done.min) == ("confirmed", "每季度研究", 2)


def test_another_countys_account_finds_nothing(draft: Draft) -> None:
    client = browser("zhaolei")
    assert client.get("/drafts/").status_code == 403
    assert client.get(f"/drafts/{draft.pk}/").status_code == 404
    assert client.post(f"/drafts/{draft.pk}/proposals/1/refuse/").status_code == 404
    assert draft.proposals.get(number=1).state == "proposed"
