"""Sample values for the fields of the templates."""

from datetime import date

SAMPLE = {
    "issuer": "××市应急管理局",
    "where": "××化工有限公司",
    "found_on": date(2026, 3, 5),
    "origin": "执法检查",
    "location": "罐区",
    "grade": "重大隐患",
    "description": "罐区防火堤多处开裂，不能有效围堵泄漏物料。",
    "basis": "检查表第12项",
    "due_on": date(2026, 3, 31),
    "rectifier": "王××",
    "measures": "修补防火堤并经验收",
    "funds": "20000.00",
    "emergency_plan": "泄漏应急预案",
    "rectified_on": date(2026, 3, 20),
    "rectification": "已修补并通过闭水试验",
    "verified_on": date(2026, 3, 22),
    "times_returned": 1,
}
FULL_STOP = "。"
UNGRADED = "事故隐患"
LETTER_SAMPLE = {
    "issuer": "××市应急管理局",
    "number": "抄告〔2026〕1号",
    "kind": "抄告",
    "where": "××化工有限公司",
    "found_on": date(2026, 3, 5),
    "origin": "执法检查",
    "location": "罐区",
    "grade": "重大隐患",
    "description": "罐区防火堤多处开裂，不能有效围堵泄漏物料。",
    "content": "该企业由你单位监管，请督促治理",
    "reply_due_on": date(2026, 3, 31),
}
