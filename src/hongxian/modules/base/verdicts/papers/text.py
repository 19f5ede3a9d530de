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

LATE = "（补录）"
NOT_SEALED = "待封存"
DAYS_TURNED = "截止日期（{until}）不能早于起始日期（{since}）。"
DAYS_TO_COME = "截止日期（{until}）尚未到来；应不晚于今天（{today}）。"

FULFILMENT_SAMPLE = {
    "name": "××县人民政府",
    "since": date(2026, 1, 1),
    "until": date(2026, 3, 31),
    "total": 2,
    "counts": [{"status": "已落实", "number": 1}, {"status": "未落实", "number": 1}],
    "lines": [
        {
            "party": "××县人民政府",
            "obligation": "每季度至少召开一次会议研究安全生产工作",
            "period": "2026年第一季度",
            "due_on": date(2026, 3, 31),
            "status": "已落实",
            "done_on": date(2026, 3, 6),
            "leaf": "1024",
        }
    ],
    "act_total": 1,
    "acts": [{"at": date(2026, 3, 6), "event": "录入会议", "leaf": "1024"}],
    "head_size": 2048,
    "head_root": "0" * 64,
    "made_on": date(2026, 4, 1),
}
CERTIFICATE_SAMPLE = FULFILMENT_SAMPLE | {
    "name": "王某",
    "posts": [{"party": "××县人民政府", "post": "县长", "since": date(2026, 1, 1), "until": date(2026, 3, 31)}],
}
