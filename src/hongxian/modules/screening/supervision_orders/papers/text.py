"""Sample values for the fields of the templates."""

from datetime import date

SAMPLE = {
    "issuer": "××市人民政府",
    "where": "××化工有限公司",
    "order_number": "×政挂督字〔2026〕第1号",
    "is_accident": False,
    "subject": "罐区防火堤多处开裂，不能有效围堵泄漏物料。",
    "requirements": "停用相关储罐，按设计规范修复防火堤并经验收。",
    "ordered_on": date(2026, 3, 5),
    "plan_due_on": date(2026, 3, 20),
    "due_on": date(2026, 6, 30),
    "undertaker": "××市应急管理局",
    "reporting": "3个月",
    "leading": "15个工作日",
    "last_to_ask": date(2026, 6, 8),
    "stages": "自评、专家评估、政府验收",
    "accepted_on": date(2026, 6, 20),
    "closed_on": date(2026, 6, 25),
    "opinion": "治理措施已落实，符合规范要求，同意销号",
    "due_before": date(2026, 6, 30),
    "asked_until": date(2026, 8, 31),
    "agreed_until": date(2026, 8, 15),
    "requested_on": date(2026, 5, 30),
    "decided_on": date(2026, 6, 5),
    "extension_reason": "设备供货期延长",
    "extension_measures": "相关储罐停用，专人值守",
    "decision_reason": "理由充分，防护措施已落实",
    "results": [
        {"stage": "自评", "day": date(2026, 6, 10), "opinion": "已按方案完成治理"},
        {"stage": "政府验收", "day": date(2026, 6, 20), "opinion": "验收合格"},
    ],
}
