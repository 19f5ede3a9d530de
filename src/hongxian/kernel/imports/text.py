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
    "没有找到表头：前 {rows} 行中没有一行能认出两个以上的列名。本台账的列名有：{columns}。请从“下载模板”取得表格。"
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
NUMBER_SERIALS = "“{column}”中有 {count} 处是 Excel 日期序号，已换算为日期，请核对：{cells}。"
ELLIPSIS = "…等"
LISTED = "、"
CELL = "{column}{row}"
MARKED_REQUIRED = "*"

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
    "one_reference": "能唯一确定的{noun}；有多个同名：{found}",
}
DID_YOU_MEAN = "（是否为“{word}”？）"
DIGITS_OF_DAYS = "〇零一二三四五六七八九"
TEN = "十"
DAY_PATTERN = r"(\d{4})\s*[-./年\s]\s*(\d{1,2})\s*[-./月\s]\s*(\d{1,2})\s*(?:日|号)?(?:\s*(\d{1,2})[:时](\d{1,2})(?:分)?(?::(\d{1,2}))?秒?)?"
MONTH_PATTERN = r"\d{4}\s*[-./年]\s*\d{1,2}\s*月?份?"
