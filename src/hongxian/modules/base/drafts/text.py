"""What this room says."""

# Files
TOO_LARGE = "文件有{found}MB，最多{most}MB"
TOO_LARGE_UNPACKED = "“{name}”解开后过大，不像是一份文件"
OTHER_KIND = "“{name}”是{kind}文件；请提供 .txt、.docx 或带文字的 PDF（旧的 .doc、.wps 请先另存为 .docx）"
BINARY = "二进制"
NO_TEXT = "“{name}”中没有文字"
ENCODING = "“{name}”的编码读不出来；应为 UTF-8 或 GB18030"
NOT_DOCX = "“{name}”不是完好的 .docx 文件"
NOT_PDF = "PDF 文件已损坏，读不出内容"
PROTECTED = "PDF 设有密码；请先解除保护"
SCANNED = "PDF 共{pages}页，都是图片，没有文字；请先做文字识别"
HOW_TEXT = "文本文件（{encoding}）"
HOW_MARKDOWN = "Markdown 文件（{encoding}）"
HOW_DOCX = "Word 文件（.docx）"
HOW_PDF = "PDF 文件，{pages}页"
MARKDOWN_REMOVED = "去掉了{count}行中的 Markdown 标记"
NUMBERS_COUNTED = "Word 的自动编号不在文字里，已按编号定义补出{count}处"
LINES_JOINED = "PDF 按版面折行，已接合{count}处"

# What looks damaged
FIRST_NUMBER = "同级序号从“{number}”开始，前面的没有印出"
NUMBER_TWICE = "序号“{number}”与第{first}行重复"
NUMBER_AFTER = "序号“{number}”紧接在“{before}”之后，次序不连续"
EMPTY_HEADING = "标题“{heading}”之下没有正文"
IMPOSSIBLE_DATE = "日期“{found}”不存在"
DECLARED_LISTED = "写明“{declared}”，实际列出{listed}个"
BROKEN_LINE = "一句话被印成两行，续在第{next}行；显示时相连，原文不动"
BRACKETS = "“{pair}”不成对：开{opened}个，收{closed}个"
TWICE_LISTED = "“{name}”在同一列举中出现两次"
HALFWIDTH = "“{sign}”印作半角，与全文不一致"

# Drafts
RECEIVED_BEFORE = "同一份文件正在为“{place}”办理导入，请在列表中打开它"
NO_SUCH_CLAUSE = "没有条款“{path}”"
QUOTE_NOT_THERE = "引文须是条款“{path}”中的原文，一字不差"
UNDECIDED = "还有{count}条拟议义务没有确认或排除"
NONE_CONFIRMED = "没有确认任何义务，不能形成政策包"
CLOSED = "“{title}”的导入已经结束，不能再改"
PERIOD_NEEDED = "周期性的义务须选定周期"
DUE_NEEDED = "有期限的义务须写明期限日期"
TITLE_NEEDED = "请写明义务名称"

# Packs made from drafts
RECEIVED_AS = "{name}，{how}。{notes}"
VAGUE_LABEL = "“{word}”（{id}）"
HOLDER_OPEN = "文本未列明，待指定"
NO_DUE = "文本未定期限"
EVIDENCE = "履行记录及其文件"
RULE_TO_WRITE = "形式“{form}”需要专门的事实，判定规则待编写。"
NOT_IN_FORCE = "已不再有效"
NO_VIOLATION = "没有违反的情形"
COUNTING = {
    "PERIODIC": "每个周期内有不少于规定次数的履行记录；各周期不能互补",
    "DEADLINE": "期限届满之前有履行记录",
    "EXISTENCE": "有现行有效的履行记录（文件、制度、机构等）",
    "TRIGGER": "每一触发事项都有对应的履行记录；有时限的在时限之内",
    "COVERAGE": "每一在生产经营的企业都有履行记录",
    "BAR": "没有违反的情形",
    "waits": "判定规则待编写",
}
CASE_MET = "有履行记录，已落实"
CASE_NOT_MET = "没有履行记录，未落实"

# Pages
CHOOSE = "请选择"
TITLE_HELP = "不填则取文件中的标题"
FILE_HELP = ".txt、.docx 或带文字的 PDF"
WITHIN_HELP = "如 P30D（30日）、P6M（6个月）、P1Y（1年）；没有则不填"
NO_PERIOD = "没有周期"
NOBODY_CHOSEN = "待指定（指定之前不产生判定）"
OF_LEVELS = "（{}）"
FOR_ENTERPRISES = "，汇总辖区企业"
QUOTE_HELP = "从左侧原文中原样摘录"
CODE_HELP = "小写字母、数字和连字符，如 binzhou-2021"
PREFIX_HELP = "义务编号的前缀，2至8个大写字母，如 BZ"
RECEIVED = "已读入。请逐段核对原文与拟议的义务。"
ADDED = "已补充一条义务。"
FINISHED = "已形成政策包草案，经另一人审核、再由另一人发布后生效。"
ABANDONED = "已放弃。"
ALL_DECIDED = "全部拟议义务都已处理，可以形成政策包。"

# Command line
HELP = "政策文本：导入、检查、比较、审核、发布。"
HELP_IMPORT = "读入一份政策文本，报告条款、疑误与拟议的义务"
HELP_FILE = "政策文本（.txt、.docx、PDF）"
HELP_PLACE = "适用地区的区划代码"
HELP_TITLE = "标题；不填则取文件中的标题"
HELP_CHECK = "检查一个政策包目录，一次列出全部错误"
HELP_FOLDER = "政策包目录"
HELP_DIFF = "比较两个政策包目录：条款、义务、参数的增删改"
HELP_REVIEW = "审核一个已装载的政策包草案"
HELP_PUBLISH = "发布一个已审核的政策包"
HELP_PACK = "政策包，如 xuchang-2018 或 xuchang-2018/1"
HELP_USER = "以谁的名义（登录名）；须有权限，审核人不是装载人，发布人不是审核人"
HELP_MEASURE = "把自带政策包的原文当作新文本重新导入，报告查全率与查准率"
HELP_DETAILS = "逐条列出漏读与误读"
PLACE_UNKNOWN = "没有区划“{code}”；先用 hongxian places 装载"
FILE_GONE = "没有文件“{name}”"
PACK_UNKNOWN = "没有政策包“{name}”"
IMPORTED = "{title}（{how}）：条款{clauses}条，拟议义务{proposals}条，疑误{damage}处，未作正文{dropped}行"
DAMAGE_LINE = "  疑误 第{line}行 “{quote}”：{text}"
PROPOSAL_LINE = "  拟议 第{line}行 [{form}] {title}"
GO_ON = "请登录后在“政策文本导入”中逐段核对（{key}）；拟议的义务未经确认不起作用。"
CHECKED = "{title}：可以装载。条款{clauses}条，义务{obligations}条，其中待编写规则{waiting}条、没有场景{untested}条"
NOT_READABLE = "政策包有{count}处错误：\n{errors}"
SAME = "没有差别"
DIFFERENCE = "{what} {kind}：{key}"
WHAT = {"clauses": "条款", "obligations": "义务", "parameters": "参数"}
KINDS = {"added": "新增", "removed": "删去", "changed": "改动", "missed": "漏读", "wrong": "误读"}
STEPPED = "{code}/{version}：{state}"
MEASURED = "{pack} {what}：应有{expected}，读出{found}，漏{missed}，误{wrong}；查全率{recall}，查准率{precision}"
DETAIL = "    {kind} {line}"
FORMS = "{pack} 形式：读出的{found}条义务中，{forms}条的形式与成稿一致"
