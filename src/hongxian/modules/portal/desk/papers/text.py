"""Sample values for the fields of the templates."""

from datetime import date

OVERDUE_SAMPLE = {
    "party": "××县人民政府",
    "title": "每季度至少召开一次会议研究安全生产工作",
    "clause": "每季度至少召开一次会议，研究解决安全生产重大问题。",
    "clause_source": "《关于推进安全生产领域改革发展的实施意见》二/（三）",
    "due_on": date(2026, 3, 31),
    "days_late": 12,
    "calculation": ["周期为2026年第一季度，最后一日为2026年3月31日。"],
    "opened_on": date(2026, 1, 1),
}
