"""What this room says to users, and how what they type is understood."""

OF_A_PACK = "政策包自有的名词"
LISTED = "、"
LABEL_JOIN = " "
PAIR = "{label}：{value}"
NUMBERED = "{label}{value}"
OWNED = "{owner} · {name}"
CODED = "{name}（{code}）"
YES = "是"
NO = "否"
OPEN_END = "今"
CHOOSE = "请选择"
NOT_SAID = "（未填）"
ALL = "全部"

DAY_PATTERN = r"(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})日?"
YES_OR_NO = {
    "true": True,
    "yes": True,
    "1": True,
    "是": True,
    "有": True,
    "false": False,
    "no": False,
    "0": False,
    "否": False,
    "无": False,
}
CLASSIFIED_MARKS = ("绝密", "机密★", "秘密★", "机密级", "秘密级")
CLASSIFIED_MARK = "填写内容含有密级标识“{mark}”。涉密文件不得录入本系统；请只填写不涉密的摘要。"

UNREADABLE = "“{label}”填写的是“{found}”，应为{expected}。"
EXPECTED_DATE = "日期，如 2024-03-01、2024.3.1、20240301 或 2024年3月1日"
EXPECTED_MOMENT = "日期和时刻，如 2024-03-01 14:30"
EXPECTED_INT = "整数，如 1200"
EXPECTED_BOOL = "“是”或“否”"
EXPECTED_CHOICE = "以下之一：{values}"
EXPECTED_KEY = "不含空格、不超过 {longest} 字的编号"
EXPECTED_TEXT = "不超过 {longest} 字的文字（现有 {length} 字）"
NEEDED = "请填写“{label}”。"
NOTHING_SAID = "至少应填写一项。"
NO_SUCH_FIELD = "“{noun}”没有“{found}”这个字段。"
NOT_HAPPENED_YET = "“{label}”填写的是 {found}，晚于今天（{today}）；事项发生后才能登记。"
ENDS_BEFORE_IT_BEGINS = "失效日期 {found} 早于生效日期 {start}；最后一日应不早于生效日期。"
NO_SUCH_ROW = "“{label}”填写的是“{found}”，在您可以查看的范围内没有这一条；请从列出的条目中选择。"
PLACE_OUTSIDE = "“{found}”不在本台账的范围内；应为{place}或其所辖的区划。"
EVIDENCE_TOO_LONG = "佐证应不超过 {longest} 字，现有 {length} 字。"

NO_SUCH_NOUN = "事实字典中没有“{found}”这一名词。"
TOLD_BY_A_ROOM = "“{noun}”已有专门的模块登记，不再另设台账；原有记录留存，不再计入判定。"
OPENS_AHEAD = "启用日期 {found} 晚于今天（{today}）；请在启用当日或之后办理。"
OPEN_ALREADY = "{place}的“{noun}”台账已启用（{start} 至{end}，由{keeper}保管），没有重复启用。"
CLOSED_ALREADY = "该台账已登记停用，最后一日为 {end}。"
CLOSES_OUTSIDE = "最后一日填写的是 {found}；应不早于启用日期 {start}，且早于今天（{today}）。"
REASON_NEEDED = "请写明理由。"
REGISTER_CLOSED = "“{noun}”台账已停用，不能再登记。"

SECOND_PERSON = "该记录由{name}录入，须由另一人复核；本人不能复核自己录入的记录。"
RECORDED_ALREADY = "内容相同的“{noun}”已由{name}于 {at} 录入，没有重复登记。如确属另一件，请在“佐证”中写明以示区别。"
RECORD_ENDED = "该记录已退回或撤销，不能再更正或终止。"
NOTHING_CHANGED = "没有任何更正；内容与现有记录相同。"
HAS_NO_END = "该类记录没有有效期，不能终止；如有误请更正或撤销。"
ENDS_ALREADY = "该记录已登记失效日期 {end}；如有误请办理更正。"

INDENT = "　"
SUBJECT = "类别"
STANDING = "情况"
STANDINGS = {
    "relevant": "已启用或有义务需要",
    "open": "已启用",
    "closed": "未启用",
    "needed": "有义务需要",
    "wanting": "有义务需要而未启用",
    "all": "全部",
}
WORDS = "关键词"
OPENS_ON = "启用日期"
OPENS_HELP = "自这一天起，台账中没有记录就说明没有发生；请从确实开始登记（或已补齐）的那一天算起。"
LAST_DAY = "最后一日"
LAST_DAY_HELP = "应早于今天；到这一天为止的内容继续有效。"
EVIDENCE_HELP = "文号、链接或材料存放处。请勿填写涉密内容。"
DATE_HINT = "如 2026-03-01、2026年3月1日"
INT_HINT = "整数"
FOUND = "找到 {count} 条，请在下面选择；没有的，请换个说法再找。"
FOUND_MORE = "找到的超过 {most} 条，只列出前 {most} 条；请输入更完整的名称或代码。"
FOUND_SEVERAL = "找到不止一条，请在下面选择。"
FOUND_NONE = "没有找到含有“{words}”的条目；请换个说法再找。"
TYPE_WORDS = "请先输入名称或代码的一部分，再点“查找”。"
OUT_OF_SIGHT = "（不在您查看范围内的一条）"

OPENED = "已启用台账。相关判定将在数秒内更新。"
CLOSED = "已登记停用。此前的内容继续有效。"
REGISTER_WITHDRAWN = "已作废该次启用。已登记的记录留存。"
ENTERED = "已登记。相关判定将在数秒内更新。"
WAITS_FOR_SECOND = "该记录属于事后补录，已登记，待第二人复核。"
CORRECTED = "已更正，原内容留存。相关判定将在数秒内更新。"
CORRECTION_WAITS = "已更正，原内容留存。因涉及已结束的期间，待第二人复核。"
ENDED = "已登记终止。"
CONFIRMED = "已复核。相关判定将标明“补录”。"
REJECTED = "已退回，留痕保留。"
REINSTATED = "已退回更正，恢复更正前的内容。"
WITHDRAWN = "已撤销。该记录不再计入判定，留痕保留。"
NOWHERE_TO_ENTER = "您没有在该台账中登记的权限，或该台账不含您管辖的区划。"
PLACE = "区划"
EVIDENCE = "佐证"
TITLE = "{place}{kind}台账"
ALL_OF = "{kind}记录"
REGISTER_OF = "所在台账"
RECORD = "记录"
BACKFILLED = "补录"
NAMED_POSTS_ONLY = "{reason}，只有指定岗位可以查看；您可以查看的范围内没有记录。"
NAMED_POSTS_ENTER = "“{noun}”{reason}，只有指定岗位可以登记。"
EMPTY = "您的管辖范围内没有符合条件的记录。"
EMPTY_FOR_CREATOR = "没有符合条件的记录。点击右上角“登记”录入。"
