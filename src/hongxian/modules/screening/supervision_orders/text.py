"""What this room says to users."""

OTHER_PERSON = "验收申请由您本人提出，须由另一人验收；本人不能验收自己申请的治理。"
NO_EXPERT_STAGE = "该挂牌督办下达时所在地区没有规定专家评估，自评后由政府验收。"
EXPERTS_FIRST = "该挂牌督办须先经专家评估，再由政府验收。"
NOT_THE_ASKER = "该延期由{name}申请，须由另一人审批；本人不能审批自己的申请。"
LISTED = "、"
STEPS = "；"
ANY_DAY = "任意日期"
DAY_RANGE = "{label} {found} 应不早于 {earliest}，不晚于今天（{today}）。"
NOT_ISSUING = "{party}不是政府、安委会或者部门，不能挂牌督办。"
DISSOLVED = "{party}已于 {day} 撤销，不能再挂牌督办。"
OTHER_PLACE = "{party}管辖{place}，不能对其管辖范围之外的隐患或事故挂牌督办。"
ONE_SUBJECT = "请写明对哪一项挂牌督办：重大事故隐患或者事故，只能选一项。"
ONLY_MAJOR = "只对重大事故隐患挂牌督办；该隐患不是重大隐患。"
DANGER_OVER = "该隐患{state}，不需要再挂牌督办。"
LISTED_ALREADY = "已经挂牌督办：{number}。"
WHERE_NEEDED = "没有写明事故发生的单位或者地区。"
DUE_PAST = "治理期限 {found} 早于今天（{today}）；应为今天或以后的日期。"
PLAN_DAY = "报送治理方案的日期 {found} 应不早于挂牌日期 {earliest}，不晚于治理期限 {latest}。"
TOO_LONG = "治理期限 {found} 超过了最长期限，最迟为 {latest}。{source}"
NUMBERED = "{series}〔{year}〕第{number}号"
RECEIPT_STATE = "该挂牌督办{state}，不能登记签收。"
RECEIVED_ALREADY = "通知书已于 {day} 签收。"
PROGRESS_STATE = "该挂牌督办{state}，不需要报告治理进展。"
NO_INTERVAL = "该挂牌督办没有规定治理进展的报告间隔；可由督办单位在“督办时限”中设定，对以后下达的挂牌督办起作用。"
INTERVAL_RANGE = "没有第 {found} 期；现在到第 {latest} 期。"
REPORTED_ALREADY = "第 {number} 期的治理进展已经报告。"
FUNDS_RANGE = "实际治理资金应为不小于 0 的金额（元），您填写的是 {found}。"
DANGER_NOT_CLOSED = "该隐患{state}，还没有复查通过；复查通过后才能销号。"
UNIT_UNDECIDED = "还没有写明对该单位停产整顿、关闭的决定，或者不需要的理由（{obligation}：{title}）；写明后才能销号。"
LOG_STATE = "该挂牌督办{state}，不能登记督办记录。"
REFERENCE_NEEDED = "跟踪问责须写明依据的文书或者案号；认定无须问责的，写明作出认定的文书。"
ACCEPTED_NO_REPORT = "治理已通过验收，不再要求报告进展。"
NO_LONGER_OWED = "该挂牌督办{state}，不再需要办理。"
EXTENSION_STATE = "该挂牌督办{state}，不能申请或者同意延期；治理期间才可以。"
NO_DAY = "该挂牌督办没有治理期限，不需要延期。"
ASKED_TOO_LATE = "申请延期的最后一天是 {latest}，今天是 {today}，已经过期；治理期限仍为 {due}。计算：{lines}"
EXTENSION_NOT_LATER = "延至的日期 {found} 应晚于现在的治理期限 {due}。"
EXTENSION_PENDING = "已有一项延期申请待审批，由{name}于 {day} 提出。"
EXTENSION_DAY_MOVED = "申请时的治理期限是 {before}，现在是 {now}；请重新申请。"
EXTENDED_NOT_OVERDUE = "治理期限已延至 {day}。"
NO_LEAD_STEP = "没有规定延期须提前多久申请：期限届满（{day}）前均可申请。"
NOTHING_TO_PUBLISH = "该挂牌督办{state}，还没有可以公布的内容：下达后可以公布挂牌情况，销号后可以公布治理完成情况。"
PUBLISHED_ALREADY = "这项内容已经公布。"
PUBLICATION_EVIDENCE = "挂牌督办公布页（{number}）"
PROFILE_SOURCE = "{source}：{note}"
AMOUNT_RANGE = "数量应为 1 至 {most} 的整数，您填写的是 {found}。"
STAGES_LEAST = "验收步骤至少包括自评和政府验收。"
NOTHING_TO_CONFIRM = "该项时限已经起作用或者已经终止，不需要确认。"
CONFIRM_OTHER = "该项时限由您本人选定，须由另一人核对确认。"

UNSET = "unset"
MUST_LIST = "应当挂牌督办（{names}）；三项条件具备 {count} 项。"
MARKS_UNSET = "三项条件具备 {count} 项；{names} 所需的项数没有设定，是否应当挂牌无法判定。"
MARKS_SHORT = "三项条件具备 {count} 项，{names} 要求 {needed} 项；可以挂牌督办。"
NOT_ASKED = "三项条件具备 {count} 项；本地启用的政策没有要求，可以挂牌督办。"

TERM_STEP = "{term}：{value}（{source}）。"
TERM_VALUE = "{amount}{unit}"
CERTAINTY_OWN = "本地设定"
CERTAINTY_CONFIRMED = "已核实"
CERTAINTY_READ = "已核对原文"
CERTAINTY_DOUBTFUL = "待核实"

DUTY_ISSUE = "决定是否挂牌督办"
DUTY_PLAN = "报送治理方案"
DUTY_TREAT = "完成治理并申请验收"
DUTY_REPORT = "报告治理进展（第{number}期）"
DUTY_EXTENSION = "审批治理延期申请（延至 {until}）"
DUTY_EXPERT = "组织专家评估"
DUTY_ACCEPT = "组织政府验收"
DUTY_CLOSE = "办理销号"
DUTY_PUBLISH_LISTING = "公布挂牌督办情况"
DUTY_PUBLISH_COMPLETION = "向社会公布治理完成情况"
DUTY_OVERDUE = "挂牌督办逾期未完成（期限 {day}），请主要负责人督促"
DUTY_SEE_TO = "督促单位{what}（单位没有账号）"
PROPOSED_SOURCE = "挂牌督办建议（{issuer}）"
PLAN_STEP = "通知书 {number} 确定的报送治理方案的日期：{day}。"
FINISH_STEP = "通知书 {number} 确定的治理期限：{day}。"
EXTENDED_STEP = "经同意延期：{before} 延至 {day}。"
ASKED_STEP = "{obligation}：{title}。"
WITHIN_STEP = "自 {start} 起算，本地设定的公布时限到 {day}。"
OVERDUE_STEP = "治理期限 {day} 已过，今天是 {today}。"
REMIND_STEP = "提醒日为期限前 {days} 个工作日：{day}。"
NO_LIMIT_STEP = "没有规定办理期限。"

FACT = "{day} 挂牌督办：{words}"
WORDS = "内容、文号"
WHERE = "单位或场所"
SUBJECT = "督办事项"
ISSUER = "督办单位"
OVERDUE = "逾期"
OVERDUE_ONLY = "只看逾期"
EMPTY = "还没有挂牌督办。"
EMPTY_FOR_PROPOSER = "还没有挂牌督办；可以从“待挂牌的重大隐患”中提出。"
UNLISTED_TITLE = "待挂牌的重大隐患"
UNLISTED_EMPTY = "没有尚未挂牌督办的重大隐患。"
UNLISTED_NOTE = "列出未关闭、未挂牌督办的重大事故隐患。“应当挂牌”依据本地启用的政策文本和设定的参数得出。"
STANDING = "是否应当挂牌"
STANDINGS = {"must": "应当挂牌", "may": "可以挂牌", "open": "无法判定"}
MARKS = "三项条件"
TERMS_LINK = "督办时限"
PUBLIC_LINK = "公布页"
MISSING_REPORTS = "缺报期数"
MISSING_MARK = "缺报 {count} 期"
NONE_CHOSEN = "（请选择）"

DONE = {
    "propose": "已提出挂牌督办，等待督办单位决定。",
    "propose_accident": "已提出挂牌督办，等待督办单位决定。",
    "issue": "挂牌督办已下达，编号 {number}；可在下方起草通知书。",
    "receive": "已登记签收。",
    "withdraw": "已撤销。",
    "submit_plan": "治理方案已报送。",
    "report": "治理进展已报告。",
    "self_accept": "已自评并申请验收。",
    "expert_accept": "专家评估意见已登记。",
    "accept": "政府验收已通过，请办理销号。",
    "return": "已退回继续治理。",
    "close": "已销号；可在下方起草销号通知。",
    "decide_unit": "已写明对单位的决定。",
    "log": "督办记录已登记。",
    "extend": "延期申请已提交，等待审批。",
    "agree": "已同意延期，治理期限已调整。",
    "refuse": "不同意延期，治理期限不变。",
    "publish": "已公布。",
    "take_over": "已补录。",
}
TERM_DONE = {
    "choose": "已采用该方案；待核实的项目须由另一人确认后才起作用。",
    "set": "已设定。",
    "confirm": "已确认，从现在起对新下达的挂牌督办起作用。",
    "end": "已终止；已下达的挂牌督办不受影响。",
}
OPINION = "意见"
REASON_LABEL = "理由"
SERIES_HELP = "督办单位的字号，如“许政挂督字”；号码由系统按督办单位和年度编排"
REQUIREMENTS_HELP = "对治理的要求，写入通知书"
PLAN_HELP = "治理方案须具备六项内容"
INTERVAL_HELP = "默认为当前一期；补报以前各期的，写明期数，并始终显示为补报"
REFERENCE_HELP = "跟踪问责须填写：问责决定、移送文书或者无须问责的认定的文号"
LOG_HELP = "“重点督查”是文本所要求的重点督查；电话、走访和现场检查另记"
EXTENSION_HELP = "最后一天：{day}"
PUBLIC_HELP = "将在公开页面显示，请不要写个人姓名、电话等信息"
DEFAULT_LISTING = "{where}重大事故隐患挂牌督办"
DEFAULT_COMPLETION = "{where}重大事故隐患治理完成情况"
COMPLETION_WORDS = "{subject}。该项已治理完成，于{day}验收并销号（{number}）。"
LISTING_WORDS = "{subject}。{issuer}于{day}挂牌督办（{number}），治理期限至{due}。"
ISSUER_HELP = "由哪一级哪个单位挂牌督办；须管辖该地区"
ACCIDENT_HELP = "写明时间、地点、单位和事故名称"
STAGES_LABEL = "验收步骤"
TERM_SOURCE_LABEL = "依据"
PLACE_OF_TERMS = "地区"
NO_ENTERPRISE = "没有找到名称为“{words}”的企业；请填写已登记的企业全称，或者不填。"
NO_ISSUER = "“{words}”不是管辖{place}的政府、安委会或者部门；请填写单位全称。"
STAGES_HELP = "只用于“验收步骤”；自评和政府验收必选"
DUE_LABEL = "治理期限"
PROGRESS_LABEL = "治理进展"
LOG_KIND_LABEL = "督办方式"
LOG_LABEL = "督办情况"
PROTECTIVE_LABEL = "防护措施"
PUBLICATION_KIND_LABEL = "公布内容类别"
PUBLICATION_TITLE_LABEL = "公布标题"
PUBLICATION_LABEL = "公布内容"
CLOSED_LABEL = "销号日期"
SERIES_LABEL = "督办字号"
RECEIVED_BY_LABEL = "签收人（主要负责人）"
AMOUNT_LABEL = "数量"
LOG_CLOSED = "该挂牌督办已于 {closed} 销号，{found} 以后不再登记督查、检查、走访和电话；跟踪问责仍可登记。"
FULL_STOP = "。"
DUTY_TITLE = "{what}：{where}　{subject}"
LISTED_FILTER = "挂牌"
LISTED_ONLY = "挂牌中（已下达、未摘牌）"
