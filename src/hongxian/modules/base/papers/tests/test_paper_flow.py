"""From the draft to the issued file: who may do what, and what no longer changes."""

import io
import re

import docx
import pypdf
import pytest

from hongxian.kernel.custody.seal import seal
from hongxian.kernel.documents.content import content_from
from hongxian.kernel.documents.store import PAPERS, _file, kept
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.ledger.verify import verify
from hongxian.kernel.problem import Denied, NotVisible, Problem, Stale
from hongxian.modules.base.papers.commands import (
    download_paper,
    draft_paper,
    issue_paper,
    open_series,
    return_paper,
    revise_paper,
    sign_paper,
    submit_paper,
    supersede_paper,
    withdraw_paper,
)
from hongxian.modules.base.papers.models import Paper, PaperCounter
from hongxian.modules.base.papers.queries import visible_papers


def words(pdf: bytes) -> str:
    return re.sub(r"\s", "", "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages))


def test_issued_it_has_the_next_number_and_both_files_say_the_same(cast, issued) -> None:
    paper = issued()
    assert paper.document_number == "演示安委办〔2026〕12号"
    assert content_from(paper.content).digest == paper.digest
    pdf, word = kept(paper.pdf_hash), docx.Document(io.BytesIO(kept(paper.docx_hash)))
    said = "".join(paragraph.text for paragraph in word.paragraphs)
    for wanted in (
        "演示安委办〔2026〕12号",
        "关于约谈禹州市人民政府的通知",
        "禹州市人民政府：",
        "2026年3月5日",
        "上午9时",
    ):
        assert wanted in said
        assert wanted in words(pdf)
    assert f"/check/{paper.token}/" in words(pdf)
    assert issued().number == 13


def test_every_row_of_a_paper_stands_in_the_ledger(cast, drafted, issued, world) -> None:
    """Else `ledger verify` takes its recipients and numbers for written behind its back, and no backup comes back."""
    paper = drafted()
    revise_paper(
        actor=cast["张慧"], paper=paper, wording=paper.wording, recipients=["长葛市人民政府"], copied=["市总工会"]
    )
    issued()
    seal()
    assert [str(finding) for finding in verify()] == []


def test_nothing_is_issued_without_a_signature(cast, drafted, series, world) -> None:
    paper = drafted()
    with pytest.raises(Problem, match="草稿"):
        issue_paper(actor=cast["张慧"], paper=paper, series=series)
    paper = submit_paper(actor=cast["张慧"], paper=paper, signer=world.people["陈刚"])
    with pytest.raises(Problem, match="待签发"):
        issue_paper(actor=cast["张慧"], paper=paper, series=series)
    assert PaperCounter.objects.get(series=series).last == 11


def test_only_the_named_leader_signs_and_never_whoever_drafted(cast, drafted, world) -> None:
    paper = drafted()
    with pytest.raises(Problem, match="列出的人员"):
        submit_paper(actor=cast["张慧"], paper=paper, signer=world.people["张慧"])
    submit_paper(actor=cast["张慧"], paper=paper, signer=world.people["陈刚"])
    with pytest.raises(Denied):
        sign_paper(actor=cast["张慧"], paper=paper)
    Paper.objects.filter(pk=paper.pk).update(signer=world.people["市长" if "市长" in world.people else "吴海峰"])
    paper.refresh_from_db()
    with pytest.raises(Problem, match="吴海峰本人"):
        sign_paper(actor=cast["陈刚"], paper=paper)


def test_what_was_submitted_or_issued_cannot_be_changed(cast, drafted, issued, world) -> None:
    paper = submit_paper(actor=cast["张慧"], paper=drafted(), signer=world.people["陈刚"])
    old = issued()
    for each in (paper, old):
        with pytest.raises(Problem, match="不能办理“修改公文”"):
            revise_paper(
                actor=cast["张慧"], paper=each, wording=each.wording + "添一句。", recipients=["禹州市人民政府"]
            )
    returned = return_paper(actor=cast["陈刚"], paper=paper, reason="时间有误")
    assert (returned.state, returned.signer) == ("drafted", None)


def test_what_is_left_to_fill_in_keeps_it_from_being_signed(cast, world, talk) -> None:
    paper = draft_paper(
        actor=cast["张慧"], kind="talk_notice", subject_key=str(talk.row), issuer=world.parties["市安委办"]
    )
    with pytest.raises(Problem, match="待填的内容：几时、约谈地点"):
        submit_paper(actor=cast["张慧"], paper=paper, signer=world.people["陈刚"])


def test_one_writes_only_in_the_name_of_ones_own_bodies(cast, world, talk) -> None:
    given = {"actor": cast["张慧"], "kind": "talk_notice", "subject_key": str(talk.row)}
    assert draft_paper(**given, issuer=world.parties["市安委会"]).issuer == world.parties["市安委会"]
    with pytest.raises(Problem, match="不能以“禹州市人民政府”的名义"):
        draft_paper(**given, issuer=world.parties["禹州市政府"])
    with pytest.raises(Problem, match="不能以“禹州市人民政府”的名义"):
        draft_paper(**given | {"actor": cast["赵磊"]}, issuer=world.parties["禹州市政府"])
    with pytest.raises(Denied):
        draft_paper(**given | {"actor": cast["刘洋"]}, issuer=world.parties["市安委会"])


def test_a_row_of_another_place_gives_nobody_a_paper(cast, world, talk) -> None:
    clerk = cast["孙晓"]
    with pytest.raises(NotVisible):
        draft_paper(actor=clerk, kind="talk_notice", subject_key=str(talk.row), issuer=world.parties["市委常委会"])


def test_another_series_and_a_number_twice_are_refused(cast, signed, series, world) -> None:
    other = open_series(actor=cast["张慧"], issuer=world.parties["市安委会"], code="演示安委", year=2026)
    paper = signed()
    with pytest.raises(Problem, match="属于“许昌市安全生产委员会”"):
        issue_paper(actor=cast["张慧"], paper=paper, series=other)
    with pytest.raises(Problem, match="不含年份"):
        open_series(actor=cast["张慧"], issuer=world.parties["市安委办"], code="许安委办〔2026〕", year=2026)
    twin = Paper.objects.get(pk=paper.pk)
    issue_paper(actor=cast["张慧"], paper=paper, series=series)
    with pytest.raises(Stale):
        issue_paper(actor=cast["张慧"], paper=twin, series=series)
    assert PaperCounter.objects.get(series=series).last == 12


def test_another_year_begins_at_one(cast, signed, series, clock) -> None:
    paper = signed()
    clock.at("2027-01-04 09:00")
    assert issue_paper(actor=cast["张慧"], paper=paper, series=series).document_number == "演示安委办〔2027〕1号"


def test_downloads_are_unchanged_and_recorded(cast, issued) -> None:
    paper = issued()
    withdraw_paper(actor=cast["陈刚"], paper=paper, reason="情况有变")
    first = download_paper(actor=cast["张慧"], paper=paper, kind="pdf")
    assert first == kept(paper.pdf_hash)
    entry = Entry.objects.filter(event="paper.download").latest("at")
    assert entry.payload.content["detail"] == {"kind": "pdf", "sha256": paper.pdf_hash}
    _file(paper.pdf_hash, PAPERS).write_bytes(first + b" ")
    with pytest.raises(Problem, match="校验值不符"):
        download_paper(actor=cast["张慧"], paper=paper, kind="pdf")
    _file(paper.pdf_hash, PAPERS).write_bytes(first)


def test_another_paper_may_stand_in_its_place(cast, issued) -> None:
    old, new = issued(), issued()
    with pytest.raises(Problem, match="另一份已印发"):
        supersede_paper(actor=cast["陈刚"], paper=old, superseded_by=old, reason="更正")
    supersede_paper(actor=cast["陈刚"], paper=old, superseded_by=new, reason="更正日期")
    assert (old.state, old.superseded_by) == ("superseded", new)


def test_drafts_are_seen_by_their_office_and_issued_papers_by_those_who_received_them(cast, drafted, issued) -> None:
    assert not visible_papers(cast["赵磊"]).filter(pk=drafted().pk).exists()
    paper = issued()
    assert not visible_papers(cast["赵磊"]).filter(pk=paper.pk).exists()
    addressed = issued(recipients=["禹州市应急管理局"])
    assert visible_papers(cast["赵磊"]).filter(pk=addressed.pk).exists()
    assert visible_papers(cast["陈刚"]).filter(pk=paper.pk).exists()
    assert not visible_papers(cast["李强"]).filter(pk=paper.pk).exists()
