"""Sample values for the fields of the templates."""

from datetime import date

TALK_SAMPLE = {
    "object": "××县人民政府",
    "post": "县长",
    "manner": "告诫性约见谈话",
    "occasion": "风险防控和隐患排查治理不到位",
    "found_on": None,
    "held_on": date(2026, 3, 9),
    "matters": [{"label": "事故起数", "words": "3"}],
    "evidence": "督查情况通报",
}
