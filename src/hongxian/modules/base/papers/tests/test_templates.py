"""A place's own template: checked before it applies, applied to what is drafted from then on, and set aside again."""

import pytest

from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.modules.base.papers.commands import draft_paper, retire_template, upload_template
from hongxian.modules.base.papers.offers import offers
from hongxian.modules.base.places.models import Place

OWN = "标题：约谈通知（{{ object }}）\n---\n{{ object }}：\n请来谈话。\n"


@pytest.fixture
def city(world):
    return Place.objects.get(pk="411000")


@pytest.fixture
def drafting(cast, world, talk):
    def run():
        issuer = world.parties["市安委办"]
        return draft_paper(actor=cast["张慧"], kind="talk_notice", subject_key=str(talk.row), issuer=issuer)

    return run


def test_it_applies_to_new_drafts_only_until_it_is_retired(cast, city, drafting) -> None:
    before = drafting()
    template = upload_template(actor=cast["张慧"], paper="talk_notice", place=city, wording=OWN, reason="本地格式")
    paper = drafting()
    assert (paper.title, paper.template) == ("约谈通知（禹州市人民政府）", template)
    before.refresh_from_db()
    assert "关于约谈" in before.wording
    retire_template(actor=cast["陈刚"], template=template, reason="恢复")
    assert drafting().template is None


@pytest.mark.parametrize(
    ("wording", "sentence"),
    [
        ("标题：通知\n---\n{{ nobody }}\n", "第 3 行：没有名为“nobody”的字段"),
        ("标题：通知\n---\n{% if object %}\n正文。\n", "第 3 行：模板语句有误：“if object”没有结束"),
        ("标题：通知\n---\n{% include 'x' %}\n", "第 3 行：模板语句有误：不认识“include 'x'”"),
        ("标题：通知\n---\n{{ object|ljust:'99' }}\n", "第 3 行：模板语句有误：“object|ljust:'99'”写法不对"),
        ("标题：通知\n正文。\n", "没有找到单独一行的“---”"),
        ("标目：通知\n---\n正文。\n", "第 1 行：首部应为"),
        (
            "标题：通知\n---\n| 甲 | 乙 |\n{% for x in matters %}\n| {{ x.label }} |\n{% endfor %}\n",
            "第 5 行：表格至少两格",
        ),
        ("标题：通知\n---\n", "没有正文"),
    ],
)
def test_a_bad_template_is_refused_with_its_line(cast, city, wording, sentence) -> None:
    with pytest.raises(Problem) as refused:
        upload_template(actor=cast["张慧"], paper="talk_notice", place=city, wording=wording, reason="试")
    assert sentence in refused.value.text


def test_nobody_changes_the_templates_of_another_place(cast, world, city) -> None:
    with pytest.raises(Denied):
        upload_template(actor=cast["赵磊"], paper="talk_notice", place=city, wording=OWN, reason="试")
    province = Place.objects.get(pk="410000")
    with pytest.raises(NotVisible):
        upload_template(actor=cast["张慧"], paper="talk_notice", place=province, wording=OWN, reason="试")


def test_every_template_of_the_product_passes_its_own_check(cast, city, world) -> None:
    for key, offered in offers().items():
        upload_template(
            actor=cast["张慧"], paper=key, place=city, wording=offered.packaged + "\n添一段。\n", reason="试"
        )
