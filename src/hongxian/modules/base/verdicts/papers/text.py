"""Sample values for the fields of the templates."""

from datetime import date

SUPERVISION_SAMPLE = {
    "party": "××县人民政府",
    "pack": "关于推进安全生产领域改革发展的实施意见",
    "obligation": "每季度至少召开一次会议研究安全生产工作",
    "period": "2026年第一季度",
    "clauses": [{"path": "二/（三）", "quote": "每季度至少召开一次会议，研究解决安全生产重大问题。"}],
    "status": "未落实",
    "failing": [{"label": "2026年3月5日会议", "reason": "没有纪要摘要"}],
    "due_on": date(2026, 3, 31),
    "days_late": 12,
    "judged_on": date(2026, 4, 12),
}
