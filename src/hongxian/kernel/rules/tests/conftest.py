"""A small dictionary of facts, a small pack, and a way to judge one part of an obligation over plain rows."""

import hashlib
from datetime import date, datetime, time
from pathlib import Path

import pytest
from hypothesis import strategies as st

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
def dictionary():
    return read_dictionary(Path(__file__).parent / "facts.yaml")


@pytest.fixture(scope="session")
def packs():
    """The folder of the packs that come with the system."""
    return Path(__file__).resolve().parents[3] / "packs"


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session")
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
    """Judge one part over rows, for property tests: facts by noun, a date as of, a day within the period; no
    parameters."""

    def run(part, facts, as_of, effective=date(2018, 1, 1), period=None, shift=None):
        holder = row_of(dictionary.nouns["party"], {"id": "gov", "place_path": "41.4110."}, 0)
        shaped = FORMS[part["form"]].model_validate(part)
        judged = period_containing(period, shaped.period) if period else None
        bindings = Bindings(holder, judged, {}, AsOf(as_of), dictionary, shift)
        return shaped.judge(Context(bindings, facts_of(dictionary, facts), effective))

    return run


DAYS = [
    *(date(2023, month, day) for month, day in ((1, 31), (2, 28), (12, 31))),
    *(date(2024, month, day) for month, day in ((1, 31), (2, 28), (2, 29), (3, 1), (3, 31))),
    *(date(2025, month, day) for month, day in ((2, 28), (3, 1))),
]
"""Days at which months, quarters, years and spans of them end and begin, a leap day among them."""


@pytest.fixture(scope="session")
def days():
    """Days at which things change, in order."""
    return DAYS


def _values(name, field):
    if field.values:
        return st.sampled_from(list(field.values))
    kinds = {
        "int": st.integers(2022, 2025) if name == "year" else st.integers(0, 3),
        "bool": st.sampled_from([True, True, False]),
        "date": st.sampled_from(DAYS),
    }
    return kinds.get(field.type, st.sampled_from(["k1", "k2"]))


def _row(noun):
    """A row of a noun: a field is absent now and then, the day it begins never; typed in at once, or on another day."""
    drawn = {name: _values(name, field) for name, field in noun.fields.items()}
    fields = {name: st.one_of(*[each] * 7, st.none()) for name, each in drawn.items()}
    if noun.begins:
        fields[noun.begins] = drawn[noun.begins]
    typed = st.sampled_from(DAYS).map(lambda day: datetime.combine(day, time(12), LOCAL))
    return st.fixed_dictionaries({**fields, "confirmed": st.booleans()}, optional={"recorded_on": typed})


@pytest.fixture(scope="session")
def drawn(dictionary):
    """Draw rows of nouns, keyed k1, k2 and so on, with days among those where things change."""

    def rows(data, nouns):
        found = {}
        for name in nouns:
            some = data.draw(st.lists(_row(dictionary.nouns[name]), max_size=3), label=name)
            found[name] = [{**each, "id": f"k{number}"} for number, each in enumerate(some, 1)]
        for each in (row for some in found.values() for row in some):
            if each.get("valid_to") and each["valid_to"] < each["valid_from"]:
                each["valid_to"] = None
        return found

    return rows


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
