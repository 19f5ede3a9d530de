"""Words of the papers, and sample values for the fields of the templates."""

from datetime import date

MEETING = "会议"
MINUTES_SAMPLE = {
    "red_head": "××市安全生产委员会会议",
    "body": "××市安全生产委员会",
    "title": "安全生产委员会第一次全体会议",
    "held_on": date(2026, 3, 5),
    "session": 1,
    "items": [
        {
            "title": "听取一季度安全生产工作情况汇报",
            "type": "听取汇报",
            "extract": "会议听取了市应急管理局关于一季度安全生产工作情况的汇报。",
            "decisions": [{"content": "开展春季专项检查", "lead": "市应急管理局", "due_on": date(2026, 4, 30)}],
        }
    ],
}
