"""What this room says to users."""

OTHER_PERSON = "该隐患由{name}报告整改完成，须由另一人复查；本人不能复查自己报告的整改。"
NOT_THE_ASKER = "该延期由{name}申请，须由另一人审批；本人不能审批自己的申请。"
SECOND_PERSON = "该事项由{name}提出，须由另一人复核；本人不能复核自己提出的降级或撤销。"
MAJOR_NEEDS_SECOND = "重大隐患不能直接撤销；请提出撤销并写明理由，由另一人复核。"
MAJOR_ALREADY = "该隐患不是一般隐患，不能再升级。"
MAJOR_NOT_ON_THE_SPOT = "重大隐患不能按即查即改登记，应落实责任、措施、资金、时限和预案后整改，并由另一人复查。"
NOT_MAJOR = "只有重大隐患的降级和撤销需要提出并复核；该隐患是{grade}。"
CHANGE_PENDING = "该隐患已有一项待复核的降级或撤销，由{name}于 {day} 提出；复核后才能再提。"
CHANGE_TOO_LATE = "该隐患{state}，不能再降级或撤销。"
DESCRIPTION_NEEDED = "隐患情况没有填写；请写清什么部位存在什么问题。"
WHERE_NEEDED = "没有填写企业，也没有填写场所；请选择已登记的企业，或填写场所名称。"
WHERE_TWICE = "企业和场所只能填写一项：已登记的企业请选择企业，其他场所请填写场所名称。"
PLACE_NEEDED = "没有选择所在地；不属于已登记企业的场所，须选择它所在的地区。"
FOUND_IN_FUTURE = "发现日期 {found} 晚于今天（{today}）；应为今天或以前的日期。"
OWN_FINDINGS_ONLY = "企业账号登记的是企业自查发现的隐患，来源应为“企业自查”；受托管的服务机构也可登记“中介排查”。"
ON_THE_SPOT_NEEDS = "即查即改的隐患须写明怎样整改的。"
DUE_NEEDED = "没有写明整改期限：请填写期限日期，或填写多少个工作日（日、月）内完成。"
DUE_TWICE = "期限日期与期限时长只能填写一项。"
DUE_PAST = "整改期限 {found} 早于今天（{today}）；应为今天或以后的日期。"
LIMIT_RANGE = "期限时长应为 1 至 365 的整数，您填写的是 {found}。"
FIVE_MISSING = "重大隐患整改须做到责任、措施、资金、时限、预案“五落实”，还缺：{missing}。"
FUNDS_RANGE = "{label}应为不小于 0 的金额（元），您填写的是 {found}。"
FIXED_DAY = "责令整改时确定的期限：{day}。"
RECTIFIED_IN_FUTURE = "整改完成日期 {found} 晚于今天（{today}）；应为今天或以前的日期。"
RECTIFIED_BEFORE_FOUND = "整改完成日期 {found} 早于发现日期 {expected}。"
VERIFIED_RANGE = "复查日期 {found} 应不早于整改完成日期 {earliest}，不晚于今天（{today}）。"
EXTENSION_STATE = "该隐患{state}，只有整改中的隐患可以申请延期。"
EXTENSION_OVERDUE = "整改期限 {due} 已过，不能再申请延期；请尽快完成整改，逾期将如实显示。"
EXTENSION_PENDING = "已有一项延期申请待审批，由{name}于 {day} 提出。"
EXTENSION_NOT_LATER = "申请延至的日期 {found} 应晚于现在的期限 {due}。"
EXTENSION_DAY_MOVED = "该隐患的期限已由 {before} 变为 {now}，这项申请不再适用，请不同意后由责任单位重新申请。"
TEXT_NEEDED = "{label}没有填写。"
CONTROL_STATE = "该隐患{state}，不需要临时管控措施。"
CONTROL_PAST = "临时管控有效期至 {found} 早于今天（{today}）；应为今天或以后的日期。"
CONTROL_ENDED = "该临时管控措施已于 {day} 结束。"
ENTRUST_SAME = "该隐患已委托{name}整改。"
ENTRUST_STATE = "该隐患{state}，不能再委托整改。"
DISSOLVED = "{party}已于 {day} 撤销，不能承担事项。"
NOTICE_NOT_PUBLIC = "该隐患没有标明涉及公共安全；请先标明，再登记警示告知。"
NOTICE_DAY = "告知日期 {found} 应不早于发现日期 {earliest}，不晚于今天（{today}）。"
CODING_UNKNOWN = "“{found}”不是{label}中的一项；应为：{expected}。"
SAME_MARKS = "没有变化，不需要保存。"
RISK_ELSEWHERE = "风险“{risk}”不是“{where}”的风险；应为该隐患所在企业登记的风险。"
NO_SUCH_RISK = "没有编号为“{found}”的风险；应为该隐患所在企业现有的、您可查看的风险。"
RISK_FIRST = "请先选择风险，再选择失效的措施、登记重新评估。"
CONTROL_FAILED = "管控措施失效，出现隐患：{description}"
MARK_STANDS = "“{label}”的标注不能由企业取消；认为不符合的，请联系监管部门核实后取消。"
MARK_REASON = "取消重大隐患“{label}”的标注须写明理由：标注决定是否挂牌督办、是否警示告知。"
WITHDRAWN_ALREADY = "该隐患登记已撤销，不能再办理此事项。"
SAME_BODY = "发送单位和接收单位相同；应选择另一个单位。"
REPLY_PAST = "答复期限 {found} 早于发送日期 {sent}。"
SENT_RANGE = "发送日期 {found} 应不早于隐患发现日期 {earliest}，不晚于今天（{today}）。"
REPLIED_RANGE = "答复日期 {found} 应不早于发送日期 {earliest}，不晚于今天（{today}）。"
NO_SUCH_BODY = "没有名为“{found}”的单位，或有几个单位同名；请填写单位全称。"
REPORT_NEEDS_DANGER = "报告重大隐患治理情况须指明是哪一项重大隐患。"
REPORT_NOT_MAJOR = "所选隐患不是该企业的重大隐患。"
REPORT_DANGER_ONLY = "只有重大隐患治理情况的报告可以指明一项隐患。"
REPORT_FORM_NEEDED = "自查自报须选明方式：按明细、按个数，或无隐患。"
REPORT_FORM_ONLY = "只有自查自报需要选明填报方式。"
COUNTS_NEEDED = "按个数填报须至少填写一类隐患的个数。"
COUNTS_ONLY = "只有按个数填报的自查自报需要填写个数。"
COUNT_RANGE = "个数应为 1 至 9999 的整数，您填写的是 {found}。"
REPORTED_IN_FUTURE = "报告日期 {found} 晚于今天（{today}）；应为今天或以前的日期。"
RECEIPT_GIVEN = "该报告已于 {day} 登记过这一回执（{name}）。"
RECEIPT_RANGE = "回执日期 {found} 应不早于报告日期 {earliest}，不晚于今天（{today}）。"
DAY_IN_FUTURE = "{label} {found} 晚于今天（{today}）；应为今天或以前的日期。"
TAKEN_OVER_ORDER = "日期先后不合：{later}（{later_on}）早于{earlier}（{earlier_on}）。"
NOT_TO_TAKE_BACK = "只有当天补录的隐患可以撤回；其他登记有误的，请撤销隐患登记。"
GRADE_HAS_A_WAY = "等级不能在这里更改；请在该隐患的页面上评定等级、升级为重大，或者提出降级。"
PLACE_STANDS = "{label}不能更改；登记错了的，请撤销这一条后另行登记。"
CLOSED_STANDS = "该隐患已关闭，不能再更正登记。"
TREATED_HERE = "{label}不能在这里更改：只有补录后没有在本平台办理过的隐患可以；其他请通过责令整改、延期、复查办理。"
CORRECTED = "补录内容更正"
URGED_STATE = "该隐患{state}，没有可提醒的待办。"

NUMBERED = "{kind}〔{year}〕{number}号"
DUTY_RECTIFY = "整改隐患：{where}　{description}"
DUTY_SUPERVISE = "督促整改（责任单位没有账号）：{where}　{description}"
DUTY_ARRANGE = "落实重大隐患整改（五落实）：{where}　{description}"
DUTY_RECEIPT = "签收“双报告”：{where}　{kind}"
REPORT_SOURCE = "企业隐患报告（{day}）"
DUTY_RECHECK = "复查隐患整改：{where}　{description}"
DUTY_DECIDE = "审批整改延期申请：{where}　延至 {until}"
DUTY_CHANGE = "复核重大隐患{kind}：{where}"
DUTY_CONTROL = "临时管控将到期：{where}　{measures}"
DUTY_RECEIVE = "签收并答复{kind}：{number}　{where}"
DUTY_SOURCE = "隐患登记（{origin}，{day} 发现）"
REMIND_STEP = "提醒日为期限前 {days} 个工作日：{day}。"
NO_LIMIT_STEP = "没有规定办理期限。"
LIMIT_SOURCE = "{label}：{source}{article}。"
CONTROL_STEP = "临时管控措施有效期至 {day}。"
REPLY_STEP = "来文要求的答复期限：{day}。"
NO_LONGER_MAJOR = "已降为一般隐患。"
NO_LONGER_OWED = "隐患已{state}。"
CHANGED_HANDS = "整改责任单位变更。"
REOPENED = "复查后重新整改：{reason}"
LISTED = "、"
FACT = "{day} {words}"

OVERDUE = "逾期"
OVERDUE_ONLY = "只看逾期"
DOWNGRADED = "曾降级"
ON_BEHALF = "代报"
TAKEN_OVER = "补录"
WHERE = "单位或场所"
WHERE_HELP = "已登记企业的全称或信用代码；不属于已登记企业的，填写“场所”和“所在地”两列。"
PREMISES_HELP = "不属于已登记企业的场所名称；填写了企业的，本列留空。"
WORDS = "隐患情况、部位、企业"
FIGURES = "统计"
REPORTS = "隐患报告"
NOTIFICATIONS = "抄告"
RECIPIENT = "接收单位"
REPORTED_ON = "报告日期"
DOCUMENT_KIND = "文种"
IMPORT_UNDONE = "导入撤回"
EMPTY = "没有符合条件的隐患。"
EMPTY_FOR_CREATOR = "没有符合条件的隐患。发现隐患后点击右上角“登记隐患”；以前的台账可以用 Excel 导入。"
NO_NOTIFICATIONS = "没有符合条件的抄告。抄告从一项隐患的页面上发送。"
NO_REPORTS = "没有符合条件的隐患报告。"
NONE_CHOSEN = "请选择"
SEVERAL_NAMED = "管辖范围内有多家名为“{words}”的企业，请填写统一社会信用代码。"
NONE_NAMED = "管辖范围内没有名为“{words}”的企业；请填写已登记企业的全称或统一社会信用代码，其他场所请填写“场所”。"
ENTERPRISE_HELP = "企业全称或统一社会信用代码。"
PREMISES_FORM_HELP = "不是已登记的企业时填写，如“某某路12号小餐馆”。"
PLACE_HELP = "填写了场所时必选；填写了企业的，以企业所在地为准。"
DESCRIPTION_HELP = "写清什么地方存在什么问题。不要填写涉密内容。"
LOCATION_HELP = "如“罐区”“3号车间”。"
LATER = "稍后评定"
NOT_SAID = "不填"
SPOT_LABEL = "当场已整改（即查即改）"
SPOT_WORDS = "怎样整改的"
SPOT_HELP = "当场整改的填写。重大隐患不能按即查即改登记。"
BASIS_LABEL = "判定依据"
BASIS_HELP = "违反的条款或检查项，可不填。"
GRADE_BASIS_HELP = "按哪一标准的哪一条评定。"
FOUND_BY_HELP = "现场发现的人，可不填。"
REPORT_KIND_LABEL = "报告类别"
REPORT_FORM_HELP = "自查自报必选：按明细的，隐患另行逐项登记；按个数的，只报当场整改的个数。"
REPORT_DANGER_HELP = "报告重大隐患治理情况的必选。"
REPORT_CONTENT_HELP = "自查自报可不填。"
COUNT_LABEL = "{category}（当场整改个数）"
DUE_HELP = "填写日期，或填写下面的时长，二选一。"
LIMIT_HELP = "从今天起算，当天不计入；工作日按国务院公布的节假日安排计算。"
MEASURES_LABEL = "整改措施"
OPINION_LABEL = "复查意见"
MEANWHILE_LABEL = "延期期间的安全措施"
CONTROLLER_LABEL = "管控责任人"
CONTROL_UNTIL = "有效期至"
NOTICE_KIND_LABEL = "方式"
NOTICE_TO = "告知对象"
NOTICE_TO_HELP = "如“周边三个村的村民、两家相邻企业”。"
PROOF_HELP = "如“现场警示牌照片”“送达回证编号”。"
CHANGE_KIND_LABEL = "申请事项"
RECIPIENT_HELP = "接收单位的全称。"

REGISTERED = "已登记。"
REGISTERED_SPOT = "已登记为即查即改，单独统计。"
REPORT_MADE = "已登记报告。"
REPORT_RECEIVED = "已登记回执。"
DONE = {
    "grade": "已评定等级，请落实整改。",
    "remove_on_the_spot": "已登记为即查即改，单独统计。",
    "assign": "已责令整改，整改事项已进入责任单位的待办。",
    "report_rectified": "已报告整改完成，等待复查。",
    "close": "复查通过，隐患已关闭。",
    "return": "已退回，责任单位须继续整改。",
    "reopen": "已重新整改，此前的经过保留。",
    "upgrade": "已升级为重大隐患，请按五落实重新责令整改。",
    "withdraw": "已撤销登记，留痕保留。",
    "mark": "已保存标注。",
    "code": "已保存归类。",
    "name_risk": "已指明对应的风险。",
    "cost": "已登记整改费用。",
    "correct": "已更正登记，更正前的内容留痕。",
    "merge": "已归并：这一条撤销，留痕保留，整改以保留的那条为准。",
    "entrust": "已委托整改，事项已转到受托单位的待办。",
    "urge": "已提醒，对方的待办已标明。",
    "extend": "已申请延期，等待审批。",
    "control": "已登记临时管控措施，到期前会提醒。",
    "notice": "已登记警示告知。",
    "propose": "已提出，须由另一人复核。",
    "notify": "已发送，已进入接收单位的待办。",
    "agree": "已同意延期，期限已更新。",
    "refuse": "已登记不同意的意见。",
    "confirm": "已复核同意，降级和撤销在统计中单独显示。",
    "end": "临时管控已结束。",
    "receive": "已签收，请按期答复。",
    "reply": "已答复。",
    "withdraw_notification": "已撤回。",
}
OPINION = "审批意见"
REPLY_LABEL = "治理情况"
FIGURE_WORDS = {
    "ungraded": "待评级",
    "rectifying": "待落实和整改中",
    "rectified": "待复查",
    "overdue": "逾期未改",
    "found": "发现隐患（不含即查即改）",
    "major": "其中重大隐患",
    "closed": "已关闭",
    "removed_on_the_spot": "即查即改",
    "downgraded": "由重大降级",
    "struck_out": "撤销的重大隐患",
}

STAGE_WORDS = {
    "kept": "未撤销的",
    "open": "未关闭（已登记至待复查）",
    "in_hand": "待落实和整改中",
    "rectified": "已整改（待复查和已关闭）",
    "on_time": "按期整改",
    "late": "逾期后才整改",
    "planned": "列入治理计划（重大隐患整改中）",
    "five_in_place": "五落实齐全（重大隐患整改中）",
}
REPEAT_WORDS = {str(days): f"{days} 天内再次发生" for days in (30, 60, 90, 180, 365)}
WITHOUT_SUPERVISOR = "没有监管单位"
MERGE_ITSELF = "不能归并到本身"
MERGE_INTO_WITHDRAWN = "要保留的那条已经撤销，不能归并到它"
MERGE_ELSEWHERE = "两条不是同一处：这一条在{here}，那一条在{there}，不能归并"
MERGE_HELP = "按文字、地点、发现日期和照片找出的相近记录，是否同一隐患由您判断；归并后这一条撤销，保留所选的那条。"
NOTHING_ALIKE = "没有找到相近的记录，不能归并。"
ORIGINS = "来源核对"
ORIGIN_ITEMS = "入库项数"
ORIGIN_NONE = "注明没有发现"
DECLARED_ON = "注明日期"
DECLARED_BY = "注明人"
DECLARED_BASIS = "注明依据"
NO_ORIGINS = "还没有隐患入库，也没有注明“没有发现”的来源。"
ORIGIN_HAS = "{place}有 {number} 项来源为“{origin}”的隐患，不能注明没有发现。"
DECLARED_BEFORE = "{name}已于 {day} 注明过。"
NOT_DECLARED = "没有注明过“没有发现”。"
ORIGIN_DECLARED = "已注明；以后有这一来源的隐患入库，即以入库的为准。"
ORIGIN_BASIS_HELP = "凭什么说没有，如“本年没有委托中介排查”。"
ALIKE = "{words}{location}：{reasons}"
ALIKE_LOCATION = "（{location}）"
ALIKE_TEXT = "文字相近 {percent}%"
ALIKE_WORDS = "都有“{words}”"
ALIKE_DAYS = "{day} 发现，相隔 {days} 天"
ALIKE_PHOTO = "照片相近（指纹相差 {bits} 位）"
ALIKE_METRES = "拍摄地点相距约 {metres} 米"
ALIKE_JOIN = "；"
DUPLICATES = "重复线索"

PROPOSED_BY = "参考相近隐患的归类：{found}。由您决定。"
PROPOSED = "{words}（{voting} 条中 {count} 条，如“{example}”）"
PROPOSED_JOIN = "；"
NOTHING_PROPOSED = "没有相近且已归类的隐患可供参考。"
RISK = "对应风险"
RISK_WORDS = "{unit}：{name}"
RISK_UNSEEN = "（不在您可查看的范围内）"
RISK_HELP = "选本企业已登记的风险；没有合适的，请先在“安全风险”中登记。"
REASSESS_LABEL = "同时登记为应当重新评估的情形"
MARK_HELP = "取消重大隐患的标注时必填。"
CORRECT_HELP = "写明为什么更正；更正前后的内容都会留痕。"
