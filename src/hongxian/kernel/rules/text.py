"""What the rule engine says in Chinese."""

STATUS = {"met": "已落实", "not_met": "未落实", "not_due": "未到期", "undecidable": "无法判定"}

# Periods and days
ORDINALS = ("", "一", "二", "三", "四")
HALVES = ("", "上半年", "下半年")
PERIOD_LABELS = {
    "month": "{year}年{month}月",
    "quarter": "{year}年第{number}季度",
    "half_year": "{year}年{half}",
    "year": "{year}年",
}

# Facts
VALID_FROM = "生效日期"
VALID_TO = "失效日期"
IMPLICIT_LABELS = {
    "id": "编号",
    "label": "摘要",
    "recorded_on": "录入时间",
    "recorded_by": "录入人",
    "confirmed": "第二人确认",
}
YES = "是"
NO = "否"

# Conditions
OR = "；或："
AND = "，且"
OR_VALUE = "或"
NOT = "并非（{}）"
QUOTED = "“{}”"
ABSENT = "“{label}”没有填写，要求{wanted}"
DIFFERENT = "“{label}”为“{actual}”，要求{wanted}"
EXCLUDED = "属于应排除的情形：{}"
BESIDE = "（{}）"
DATES_MOVED = "原文印出的日期向后移{}，下文并列原日期"
MOVED = "{day}（原文{printed}）"
WANTED_PRESENT = "已填写"
WANTED_ABSENT = "为空"
WANTED = {
    "is": "为{}",
    "in": "为{}",
    "at_least": "不少于{}",
    "at_most": "不多于{}",
    "before": "早于{}",
    "on_or_before": "不晚于{}",
    "after": "晚于{}",
    "on_or_after": "不早于{}",
    "under": "在{}辖区内",
}

# Verdicts
EXPLAINED = "{title}：{status}"
CLAUSE = "{path}：“{quote}”"
COUNTING = "计入的记录（{}条）"
FAILING = "查看过但不计入的记录（{}条）"
EXCEPTIONS = "未达到要求的对象（{}个）"
APART = "文件没有规定、另行列出的对象（{}个）"
PARAMETER_VALUE = "参数“{label}”：{value}"
PARAMETER_PLAIN = "参数“{label}”未设定，按通常含义取“{value}”：{reason}"
MISSING = {
    "parameter": "参数“{}”尚未设定，文件没有给出，需由有权部门确定",
    "source": "系统还没有“{}”的数据来源",
    "members": "“{}”中没有可供统计的对象",
    "register": "{}",
}
WAITS = "该义务已登记，尚未编写判定规则"

# Forms
PERIOD_MET = "{label}计入{count}次，要求至少{min}次"
PERIOD_LAPSED = "{label}已经结束，之后办理的不能补该周期的空缺；周期内确已办理的，可补录并由第二人确认"
PERIOD_RUNS = "{label}于{end}结束，已计入{count}次，要求至少{min}次"
FIRST_PERIOD = "首个不完整周期不计"
BEFORE_EFFECT = "文件施行前的周期不计"
PERIOD_ENDS = "{label}结束"
BACKFILLED = "补录：达到要求依靠事后录入并经第二人确认的记录"
JOIN_REASONS = "；"
ABOUT = "{}："
ACTED = "{count}件中{met}件已办理，{failing}件未按要求办理，{running}件时限未满"
ACT_STANDS = "{text}：已办理{met}件，未按要求办理{failing}件，时限未满{running}件"
CLOCK_RUNS_OUT = "有一件的时限届满"
NOT_BEFORE = "办理于{reached}，没有先于{due}"
PASSED = "{count}件已经放行，其中{met}件符合要求，{failing}件不符合"
BARRED = "{}，不得放行"
BAR_HIT = "{text}：仍放行{count}件"
NO_DAY_KNOWN = "没有写明日期，无法比较先后"
NO_LIMIT = "没有设定限值"
NO_READING = "没有读数"
NO_DATA = "没有数据"
OTHER_AMOUNT = "所比照的"
STANDS = "{name}为{value}"
TREND_STEP = "{text}：{label}为{value}，{other}，要求{wanted}"
TREND_RUNS = "{label}于{end}结束，届时比较"
COMPARED = {
    "less": "低于",
    "not_greater": "不高于",
    "greater": "高于",
    "not_less": "不低于",
    "equal": "等于",
}
BEYOND = "有读数超限，要求{}"
WINDOWS = "{count}个限制窗口，其间获得{failing}次"
BARRED_BY = "限制期内获得：{}"
NO_FLOOR = "没有适用的标准"
BEFORE_PACK = "发文前的事项"
NOTHING_OCCURRED = "“{}”中没有需要办理的"
NO_LIMIT_SET = "文本未列明时限，参数未设定，不限时"
UNCONFIRMED = "事后录入（{day}），尚未经第二人确认"
BEFORE_ISSUE = "发文前：期限{due}早于文件施行日期{effective}"
DUE_BY = "期限{due}"
DUE_RUNS = "期限{due}未到"
DUE_PASSES = "期限{due}届满"
LATE_BY = "逾期{days}日完成（期限{due}，完成于{reached}）"
TOO_EARLY = "办理于{reached}，早于{opens}"
NOT_REACHED = "期限{due}已过，尚未完成"
NONE_RUN_OUT = "{count}个对象中没有期限届满的"
COUNT_FOUND = "{text}：找到{count}，要求{wanted}"
AT_LEAST = "至少{}"
AT_MOST = "至多{}"
EXACTLY = "{}"
BETWEEN = "{}至{}"
EACH_FOUND = "{text}：要求{wanted}项，已有{count}项"
VALUE_MISSING = "缺少“{}”"
EVERY_FOUND = "{text}：{count}个中有{met}个符合要求"
NOT_APPLICABLE = "{text}：期内没有需要办理的事由，不计"
NOTICE = "提示：{text}（{count}条），只作提示，不影响判定"
NO_SUCH = "没有对应的“{}”记录"
PARTS_MISSING = "缺少：{}"
COVERED = "应有{count}个，已有{met}个，缺{failing}个"
RATIO = "要求比例{wanted}，实际{actual}"
ROUTED = "{text}：应为“{wanted}”，登记为“{actual}”"
ROUTED_ABSENT = "{text}：应为“{wanted}”，没有登记"
UNSPECIFIED = "没有规则适用，文件未规定"
ROUTED_DEFAULT = "按设定的兜底规则"
VALIDITY_CHANGES = "有关记录的有效期发生变化"
WINDOW_MOVES = "统计周期逐日推移"
ROW_AHEAD = "已登记的事项届时发生"
DURATION = (("years", "{}年"), ("months", "{}个月"), ("days", "{}日"))
NOT_ENABLED = "未启用，不作判定"
NOT_CODED = "没有归类：{}"
SEPARATED = "{met}条记录两者分开，{failing}条为同一"
SAME = "{text}：都是“{value}”"
OPENS_OR_CLOSES = "opens和closes至少写一个"
FRAME = "规定的起止：{opens}至{closes}"
OTHER_FRAME = "登记的起止为{opens}至{closes}"
NO_DAY = "未写明"
WINDOW_OPENS = "{day}开始"
JOIN = "、"

# Errors of packs
A_DATE = "形如2018-12-31的日期"
BROKEN_YAML = "YAML格式错误：{}"
DUPLICATE_KEY = "键“{}”重复"
IMPOSSIBLE_DATE = "日期“{}”不存在"
FIELD_MISSING = "缺少字段“{}”"
UNKNOWN_FIELD = "不认识的字段“{}”"
DID_YOU_MEAN = "，是否应为“{}”"
WRONG_TYPE = "“{name}”的值“{found}”类型不对，要求{expected}"
TYPES = {
    "string_type": "文本",
    "int_type": "整数",
    "int_parsing": "整数",
    "bool_type": "true或false",
    "bool_parsing": "true或false",
    "float_type": "数字",
    "date_type": "日期",
    "date_parsing": "日期",
    "date_from_datetime_parsing": "日期",
    "datetime_type": "日期时间",
    "dict_type": "键值对",
    "model_type": "键值对",
    "list_type": "列表",
    "tuple_type": "列表",
    "greater_than_equal": "更大的数",
    "too_short": "至少一项",
}
NOT_A_DURATION = "“{}”不是时间长度，应形如P1Y、P6M、P30D"
ONE_REFERENCE = "引用必须且只能是holder、period、parameter、as_of、field、printed之一"
MINUS_NEEDS_DAY = "minus只能用于日期引用（as_of或period）"
OPTIONAL_NEEDS = "optional只能用于引用参数的比较"
OPTIONAL_ONLY_IN_ALL = "optional不能用在any或not之内"
YEAR_ONLY_YEARLY = "year只能用于周期为年（year）的"
NOT_A_VALUE = "“{}”不能作为比较的值"
ONE_WAY = "条件只能是all、any、not或field之一"
ONE_COMPARISON = "字段“{}”必须且只能有一个比较"
EMPTY_CHOICE = "any和in不能为空"
DATED_NOT_DATE = "dated必须是本名词的一个date字段"
UNKNOWN_FACT = "事实字典中没有名词“{}”"
JOINS_ANOTHER = "“{field}”指向的是“{found}”，不是“{expected}”，两者对不上，永远不会符合"
UNKNOWN_FACT_FIELD = "事实“{}”没有字段“{}”"
UNKNOWN_VALUE = "字段“{}”没有取值“{}”"
IMPLICIT_FIELD = "字段“{}”是所有事实共有的，不能另行定义"
HAVE_OR_SATISFIES = "have和satisfies必须且只能有一个"
EACH_WITH_BY = "each和by必须同时写"
EACH_AND_BY = "each和by必须同时写，并与have同用"
ONE_WINDOW = "窗口必须且只能是year，或者from加length，或者from加to"
ONE_GRANT_DAY = "day和reference_year只能写一个；reference_year只能与year同用"
ONE_AMOUNT = "量必须且只能是count、total、value、share之一"
AMOUNT_FIELDS = "total和value须写field，value还须写year，其他不写"
MEASURE_TWICE = "量的编号重复"
REQUIRES_OR_BAR = "requires和bar至少写一项"
STRICT_IN_BAR = "strict只能用于requires"
ACT_TWICE = "措施编号重复"
MEMBERS_AND_MEMBER = "members和member必须同时出现"
RULE_TWICE = "规则编号重复"
ORDER_INCOMPLETE = "顺序“{}”必须恰好列出全部规则"
ONE_REQUIREMENT = "每项要求必须且只能是exists、each、every、notice之一"
EACH_NEEDS = "each必须有取值，并同时写明by和in"
MOST_BELOW_LEAST = "at_most（{most}）小于at_least（{least}；不写即为1，要求一个也没有时须写at_least: 0）"
ONLY_WITH_DUE = "opens和min只能与due同用"
ONLY_WITH_MEMBERS = "none只能与members同用"
DUE_OR_WITHIN = "期限必须且只能是due，或者members、from、within、member四项齐全"
FILE_MISSING = "缺少文件“{}”"
NOT_NOUNS = "文件内容应为名词及其定义"
NOT_A_LIST = "文件内容应为列表"
UNKNOWN_FORM = "不认识的义务形式“{name}”，应为以下十七种之一：{known}"
TWICE = "“{}”重复"
UNKNOWN_CLAUSE = "条款“{}”不存在"
ARTICLE_COUNT = "声明有{declared}条，实际找到{found}条"
SOURCE_HASH = "原文的SHA-256与声明不符"
QUOTE_NOT_ON_LINE = "引文“{quote}”不在原文第{line}行"
CLAUSE_NOT_IN_SOURCE = "条款“{path}”的文字与原文第{line}行不一致"
QUOTE_NOT_IN_CLAUSE = "引文不在条款“{}”中"
UNKNOWN_OBLIGATION = "义务“{}”不存在"
UNKNOWN_PARAMETER = "parameters.yaml中没有参数“{}”"
PARAMETER_NOT_NAMED = "义务“{obligation}”没有列出参数“{key}”"
PARAMETER_NOT_LISTED = "用到参数“{}”，但义务的parameters没有列出"
NEITHER_DECIDING_NOR_PLAIN = "规则用到参数“{}”，它既不是deciding，也没有plain"
VALUES_NOT_UNDERSTOOD = "参数“{key}”的取值规则无法处理：{values}"
ENUM_NEEDS_VALUES = "参数“{}”：enum类型必须写values，list类型可以写，其他类型不能写"
PLAIN_RULE = "参数“{}”：plain只能用于不起决定作用的参数，并须写明plain_reason"
WAITS_NEEDED = "义务“{}”没有parts，必须写明waits和needs"
TWO_PERIODS = "同一义务各部分的周期及其起算必须一致"
PARAMETER_TYPES = {
    "enum": "values中的一个代码",
    "int": "整数",
    "bool": "true或false",
    "text": "文本",
    "date": "日期",
    "duration": "时间长度",
    "list": "列表",
}
PARAMETER_TYPE = "参数“{key}”为{found}型，此处应为{expected}型"
UNKNOWN_FAMILY = "规则族“{}”不在families.yaml中"
LINE_LOST = "{file}第{line}行没有归属，应为条款、标题（title_lines）或网页杂项（clutter_lines）：{text}"
NOTHING_CONTINUED = "条款“{}”写明接续上一行，但前面没有条款"
LINE_WRONG = "第{}行是空行、不存在，或已有归属"
FIELD_REFERENCE = "同一行的另一字段"
FIELDS_DIFFER = "“{one}”与“{other}”不是同类，不能比较"
NOT_BEGUN = "事实“{}”既没有发生日期也没有有效期，不能与日期比较"
NOT_DATED = "事实“{}”没有发生日期，不能按周期或期限计算"
COMPARISON_DOES_NOT_FIT = "“{label}”不能用{op}比较"
SCENARIO_PERIOD = "周期“{found}”写法不对，该义务的周期应形如{example}"
NO_PERIOD_HERE = "该义务没有周期，场景不能写period"
NO_PERIOD = "该义务没有周期，不能引用period"
UNKNOWN_INPUT = "阈值用到未列出的输入：{}"
LAST_GRADE = "分级表除最后一级外都须有阈值，最后一级没有阈值"
VALUE_OR_TABLE = "“{}”须且只能是一个值（连同类型）或一张分级表"
VALIDITY_ORDER = "“{}”的失效日期早于生效日期"
CASE_FAILS = "“{key}”的验算不符：{given}应为{result}"
VERSIONS_OVERLAP = "“{}”有两个版本在同一日有效"
UNQUOTED = "（不加引号）"
FIELD_TYPES = {
    "key": "代码",
    "text": "文本",
    "int": "整数",
    "bool": "true或false",
    "date": "日期",
    "datetime": "日期时间",
}
