"""What this room says to users."""

PERIOD_WORDS = {"month": "{year} 年 {number} 月", "quarter": "{year} 年第 {number} 季度", "year": "{year} 年"}
BAD_PERIOD = "期间“{found}”看不懂；月份写作 2026-03，季度写作 2026-Q1，年度写作 2026"
NOT_OVER = "{period}到 {end} 才结束，结束后才能上报；现在可以先看实时数字"
CORRECTION_REASON = "该期已经上报过；再次上报作为更正，请写明更正的理由"
SAME_RETURN = "与 {day} 上报的内容完全相同，不需要更正"
LISTED = "、"
UNKNOWN_CHOICE = "{label}“{found}”不在可选范围内；可选：{expected}"
OUT_OF_RANGE = "{label}是 {found}；应在 {least} 到 {most} 之间"
WORDING_BOTH = "相近文字要与相同文字的最少字数一起填写"
PACE_BOTH = "登记过快的条数和分钟数要一起填写，或者都不填"
BASE_UNSET_FOR = "“{name}”所在地区没有设定这类企业多久上报一次，不能催报；请先设定应报基数"
OWES_NONE = "“{name}”所属类别设定为不要求上报，不能催报"
STANDS_NO_MORE = "“{name}”已于 {day} 停止存续，不再催报"
REPORTED_ALREADY = "“{name}”{period}已经上报，不需要催报"
REMINDED_TODAY = "“{name}”今天已经催报过，一天只催一次"
REMINDER_TITLE = "{name}：{period}的隐患自查自报还没有收到，请尽快上报"
SAME_WORDING = "“{words}”：与另外 {firms} 家企业登记的文字相同，共 {number} 条"
NEAR_WORDING = "“{words}”：与另外 {firms} 家企业登记的文字相近，最近的相近 {percent}%：“{other}”，都有“{shared}”"
IMPOSSIBLE_PACE = "{day} 同一人在 {minutes} 分钟内登记了 {count} 条以上"
NOTHING_FOUND = (
    "{since} 至 {until} 连续 {times} 次自查都报无隐患；同期同行业另有 {peers} 家上报，其中 {found} 家发现隐患"
)
SAME_PHOTO = "{day} 上传的照片与另外 {number} 张隐患照片相近（最近的相差 {bits} 位）"
DAYS_RANGE = "日期 {since} 至 {until} 不能用；开始不晚于结束，结束不晚于今天（{today}），最长一年"
HINTS_UNSET = "{place}没有设定任何一种提示的条件（相同文字、相近文字、登记过快、连续无隐患、相近照片），请先设定"
NO_NEW_HINTS = "{since} 至 {until} 没有新的提示"
REASON_NEEDED = "理由没有填写；请写明核对的情况"
SUBMITTED = "已上报；内容和校验值已固定，之后只能另报更正。"
SETTING_SAVED = "已保存，对本地区及没有另行设定的下级地区起作用。"
HINTS_FOUND = "新增 {number} 条提示。"
REPORTED_WITHIN = "已自查自报"
UNREPORTED_WITHIN = "未上报"
DUE_FOR = "应报（期间）"
LAST_REPORTED = "最近自报"
LAST_REMINDED = "最近催报"
COMPUTED = "实时计算"
PERFORMANCE = "绩效分析"
SETTINGS = "设定"
UNITS = "应报和未上报企业"
LINES = "分地区分行业"
HINTS = "自报提示"
UNITS_NOTE = "先选“应报（期间）”，再填“未上报”的起止日期，就是该期未上报名单；从实时计算页点数字进来已经填好。"
HINTS_NOTE = "提示只供核对，不是结论，不扣分、不处罚；企业看不到。核对后写明理由归档。"
RETURNS_EMPTY = "还没有上报过报表。在“实时计算”中选定地区和期间，核对后上报。"
UNITS_EMPTY = "没有符合条件的企业。"
HINTS_EMPTY = "没有提示。"
LINES_EMPTY = "还没有上报过报表。"
NO_BODY = "没有监管单位"
NO_ENTERPRISE = "不属于登记企业的场所"
PLACE_NEEDED = "请选择地区"
WHOLE_PLACE = "{name}本级"
CORRECTED = "已被更正"
CORRECTION = "更正"
CHECK_WORDS = "{area}：{left} {more} 多于{right} {less}"
WORDS = "企业名称、信用代码"
FIND_HINTS = "查找提示"
NO_DATA = "无数据"
PERIOD_HELP = "如 {year}-03（月）、{year}-Q1（季）、{year}（年）"
UNSET = "未设定"
WITHIN_DAYS = "{days} 天内"
SETTING_HELP = {
    "high_risk_due": "企业档案标明为高危的",
    "above_scale_due": "不属于高危、标明为规模以上的",
    "other_due": "以上两类之外的全部企业",
    "carried_days": "每期的前几天上报的，算作上一期（0–27 天）；0 表示当期上报才算当期",
    "repeat_days": "同一企业、同一类别的隐患在多少天内再次发现，算重复隐患；不设定则不统计",
    "wording_length": "去掉标点、数字后不少于多少字的相同描述出现在不同企业，给出提示（6–200）",
    "wording_alike": "不少于上面字数、文字又不完全相同的描述，相近达到百分之多少就给出提示（60–99）；不设定则只看完全相同的",
    "pace_count": "同一人在下面的分钟数内为一家企业登记这么多条，给出提示",
    "pace_minutes": "与上一项一起填写",
    "nothing_found_times": "连续多少次自查都报无隐患、而同行业有企业发现隐患，给出提示（2–60）",
    "photo_distance": "照片指纹相差不超过多少位视为相近（0–11；0–3 为同一张图另存）",
    "self_check_treatment": "对企业自查自改如何对待，原样显示给企业；不填则显示尚未公布",
}
UNSEEN_BODY = "（权限之外的单位）"
FILED_FOR = "上报地区"
