"""The public page: what it says, what it never says, and the comparison of a file."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from hongxian.kernel.documents.store import kept
from hongxian.modules.base.papers.commands import withdraw_paper
from hongxian.modules.base.papers.views import check


@pytest.fixture(autouse=True)
def _no_counts() -> None:
    cache.clear()


def page(token: str) -> str:
    return Client().get(f"/check/{token}/").content.decode()


def send(token: str, content: bytes):
    return Client().post(f"/check/{token}/", {"file": SimpleUploadedFile("a.pdf", content)})


def test_it_says_issuer_number_day_and_hash_and_nothing_of_people(issued) -> None:
    paper = issued()
    said = page(paper.token)
    for wanted in ("许昌市安全生产委员会办公室", paper.document_number, "2026年3月5日", paper.pdf_hash, "有效"):
        assert wanted in said
    for hidden in (paper.title, "陈刚", "张慧", "上午9时"):
        assert hidden not in said


def test_a_title_marked_public_is_shown_and_a_withdrawn_paper_says_why(cast, issued) -> None:
    paper = issued(title_public=True)
    assert paper.title in page(paper.token)
    withdraw_paper(actor=cast["陈刚"], paper=paper, reason="约谈改期")
    assert "已撤回" in page(paper.token)
    assert "约谈改期" in page(paper.token)


def test_a_code_that_nobody_gave_is_refused_and_guessing_is_slowed(issued, monkeypatch) -> None:
    paper = issued()
    monkeypatch.setattr(check, "MISSES", 2)
    client = Client()
    assert client.get(f"/check/{paper.token[:-1]}/").status_code == 404
    assert "没有这份公文" in client.get("/check/none/").content.decode()
    assert client.get("/check/none/").status_code == 429


def test_a_file_is_compared_and_kept_nowhere(issued, settings, tmp_path) -> None:
    paper = issued()
    settings.FILE_UPLOAD_TEMP_DIR = settings.MEDIA_ROOT = str(tmp_path)
    pdf = kept(paper.pdf_hash)
    assert "与存档的 PDF 完全一致" in send(paper.token, pdf).content.decode()
    assert "与存档的 Word 文件完全一致" in send(paper.token, kept(paper.docx_hash)).content.decode()
    assert "不符" in send(paper.token, pdf.replace(b"12", b"13", 1)).content.decode()
    assert "不符" in send(paper.token, b"x" * 4_000_000).content.decode()
    assert list(tmp_path.iterdir()) == []
    assert send(paper.token, b"").status_code == 200
    assert Client().post(f"/check/{paper.token}/").status_code == 422


def test_too_large_a_file_and_too_many_are_refused(issued, monkeypatch) -> None:
    paper = issued()
    monkeypatch.setattr(check, "LARGEST", 100)
    assert "没有核对" in send(paper.token, b"x" * 200).content.decode()
    monkeypatch.setattr(check, "CHECKS", 0)
    assert send(paper.token, b"x").status_code == 429


def test_the_file_is_taken_from_our_own_page_only(issued) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/check/{issued().token}/", {"file": SimpleUploadedFile("a.pdf", b"x")}).status_code == 403
