"""What imports say to users."""

EMPTY_FILE = "文件是空的，请重新选择。"
BROKEN_FILE = "文件不完整或已损坏（可能上传中断）。请在 Excel 或 WPS 中确认能打开，另存为 .xlsx 后重新上传。"
UNPACKS_TOO_LARGE = "文件解压后超过限度（{size} MB），未予读取。请拆成几个较小的文件分别导入。"
NOT_A_TABLE = {
    "picture": "这是一张图片（扩展名可能被改过），不是表格。请上传 .xlsx、.xls 或 .csv 文件。",
    "pdf": "这是 PDF 文件，不是表格。请上传 .xlsx、.xls 或 .csv 文件。",
    "archive": "这是压缩包，不是表格。请解压后上传其中的 .xlsx、.xls 或 .csv 文件。",
    "document": "这是 Word 等文档，不是表格。请把其中的表格复制到 Excel 或 WPS 表格，保存为 .xlsx 后上传。",
    "program": "这是程序文件，不是表格，已拒绝。",
    "password": "文件设有打开密码，无法读取。请在 Excel 或 WPS 中取消密码后重新上传。",
    "macro": "文件含有宏（.xlsm），为安全起见不予读取。请另存为不含宏的 .xlsx 后重新上传。",
    "binary": "这是 .xlsb 二进制工作簿，不能读取。请另存为 .xlsx 后重新上传。",
    "opendocument": "这是 OpenDocument 表格（.ods），不能读取。请另存为 .xlsx 后重新上传。",
    "web_page": "这是改名为表格的网页文件（有的系统这样导出）。请在 Excel 或 WPS 中打开，另存为 .xlsx 后重新上传。",
    "xml": "这是 XML 文件。请在 Excel 或 WPS 中打开，另存为 .xlsx 后重新上传。",
    "unknown": "看不出这是什么文件，不是 .xlsx、.xls 或 .csv 表格。",
}
NOT_READ = {
    "password": NOT_A_TABLE["password"],
    "broken": BROKEN_FILE,
    "memory": (
        "表格的使用范围过大，超出读取限度，未予读取。常见原因：很远的单元格里有内容。"
        "请把有数据的区域复制到新工作簿，另存为 .xlsx 后重新上传。"
    ),
}

NO_HEAD = (
    "没有找到表头：前 {rows} 行中没有一行能认出两个以上的列名。文件里最像表头的是第 {row} 行：{found}。"
    "本台账的列名有：{columns}。请改用这些列名，或从“下载模板”取得表格。"
)
COLUMNS_MISSING = "表头（第 {row} 行）缺少必填的列：{columns}。"
COLUMN_TWICE = "表头（第 {row} 行）中“{column}”出现了不止一次：{places}。请只保留一列。"
TOO_MANY_ROWS = "数据超过 {most} 行，请拆成几个文件分别导入。"
NO_ROWS = "表头之下没有数据。"
COLUMNS_UNKNOWN = "没有认出的列，已略过：{columns}。"
COLUMNS_FIXED = "不能通过导入修改的列，已略过：{columns}。"
NOTES_SHEET = "填写说明"
CHOICES_SHEET = "可选值"
OWN_SHEETS = (NOTES_SHEET, CHOICES_SHEET)
OTHER_SHEETS = "只读取了工作表“{sheet}”；其他工作表没有读取：{others}。"
FORMULAS = "{count} 个单元格是公式，取其计算结果：{cells}。"
TOTAL_ROWS = "已略过合计、小计行：第 {rows} 行。"
NOTE_ROWS = "已略过表尾的说明、填表人等：第 {rows} 行。"
DITTO_USED = "{count} 处“同上”取上一行的内容。"
NUMBER_SERIALS = "“{column}”中有 {count} 处是 Excel 日期序号（未设日期格式），已换算为日期，请核对：第 {rows} 行。"
ELLIPSIS = "…等"
NO_WORDS = "（没有文字）"
LISTED = "、"
CELL = "{column}{row}"

EXPECTED = {
    "text": "不超过 {longest} 个字的文字（现有 {length} 个字）",
    "number": "数字，如 12 或 3.5",
    "date": "年月日，如 2024-03-01、2024.3.1、2024年3月1日",
    "whole_date": "完整的年月日，只有年月不能确定是哪一天",
    "moment": "日期和时间，如 2024-03-01 09:30",
    "yes_no": "是或否",
    "choice": "以下之一：{values}",
    "digits": "以文本填写的号码；按数字存放的号码超过 15 位，Excel 已把末尾改成 0，请将该列设为“文本”后重新填写",
    "value": "一个值；此单元格的公式出错",
    "required": "必填",
    "reference": "{noun}的名称，且在您的管辖范围内",
    "successor": "现行的区划或单位：“{old}”已由“{new}”承接，请改填“{new}”",
    "one_reference": "能唯一确定的{noun}；有多个同名：{found}",
}
DID_YOU_MEAN = "（是否为“{word}”？）"
DIGITS_OF_DAYS = "〇零一二三四五六七八九"
TEN = "十"
DAY_PATTERN = r"(\d{4})\s*[-./年\s]\s*(\d{1,2})\s*[-./月\s]\s*(\d{1,2})\s*(?:日|号)?(?:\s*(\d{1,2})[:时](\d{1,2})(?:分)?(?::(\d{1,2}))?秒?)?"
MONTH_PATTERN = r"\d{4}\s*[-./年]\s*\d{1,2}\s*月?份?"

KEY_HEAD = "行标识（请勿修改）"
VERSION_HEAD = "行版本（请勿修改）"
HEADS_LEFT_ASIDE = ("序号", "错误说明")
NUMBER_HEAD = "序号"
ERRORS_HEAD = "错误说明"
YES = "是"
NO = "否"
AN_ERROR = "公式错误值"
DITTO = "同上"
NOTHING_ABOVE = "上一行没有内容可取"
BRACKETED = "{name}（{more}）"
ROW_GONE = "台账中找不到这一行：可能已被撤销，或不在您的管辖范围内。新增的行请清空“行标识”。"
TWICE_IN_FILE = "与本文件第 {row} 行是同一项，请只保留一行。"
NO_CHANGE = "台账中已有这一项，且与文件不同（{columns}）；本台账不能通过导入修改，请在页面上修改。"
NO_CREATE = "台账中没有这一项；本台账不能通过导入新增。{columns}"
COLLIDES = "与台账中已有的内容重复，未能保存。"
REASON = "Excel 导入：{file}"
UNDO_REASON = "撤销 Excel 导入：{file}"
CHANGED_SINCE_CHECK = "检查之后已被他人修改，请重新导入这一行。"
CHANGED_SINCE_IMPORT = "导入之后已被修改，保持现状，没有撤销。"
NO_WITHDRAWAL = "本台账没有相应的撤销办法，保持现状；请在页面上办理。"
TOO_LARGE = "文件超过 {most} MB，请拆成几个文件分别导入。"
NO_SUCH_REGISTER = "没有这个台账，或者您的岗位不能向它导入。"
NO_SUCH_CHOICE = "请从页面所列的选项中选择。"
NO_CONFLICT = "没有这样的冲突行。"
NOT_CHECKED = "批次不在待确认状态，不能再选择。"
UNDECIDED = "还有 {count} 行与台账冲突、没有选择以哪边为准。"
SOME_ARE_BAD = "有 {count} 行有错误，不能整批导入。请改正后重新上传，或选择“只导入无误的行”。"
NOTHING_TO_DO = "没有需要导入的行：文件与台账一致，或无误的行为零。"
ROWS_REFUSED = "导入时有 {count} 行未能通过（见“有错误”），没有保存任何内容。"
SENDER_MAY_NOT = "发起人已不再担任当时的岗位，或该岗位已不能向此台账导入。"
REASON_NEEDED = "请写明撤销的理由。"
RECEIVED = "文件已收到，正在检查。"
STARTED = "已开始导入。"
CHOSEN = "已记下选择。"
CANCELLED = "已取消，没有保存任何内容。"
REVOKING = "已开始撤销。"
FILE_HELP = "可用 .xlsx、.xls、.csv 和 WPS 文件，不超过 50 MB、20 万行；不必与模板完全一致。"
GIVEN_UNUSED = "文件里有“{column}”列，统一填写的内容没有使用。"
NOT_GIVEN = "（不统一填写）"
CHOOSE_FILE = "选择文件"
FOUND = "现为“{found}”"
SHOULD_BE = "应为{expected}"
MISSING = "没有填写"
NEEDED = "{column}：没有填写（必填）"
JOINED = "，"
AND = "；"
TEMPLATE_NAME = "{register}导入模板.xlsx"
EDITABLE_NAME = "{register}（可修改后导入）{day}.xlsx"
RETURNED_NAME = "{file}（标注错误）.xlsx"
FAILED_NAME = "{file}（仅错误行）.xlsx"
SOURCE_LINE = "{register}　{who}　{at}　修改后从“导入”上传；两列隐藏的标识请勿改动"
NOTES = (
    "1. 深色表头为必填列，其余可不填；不需要的列可以删去，列的次序可以调整。",
    "2. 有下拉选项的列请从选项中选取；选项按您今天的管辖范围列出，更多的见“可选值”。",
    "3. 日期写成 2024-03-01、2024.3.1、20240301、2024年3月1日都可以，须写到日。",
    "4. 身份证号、信用代码等长号码请以文本填写，不要让 Excel 转成数字。",
    "5. “同上”、合并单元格、空行、合计行都能识别；公式取计算结果并提示。",
    "6. 从系统导出后修改的：隐藏的两列用来认出原来的行和发现他人的修改，请勿改动；清空某格即清空该项。",
    "7. 没有行标识的，按{natural}认出已有的行；空着的格保持台账原有内容。",
    "8. 上传后先整体检查，列出全部错误；确认后才写入，可以撤销。",
)
NO_NATURAL = "（本台账没有自然编号，一律视为新增）"
NOTE_HEADS = ("列名", "必填", "说明")
REQUIRED = "必填"
OUTLINE = {"file": "文件", "size": "大小", "digest": "SHA-256", "mode": "导入方式"}
SIZE = "{size} KB"
TOLD = "{file}：{state}"
STILL_WORKING = "这一批次正在处理，不能清除。"
