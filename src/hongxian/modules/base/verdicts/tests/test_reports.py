"""Reports: clause, verdict and figures in all three files; scoped as the pages are; the same day, the same digest."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pypdf
import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from hongxian.kernel.clock import now, today
from hongxian.kernel.documents.typeset import pdf_of
from hongxian.kernel.documents.word.paper import word_of
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.problem import Problem
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.places.models import Place
from hongxian.modules.base.verdicts import judged
from hongxian.modules.base.verdicts.models import ReportTaking
from hongxian.modules.base.verdicts.places import bindings, tally
from hongxian.modules.base.verdicts.reports.content import Chapter, Report, report_of
from hongxian.modules.base.verdicts.reports.excel import excel_of
from hongxian.modules.base.verdicts.reports.paper import paper_of
from hongxian.modules.portal.demo.cast import plan
from hongxian.modules.portal.demo.world import World, settle
from hongxian.modules.responsibility.meetings.commands import Extract, Item, record_meeting

COUNTY = "411081"


@pytest.fixture
def report_for(cast, world: World):
    """The report of a place for somebody of the cast, as things stand."""
    settle()

    def run(name: str, code: str = COUNTY, day: date | None = None) -> Report:
        place = Place.objects.get(pk=code)
        (binding,) = bindings(place, today())
        return report_of(cast[name], place, binding.adoption, AsOf(day or today(), now()), today())

    return run


@pytest.fixture
def get(world: World):
    """What somebody of the cast is sent for an address: files are taken by POST."""
    settle()

    def run(name: str, path: str):
        client = Client()
        method = client.get if path.partition("?")[0].endswith("/report/") else client.post
        username = next(str(each["username"]) for each in plan("cast") if each["name"] == name)
        client.force_login(User.objects.get(username=username))
        return method(path)

    return run


def cells(content: bytes) -> tuple[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return "".join(book.read(f"xl/worksheets/sheet{n}.xml").decode() for n in (1, 2)), book.read(
            "xl/worksheets/sheet1.xml"
        ).decode()


def words(content: bytes) -> str:
    return "\n".join(each.text for each in docx.Document(io.BytesIO(content)).paragraphs)


def test_the_counts_are_those_of_the_page_and_every_obligation_is_there(cast, world: World, report_for) -> None:
    found = report_for("张慧")
    place = Place.objects.get(pk=COUNTY)
    (binding,) = bindings(place, today())
    assert found.counts == tally(cast["张慧"], place, binding).counts
    items = [item for chapter in found.chapters for item in chapter.items]
    assert len({item.id for item in items}) == len(items) == 74
    assert sum(len(item.lines) for item in items) == found.total > 0


def test_word_has_the_clause_the_verdict_and_what_is_missing(report_for) -> None:
    found = report_for("张慧")
    said = words(word_of(paper_of(found)))
    items = [item for chapter in found.chapters for item in chapter.items if item.lines]
    for item in items:
        assert item.clauses[0][1] in said
        assert f"{item.lines[0].party}　" in said
        assert item.lines[0].status_word in said
    lacking = next(line.missing[0] for item in items for line in item.lines if line.missing)
    assert lacking in said
    assert found.digest in said
    assert found.pack_hash in said


def test_pdf_has_pages_and_words(report_for) -> None:
    found = report_for("张慧")
    pages = pypdf.PdfReader(io.BytesIO(pdf_of(paper_of(found)))).pages
    said = re.sub(r"\s", "", "".join(each.extract_text() for each in pages))
    assert len(pages) > 1
    for wanted in (found.title, "无法判定", "XC-13", found.digest, f"—{len(pages)}—"):
        assert re.sub(r"\s", "", wanted) in said


def test_without_a_chinese_font_pdf_is_refused_and_says_what_to_install(report_for, get, tmp_path) -> None:
    with override_settings(FONT_DIR=tmp_path):
        with pytest.raises(Problem, match="fonts-noto-cjk"):
            pdf_of(paper_of(report_for("张慧")))
        response = get("张慧", f"/verdicts/places/{COUNTY}/xuchang-2018/report/pdf/")
        assert response.status_code == 422
        assert "fonts-noto-cjk" in response.content.decode()


def test_excel_has_a_row_for_each_verdict_and_executes_nothing(cast, world: World, report_for, worker) -> None:
    record_meeting(
        actor=cast["孙晓"],
        body=world.parties["市委常委会"],
        held_on=date(2026, 3, 4),
        title="=1+1",
        items=[Item("convey_study", "=1+1", extract=Extract("=1+1", "市委办", "传达学习。"))],
    )
    worker()
    found = report_for("孙晓", "411000")
    strings, sheet = cells(excel_of(found))
    assert sheet.count("<row ") == found.total + 1
    assert "=1+1" in strings
    item = found.chapters[0].items[0]
    typed = replace(found, chapters=(Chapter("=1+1", (replace(item, title="=1+1"),)),))
    strings, written = cells(excel_of(typed))
    assert "<t>=1+1</t>" in strings
    assert "<f>" not in written
    assert "<f>" not in sheet
    assert "<autoFilter" in sheet
    assert 'state="frozen"' in sheet
    start = next(line.period_start for c in found.chapters for i in c.items for line in i.lines if line.period_start)
    assert f"<v>{(start - date(1899, 12, 30)).days}</v>" in sheet


def test_the_same_day_gives_the_same_digest_and_another_scope_another(report_for) -> None:
    whole = report_for("张慧", "411000")
    assert whole.digest == report_for("张慧", "411000").digest
    part = report_for("孙晓", "411000")
    assert part.digest != whole.digest
    assert "部分单位" in part.scope
    parties = {line.party for chapter in part.chapters for item in chapter.items for line in item.lines}
    assert parties <= {"许昌市委常委会", "许昌市委办公室"}


def test_what_was_recorded_later_is_not_in_the_report_of_before(cast, world: World, get, worker, clock) -> None:
    path = "/verdicts/places/411000/xuchang-2018/report/docx/?valid_on=2026-03-05&known_on=2026-03-05"
    clock.at("2026-03-06 09:00")
    settle()
    before = words(get("孙晓", path).content)
    record_meeting(
        actor=cast["孙晓"],
        body=world.parties["市委常委会"],
        held_on=date(2026, 3, 4),
        title="常委会",
        items=[Item("hear_report", "后来录入的议题", extract=Extract("1号", "市委办", "听取汇报。"))],
    )
    worker()
    digest = re.search("内容摘要.*", before).group()
    assert digest in words(get("孙晓", path).content)
    later = words(get("孙晓", path.replace("known_on=2026-03-05", "known_on=2026-03-06")).content)
    assert digest not in later
    assert "后来录入的议题" not in before


@pytest.mark.parametrize("kind", ["docx", "pdf", "xlsx"])
def test_downloads_are_scoped_like_the_pages(get, kind) -> None:
    assert get("赵磊", f"/verdicts/places/411000/xuchang-2018/report/{kind}/").status_code == 404
    assert get("赵磊", f"/verdicts/places/411024/xuchang-2018/report/{kind}/").status_code == 404
    assert get("刘洋", f"/verdicts/places/{COUNTY}/xuchang-2018/report/{kind}/").status_code == 404
    assert get("赵磊", f"/verdicts/places/{COUNTY}/xuchang-2018/report/{kind}/").status_code == 200


def test_a_county_account_is_sent_nothing_of_other_places(get) -> None:
    strings, _ = cells(get("赵磊", f"/verdicts/places/{COUNTY}/xuchang-2018/report/xlsx/").content)
    assert "禹州市人民政府" in strings
    for other in ("鄢陵县人民政府", "长葛市人民政府", "许昌市委常委会"):
        assert other not in strings


def test_whoever_takes_a_report_is_on_record(cast, get, report_for) -> None:
    path = f"/verdicts/places/{COUNTY}/xuchang-2018/report/xlsx/"
    taken = Entry.objects.filter(event="report_taking.take")
    assert get("赵磊", "/verdicts/places/411000/xuchang-2018/report/xlsx/").status_code == 404
    assert get("赵磊", f"{path}?known_on=2030-01-01").status_code == 422
    assert not taken.exists()
    assert get("赵磊", path).status_code == 200
    entry, kept = taken.get(), ReportTaking.objects.get()
    assert (entry.actor_key, entry.subject_key) == (kept.taken_by, str(kept.pk))
    assert (kept.place_id, kept.format, kept.valid_on, kept.known_on) == (COUNTY, "xlsx", today(), today())
    found = report_for("赵磊")
    assert (kept.count, kept.digest) == (found.total, found.digest)


def test_nobody_takes_a_report_by_following_a_link(get) -> None:
    client = Client()
    client.force_login(User.objects.get(username=next(e["username"] for e in plan("cast") if e["name"] == "赵磊")))
    assert client.get(f"/verdicts/places/{COUNTY}/xuchang-2018/report/xlsx/").status_code == 405


def test_a_report_asks_little_beside_the_judgement(cast, world: World, report_for) -> None:
    place = Place.objects.get(pk="411000")
    settle()
    (binding,) = bindings(place, today())
    with CaptureQueriesContext(connection) as judging:
        judged.judged_at(cast["张慧"], place, binding.adoption, AsOf(today(), now()))
    with CaptureQueriesContext(connection) as all_of_it:
        found = report_for("张慧", "411000")
    assert found.total > 300
    assert len(judging) < found.total
    assert len(all_of_it) - len(judging) < found.total


def test_a_day_to_come_cannot_be_known_and_words_are_no_day(get) -> None:
    page = get("张慧", f"/verdicts/places/{COUNTY}/xuchang-2018/report/?known_on=2030-01-01")
    assert page.status_code == 422
    assert "尚未到来" in page.content.decode()
    for query in ("known_on=2030-01-01", "valid_on=soon"):
        assert get("张慧", f"/verdicts/places/{COUNTY}/xuchang-2018/report/pdf/?{query}").status_code == 422
    assert get("张慧", f"/verdicts/places/{COUNTY}/xuchang-2018/report/odt/").status_code == 404


def test_more_than_may_be_judged_at_once_is_refused_in_words(get, monkeypatch) -> None:
    monkeypatch.setattr(judged, "LIMIT", 3)
    response = get("张慧", f"/verdicts/places/{COUNTY}/xuchang-2018/report/xlsx/")
    assert response.status_code == 422
    assert "超过一次 3 项的上限" in response.content.decode()
