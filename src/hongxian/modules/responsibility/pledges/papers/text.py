"""Sample values for the fields of the templates."""

from datetime import date

LETTER_SAMPLE = {
    "title": "安全生产目标管理责任书",
    "year": 2026,
    "number": "2026-01",
    "promise": False,
    "giver": "××市人民政府",
    "bearer": "××县人民政府",
    "basis": "《××市安全生产责任制规定》",
    "holds_from": date(2026, 1, 1),
    "holds_to": date(2026, 12, 31),
    "first_responsible": True,
    "parts": [{"heading": "责任目标", "words": "不发生较大以上生产安全事故。"}],
    "chain": [
        {"giver": "××市人民政府", "bearer": "××县人民政府", "title": "安全生产目标管理责任书", "signed_on": "待签字"}
    ],
    "signatures": [
        {"side": "上一级", "name": "张××", "post": "市长", "on_behalf_of": "", "signed_on": date(2026, 2, 2)}
    ],
}
