"""A small dictionary of facts, a small pack, and a way to judge one part of an obligation over plain rows."""

import hashlib
from datetime import date, datetime
from pathlib import Path

import pytest

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.rules.bindings import Bindings
from hongxian.kernel.rules.dates import period_containing
from hongxian.kernel.rules.dictionary import read_dictionary
from hongxian.kernel.rules.forms import FORMS
from hongxian.kernel.rules.forms.part import Context
from hongxian.kernel.rules.judge import judge
from hongxian.kernel.rules.obligation import Obligation
from hongxian.kernel.rules.pack import read_pack
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.rules.scenarios import facts_of, row_of
from hongxian.kernel.rules.schema import ObligationEntry, ParameterEntry

FACTS = """
party:
  label: 单位
  description: 单位
  period_valid: true
  fields:
    name: {type: text, label: 名称}
    kind: {type: key, label: 类别, values: {government: 政府, committee: 委员会}}
    level: {type: key, label: 层级, values: {city: 市级, county: 县级}}
    place: {type: key, label: 地区}
    place_path: {type: text, label: 地区路径}
meeting:
  label: 会议
  description: 会议
  dated: held_on
  fields:
    body: {type: key, label: 机构, of: party}
    held_on: {type: date, label: 召开日期}
    agenda: {type: key, label: 议题类型, values: {hear: 听取汇报, convey: 传达学习}}
accident:
  label: 事故
  description: 事故
  fields:
    closed_on: {type: date, label: 结案日期}
evaluation:
  label: 评估
  description: 评估
  dated: held_on
  fields:
    accident: {type: key, label: 事故, of: accident}
    held_on: {type: date, label: 日期}
firm:
  label: 企业
  description: 企业
  period_valid: true
  fields:
    place_path: {type: text, label: 地区路径}
    kind: {type: key, label: 类别, values: {coal: 煤炭, branch: 下设机构, plain: 一般}}
    owner: {type: key, label: 隶属, values: {city: 市属, private: 民营}}
    staff: {type: int, label: 人数}
    level: {type: key, label: 监管层级, values: {city: 市级, county: 县级}}
budget:
  label: 预算
  description: 一个年度的预算
  fields:
    year: {type: int, label: 年度}
    amount: {type: int, label: 金额}
policy:
  label: 保单
  description: 保单
  period_valid: true
  fields:
    firm: {type: key, label: 企业, of: firm}
    paid: {type: bool, label: 是否缴费}
    item: {type: key, label: 项目, values: {fire: 火灾, flood: 水灾}}
danger:
  label: 隐患
  description: 隐患
  dated: found_on
  fields:
    found_on: {type: date, label: 发现日期}
    removed_on: {type: date, label: 消除日期}
    grade: {type: key, label: 等级, values: {major: 重大, common: 一般}}
    listed: {type: bool, label: 是否挂牌}
    place_path: {type: text, label: 地区路径}
talk:
  label: 约谈
  description: 约谈
  dated: held_on
  fields:
    danger: {type: key, label: 隐患, of: danger}
    held_on: {type: date, label: 约谈日期}
    person: {type: key, label: 被约谈人, values: {secretary: 书记, head: 政府负责人}}
    filed: {type: bool, label: 是否归档}
project:
  label: 项目
  description: 建设项目
  fields:
    approved_on: {type: date, label: 批准日期}
    high_risk: {type: bool, label: 是否高危}
review:
  label: 审查
  description: 安全审查
  dated: held_on
  fields:
    project: {type: key, label: 项目, of: project}
    held_on: {type: date, label: 审查日期}
    passed: {type: bool, label: 是否通过}
station:
  label: 监管站
  description: 监管站
  period_valid: true
  fields:
    kind: {type: key, label: 类别, values: {town: 乡镇, street: 街道, park: 园区}}
    staff: {type: int, label: 在岗人数}
    approved: {type: int, label: 核定人数}
"""


SOURCE = "标题\n\n　　一、责任\n　　（一）会议。市政府每季度至少研究1次。\n"

FILES = {
    "source.txt": SOURCE,
    "pack.yaml": """\
id: small
version: 1
title: 小文件
issuer: 某市政府
place_code: "411000"
place_name: 某市
effective_from: 2018-11-19
articles: 1
source: {file: source.txt, sha256: HASH, title_lines: [1]}
""",
    "clauses.yaml": """\
- {path: 一, kind: chapter, number: 一、, heading: 责任, line: 3, text: 一、责任}
- {path: 一/（一）, kind: article, number: （一）, heading: 会议, line: 4, text: （一）会议。}
- {path: 一/（一）/1, kind: paragraph, line: 4, text: （一）会议。市政府每季度至少研究1次。}
""",
    "parameters.yaml": """\
- key: norm
  label: 标准
  question: 未列明
  clause: 一/（一）/1
  type: int
  deciding: true
  obligations: [S-01]
""",
    "glossary.yaml": """\
- {term: 责任, meaning: 文本未列明, clause: 一}
""",
    "obligations/10.yaml": """\
- id: S-01
  title: 市政府每季度至少研究1次
  form: PERIODIC
  strength: A
  clauses: [{path: 一/（一）/1, quote: 市政府每季度至少研究1次。}]
  holder: {text: 市政府, select: {kind: government}}
  action: 研究
  object: 安全生产
  due_text: 每季度至少1次
  counting: 每季度至少1次
  evidence: [会议纪要]
  consequence: {stated: ""}
  parameters: [norm]
  parts:
    - id: study
      form: PERIODIC
      text: 每季度至少研究1次
      period: quarter
      parameters: [norm]
      events:
        fact: meeting
        of: {field: body, is: {holder: key}}
        where: {field: agenda, is: hear}
""",
    "scenarios/S-01.yaml": """\
obligation: S-01
cases:
  - name: 已研究
    as_of: 2026-03-31
    holder: {id: gov, kind: government}
    period: 2026-Q1
    parameters: {norm: 1}
    facts:
      meeting:
        - {body: gov, held_on: 2026-03-31, agenda: hear}
    expect: {status: met}
""",
}
FILES["pack.yaml"] = FILES["pack.yaml"].replace("HASH", hashlib.sha256(SOURCE.encode()).hexdigest())


@pytest.fixture(scope="session")
def dictionary(tmp_path_factory):
    path = tmp_path_factory.mktemp("facts") / "facts.yaml"
    path.write_text(FACTS, encoding="utf-8")
    return read_dictionary(path)


@pytest.fixture(scope="session")
def packs():
    """The folder of the packs that come with the system."""
    return Path(__file__).resolve().parents[3] / "packs"


@pytest.fixture
def obligation_of(dictionary):
    """An obligation of the parts given, as a pack would write them; parameters as (key, deciding, plain)."""

    def make(*parts, parameters=()):
        definitions = {
            key: ParameterEntry(
                key=key,
                label=f"参数{key}",
                question="未列明",
                type="text",
                deciding=deciding,
                plain=plain,
                plain_reason="通常含义" if plain else "",
            )
            for key, deciding, plain in parameters
        }
        entry = ObligationEntry(
            id="T-1",
            title="应当办理",
            form=parts[0]["form"] if parts else "EXISTENCE",
            strength="A",
            clauses=[{"path": "一", "quote": "应当办理。"}],
            holder={"text": "市政府", "select": {"kind": "government", "level": ["city", "county"]}},
            action="办理",
            object="事项",
            due_text="长期",
            counting="逐项",
            evidence=[],
            consequence={},
            parameters=list(definitions),
            parts=list(parts),
            waits="" if parts else "等待台账",
        )
        shaped = tuple(FORMS[part["form"]].model_validate(part) for part in parts)
        return Obligation(entry, shaped, {}, definitions, dictionary)

    return make


@pytest.fixture
def verdict_of(obligation_of, dictionary):
    """Judge parts over rows: facts by noun, a date as of, a day within the period judged."""

    def run(*parts, facts, as_of, period=None, values=None, parameters=(), holder=None, effective=date(2018, 11, 19)):
        obligation = obligation_of(*parts, parameters=parameters)
        written = holder or {"id": "gov", "kind": "government", "level": "city", "place_path": "41.4110."}
        return judge(
            obligation,
            row_of(dictionary.nouns["party"], written, 0),
            period_containing(period, obligation.period.period) if period else None,
            facts_of(dictionary, facts),
            values or {},
            AsOf(as_of),
            effective,
        )

    return run


@pytest.fixture(scope="session")
def result_of(dictionary):
    """Judge one part over rows, for property tests: facts by noun, a date as of; no parameters, no period."""

    def run(part, facts, as_of, effective=date(2018, 1, 1)):
        holder = row_of(dictionary.nouns["party"], {"id": "gov", "place_path": "41.4110."}, 0)
        bindings = Bindings(holder, None, {}, AsOf(as_of), dictionary)
        shaped = FORMS[part["form"]].model_validate(part)
        return shaped.judge(Context(bindings, facts_of(dictionary, facts), effective))

    return run


@pytest.fixture
def moment():
    """Noon of a local day."""
    return lambda year, month, day: datetime(year, month, day, 12, tzinfo=LOCAL)


@pytest.fixture
def files():
    """The files of a small pack that is in order."""
    return FILES


@pytest.fixture
def read(tmp_path, dictionary):
    """Read the small pack with some files changed: (file, old, new)."""

    def run(*changes):
        files = dict(FILES)
        for file, old, new in changes:
            assert old in files[file], old
            files[file] = files[file].replace(old, new, 1)
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.write_text(content, encoding="utf-8")
        return read_pack(tmp_path, dictionary)

    return run
