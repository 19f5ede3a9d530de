"""What this room says to users."""

SECOND_PERSON = "该记录由{name}录入，须由另一人复核；本人不能复核自己录入的记录。"
RECORDED_ALREADY = (
    "{body}{held_on}第{session}次会议已由{name}于 {at} 录入，没有重复登记。"
    "如要补充议题或纪要摘要，请打开该会议办理；如确属同日另一次会议，请把“当日第几次”改为 {next}。"
)
NOT_HELD_YET = "会议日期 {found} 晚于今天（{today}）；会议召开后才能录入。"
BEFORE_BODY = "会议日期 {found} 早于{body}成立的日期 {expected}。"
NOT_DONE_YET = "填写的日期 {found} 晚于今天（{today}）；事项发生后才能登记。"
WORK_BEFORE_BODY = "填写的日期 {found} 早于{body}成立的日期 {expected}。"
ITEM_NEEDED = "至少应有一个议题。"
EXTRACT_INCOMPLETE = "填写纪要摘要须同时填写：{names}。"
EXTRACT_EXISTS = "该议题已有纪要摘要（{number}），不能覆盖；如有误，请撤销该会议记录后重新录入。"
CLASSIFIED_WARNING = (
    "请勿填写或上传涉密内容。常委会会议纪要属内部文件、可能涉密：此处只需摘录日期、议题、纪要编号和确认机构，"
    "不要录入纪要全文。"
)
CLASSIFIED_MARK = "填写内容含有密级标识“{mark}”。涉密文件不得录入本系统；请只填写不涉密的摘要。"
CLASSIFIED_MARKS = ("绝密", "机密★", "秘密★", "机密级", "秘密级")
WAITS_FOR_SECOND = "该会议属于事后补录，已登记，待第二人复核；复核前不计入判定。"
SAVED = "已登记。判定将在数秒内更新。"
CONFIRMED = "已复核。相关判定将标明“补录”。"
REJECTED = "已退回。该记录不计入判定，留痕保留。"
WITHDRAWN = "已撤销。该记录不再计入判定，留痕保留。"
ROLE_HELD = "“{post}”自 {start} 起已在{body}任{role}。"
ROLE_ENDED = "该项任职已登记于 {end} 终止。"
ENDS_BEFORE_IT_BEGINS = "终止日期 {found} 早于开始日期 {start}；最后一日应不早于开始日期。"
ITEM_LABEL = "{held_on} {title}（{agenda_type}）"
RECORD_LABEL = "{done_on} {function}：{title}"
MEMBER_LABEL = "{post}任{role}（{start}起）"
CHOOSE = "请选择"
ALL = "全部"
ON_DAY = "查看日期"
POST_OF_BODY = "{body} · {post}"
TITLE_LABEL = "会议名称"
TITLE_HELP = "如“市委常委会会议”。"
SESSION_HELP = "同一天只开一次会的填 1。"
DECISIONS_HELP = "每行一条，可不填。"
DECISION_TOO_LONG = "“{start}……”这一条超过 {longest} 字，请拆分或精简。"
AGENDA_HINTS = {
    "hear_report": "（计为听取汇报）",
    "study_deploy": "（计为研究部署，不算听取汇报）",
    "convey_study": "（不算听取汇报）",
    "circulate": "（不算听取汇报）",
    "other": "（不算听取汇报，也不算研究部署）",
}
ITEM_OF_OTHER = "该议题不属于这次会议。"
RECORD_ENDED = "该会议记录已退回或撤销，不能再补充纪要摘要。"
SESSION_FROM_ONE = "“当日第几次”应从 1 算起，您填写的是 {found}。"
EXTRACT_SAVED = "已补充纪要摘要。判定将在数秒内更新。"
EXTRACT_WAITS = "已补充纪要摘要。因属事后补充，须由另一人复核；复核前不计入判定。"
MEMBER_SET = "已登记机构成员。"
LISTED = "、"
MEMBER_ENDED = "已登记终止，历史保留。"
WORK_LABEL = "事项"
WORK_HELP = "如“约谈禹州市政府”。不要填写涉密内容。"
OCCASION_LABEL = "事由"
OCCASION_HELP = "如“发生应由本级调查的事故”。不要填写涉密内容。"
NUMBER_HELP = "有文件的填写文号，可不填。"
WORK_SAVED = "已登记履职记录。判定将在数秒内更新。"
OCCASION_SAVED = "已登记履职事由。判定将在数秒内更新。"
SESSION = "第{number}次"
ITEM_LINE = "{title}（{agenda_type}）"
BACKFILLED = "补录"
TITLE_WORDS = "会议名称"
BODIES = "机构成员"
OCCASIONS = "履职事由"
RECORDS = "履职记录"
EMPTY = "您的管辖范围内没有符合条件的会议。"
EMPTY_FOR_CREATOR = "没有符合条件的会议。会议召开后，点击右上角“录入会议”登记。"
NO_WORK = "您的管辖范围内没有符合条件的履职记录。"
NO_WORK_FOR_CREATOR = "没有符合条件的履职记录。办理后，点击右上角“登记履职记录”登记。"
NO_OCCASION = "您的管辖范围内没有符合条件的履职事由。"
NO_OCCASION_FOR_CREATOR = "没有符合条件的履职事由。发生后，点击右上角“登记履职事由”登记。"
WORK_NOTE = (
    "安全生产委员会办公室的五项职能：指导协调、督查督办、警示约谈、事故调查、巡查考核。事故调查只在有履职事由时才要求。"
)
