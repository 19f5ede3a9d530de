"""A key that names rows of another fact never meets the members: said when the pack is read."""

import pytest
from pydantic import TypeAdapter

from hongxian.kernel.rules.dictionary import read_dictionary
from hongxian.kernel.rules.forms.coverage import Coverage
from hongxian.kernel.rules.forms.trigger import Trigger
from hongxian.kernel.rules.join_checks import check_joins
from hongxian.kernel.rules.positions import read_yaml

FACTS = """
party: {label: 单位, description: 一个单位, fields: {name: {type: text, label: 名称}}}
firm: {label: 企业, description: 一家企业, fields: {name: {type: text, label: 名称}}}
office:
  label: 机关
  description: 一个机关
  key: party
  fields: {party: {type: key, label: 单位, of: party}}
regime:
  label: 制度
  description: 一项制度
  dated: issued_on
  fields:
    holder: {type: key, label: 建立单位, of: party}
    firm: {type: key, label: 建立企业, of: firm}
    other: {type: key, label: 其他编号}
    issued_on: {type: date, label: 日期}
"""


@pytest.fixture
def found(tmp_path):
    path = tmp_path / "facts.yaml"
    path.write_text(FACTS, encoding="utf-8")
    dictionary, document = read_dictionary(path), read_yaml(path)

    def run(kind, **written):
        part = TypeAdapter(kind).validate_python({"id": "p", "text": "有制度", **written})
        return [(each.found, each.text) for each in check_joins(dictionary, part, document, ())]

    return run


@pytest.mark.parametrize(
    ("members", "member", "meets"),
    [
        ("firm", "firm", True),
        ("firm", "holder", False),
        ("party", "firm", False),
        ("office", "holder", True),
        ("firm", "other", True),
    ],
)
def test_the_field_names_the_members_or_nobody_knows_what(found, members, member, meets):
    having = {"fact": "regime", "member": member}
    errors = found(Coverage, form="COVERAGE", members={"fact": members}, have=having)
    assert [each for each, _ in errors] == ([] if meets else [member])


def test_what_is_done_about_an_occasion_names_it(found):
    actions = [{"id": "a", "text": "建立", "have": {"fact": "regime", "member": "firm"}}]
    ((member, sentence),) = found(Trigger, form="TRIGGER", triggers={"fact": "party"}, actions=actions)
    assert member == "firm"
    assert "指向的是“企业”，不是“单位”" in sentence
