"""Forms: labels from the glossary, refusals beside the input, nothing typed lost."""

from datetime import date

import pytest
from django import forms

from hongxian.kernel.problem import Denied, Faults, Problem, Stale
from hongxian.kernel.web.forms import Form


class Sample(Form):
    title = forms.CharField(max_length=20)
    valid_from = forms.DateField(required=False, help_text="以文件所载日期为准")
    note = forms.CharField(required=False, widget=forms.Textarea)


def filled(**over):
    form = Sample({"title": "责任清单", **over})
    form.is_valid()
    return form


def test_labels_are_the_glossary_s():
    form = Sample()
    assert [field.label for field in form] == ["标题", "生效日期", "备注"]


def test_a_label_that_is_given_stays():
    class Given(Form):
        title = forms.CharField(label="名")

    assert Given()["title"].label == "名"


def test_a_field_without_a_word_is_refused_at_once():
    class Wordless(Form):
        no_such_word = forms.CharField()

    with pytest.raises(KeyError):
        Wordless()


def test_days_are_picked_and_shown_in_iso():
    rendered = str(Sample(initial={"valid_from": date(2026, 3, 5)})["valid_from"])
    assert 'type="date"' in rendered
    assert 'value="2026-03-05"' in rendered
    assert filled(valid_from="2026-03-05").cleaned_data["valid_from"] == date(2026, 3, 5)


def test_what_is_missing_is_named():
    assert filled(title="").errors["title"] == ["请填写“标题”。"]


def test_renders_label_mark_help_and_error_tied_to_the_input():
    page = str(filled(title="", valid_from="nonsense"))
    assert '<label for="id_title">标题<b class="must" title="必填">*</b></label>' in page
    assert 'id="id_valid_from_helptext">以文件所载日期为准' in page
    assert 'id="id_valid_from_error"' in page
    assert 'aria-invalid="true"' in page
    assert "有 2 处需要更正" in page
    assert 'value="nonsense"' in page


def test_escapes_what_was_typed():
    assert "<script>" not in str(filled(title='"><script>x</script>'))


def test_the_status_tells_whether_something_was_refused():
    assert (Sample().status, filled().status, filled(title="").status) == (200, 200, 422)


def test_a_refused_input_stands_beside_its_field():
    form = filled()

    def refuse(**_):
        raise Problem("标题重复。", field="title")

    assert form.carry_out(refuse, title="x") is None
    assert form.errors["title"] == ["标题重复。"]
    assert form.status == 422
    assert 'value="责任清单"' in str(form)


def test_a_refusal_of_no_field_stands_above_the_form():
    form = filled()

    def refuse():
        raise Problem("会议已归档。", field="unknown")

    assert form.carry_out(refuse) is None
    assert "会议已归档。" in str(form)


@pytest.mark.parametrize("problem", [Denied("无权"), Stale("过时")])
def test_other_refusals_pass_through(problem):
    def refuse():
        raise problem

    with pytest.raises(type(problem)):
        filled().carry_out(refuse)


def test_gives_what_the_command_gives():
    assert filled().carry_out(lambda *, title: title, title="甲") == "甲"


def test_several_refusals_stand_each_beside_its_input():
    def act():
        raise Faults({"title": "标题太长。", "note": "备注不能为空。", "elsewhere": "另有一处不对。"})

    form = filled()
    assert form.carry_out(act) is None
    assert form.errors["title"] == ["标题太长。"]
    assert form.errors["note"] == ["备注不能为空。"]
    assert form.non_field_errors() == ["另有一处不对。"]
    assert form.status == 422
