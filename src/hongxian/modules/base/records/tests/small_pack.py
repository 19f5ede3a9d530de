"""A pack of one obligation about a noun that only this pack has: checks of fishing boats, once a quarter."""

import hashlib
from pathlib import Path

TITLE = "渔船安全管理办法"
ARTICLE = "第一条 市政府每季度至少组织1次渔船安全检查。"

PACK = """
id: boats-2026
version: 1
title: 渔船安全管理办法
issuer: 许昌市人民政府
place_code: "411000"
place_name: 许昌市
issued: 2025-12-01
effective_from: 2026-01-01
effective_to: null
parents: []
articles: 1
source:
  file: source.txt
  sha256: {digest}
  received_as: 试验
  title_lines: [1]
damage: []
"""
CLAUSES = """
- {path: 第一条, kind: article, number: 第一条, line: 2, text: "第一条 市政府每季度至少组织1次渔船安全检查。"}
"""
OBLIGATIONS = """
- id: BT-01
  title: 每季度检查渔船
  form: PERIODIC
  strength: A
  clauses: [{path: 第一条, quote: "市政府每季度至少组织1次渔船安全检查。"}]
  holder: {text: 市政府, select: {kind: government, level: [city]}}
  action: 组织
  object: 渔船安全检查
  due_text: 每季度
  counting: 按季度计
  evidence: [检查记录]
  consequence: {stated: "", general: ""}
  parameters: []
  parts:
    - id: checked
      form: PERIODIC
      text: 每季度至少检查1次
      period: quarter
      events:
        fact: boat_check
        of: {field: place_path, under: {holder: place_path}}
        where: {field: serious, is: true, otherwise: 不是全面检查}
      min: 1
"""
FACTS = """
boat:
  label: 渔船
  description: 一条渔船
  period_valid: true
  fields:
    name: {type: text, label: 船名}
    owner: {type: key, label: 船东, of: party}
    place: {type: key, label: 地区代码}
    place_path: {type: text, label: 地区路径}
boat_check:
  label: 渔船检查
  description: 对渔船的一次安全检查
  dated: checked_on
  fields:
    boat: {type: key, label: 渔船, of: boat}
    place_path: {type: text, label: 地区路径}
    checked_on: {type: date, label: 检查日期}
    serious: {type: bool, label: 是否全面检查}
    kind: {type: key, label: 类别, values: {fire: 消防检查, hull: 船体检查}}
    crew: {type: int, label: 船员数}
    note: {type: text, label: 备注}
boat_rating:
  label: 渔船评级
  description: 一条渔船的评级，按渔船统计
  key: boat
  fields:
    boat: {type: key, label: 渔船, of: boat}
    grade: {type: text, label: 等级}
    rated_at: {type: datetime, label: 评定时间}
"""


def write_pack(folder: Path) -> Path:
    """The pack in a folder."""
    folder.mkdir()
    source = f"{TITLE}\n{ARTICLE}\n"
    (folder / "source.txt").write_text(source, encoding="utf-8")
    digest = hashlib.sha256(source.encode()).hexdigest()
    (folder / "pack.yaml").write_text(PACK.format(digest=digest), encoding="utf-8")
    for name, content in (("clauses", CLAUSES), ("obligations", OBLIGATIONS), ("facts", FACTS)):
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    for name in ("parameters", "glossary"):
        (folder / f"{name}.yaml").write_text("[]\n", encoding="utf-8")
    return folder
