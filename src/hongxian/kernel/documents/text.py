"""What papers and those who write them are told."""

ZH_DATE = "{0.year}年{0.month}月{0.day}日"
NUMBER = "{code}〔{year}〕{number}号"
PRINTED_ON = "{date}印发"

HEADERS = {
    "红头": "masthead",
    "紧急程度": "urgency",
    "标题": "title",
    "题注": "about",
    "附注": "note",
    "署名": "issuer",
    "上行文": "upward",
    "主送": "addressed",
    "份数": "copies",
}
YES, NO = "是", "否"
WITH, WITHOUT = "有", "无"
CHOICES = {"upward": (YES, NO), "addressed": (WITH, WITHOUT)}
ATTACHMENT = "附件："
SIGNATURES = "签字："
COLON = "："
TO_FILL = "【待填"

NO_RULE = "第 {line} 行：没有找到单独一行的“---”。首部（标题、红头等）与正文之间须以它分开。"
BAD_HEADER = "第 {line} 行：首部应为“项目：内容”，可用的项目是：{known}；这里是“{found}”。"
TWICE = "第 {line} 行：首部的“{name}”写了两次。"
CHOOSE = "第 {line} 行：“{name}”应为{choices}之一，这里是“{found}”。"
WHOLE_NUMBER = "第 {line} 行：“份数”应为 1 至 99 的整数，这里是“{found}”。"
NO_TITLE = "首部缺少“标题：”，或标题为空。"
NO_BODY = "“---”之后没有正文。"
UNEVEN = "第 {line} 行：表格这一行有 {found} 格，上面各行有 {expected} 格。"
ONE_CELL = "第 {line} 行：表格至少两格，以“|”开头、分隔和结尾。"
NO_ATTACHMENT_TITLE = "第 {line} 行：“附件：”之后须写明附件名称。"
NO_SIGNERS = "第 {line} 行：“签字：”之后须写明签字各方，以“|”分隔。"

BAD_TAG = "第 {line} 行：模板语句有误：{found}。可用的语句只有“if”“elif”“else”“endif”“for”“empty”“endfor”。"
NO_TAG = "不认识“{found}”"
NOT_CLOSED = "“{found}”没有结束"
BAD_EXPRESSION = "“{found}”写法不对"
UNKNOWN_FIELD = "第 {line} 行：没有名为“{found}”的字段。可用的字段是：{known}。"
TOO_LONG = "模板超过 {limit} 字，请精简。"

NO_FONT = (
    "这台服务器没有中文字体，不能生成 PDF。请管理员安装 Noto CJK 字体（Debian：apt-get install fonts-noto-cjk），"
    "或用配置项 HONGXIAN_FONT_DIR 指明字体所在目录；也可以先下载 Word 或 Excel。"
)
NOT_SET = "公文排版失败，没有生成文件：{reason}"
FILE_GONE = "存档文件不在了（SHA-256：{digest}）。请从备份恢复数据目录中的 {folder} 文件夹。"
FILE_CHANGED = "存档文件与签发时的校验值不符（SHA-256 应为 {digest}），已停止下载。请从备份恢复，并查明原因。"

DRAFT = "草稿　未签发"
SIGNED_BY = "签发人："
ATTACHED = "附件"
ATTACHED_NUMBER = "附件{number}"
COPIES_TO = "抄送："
FULL_STOP = "。"
SCAN = "扫码核验"
SIGN_HERE = "（签字或盖章）"
SIGN_DATE = "年　　月　　日"

BODY_FONT = "仿宋_GB2312"
TITLE_FONT = "方正小标宋简体"
HEADING_FONT = "黑体"
KAI_FONT = "楷体_GB2312"
PAGE_FONT = "宋体"

FONTS = {
    "body": ("仿宋_GB2312", "FangSong_GB2312", "仿宋", "FangSong", "STFangsong"),
    "title": ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    "heading": ("黑体", "SimHei", "STHeiti"),
    "kai": ("楷体_GB2312", "KaiTi_GB2312", "楷体", "KaiTi", "STKaiti"),
    "page": ("宋体", "SimSun", "STSong"),
}
"""The faces of GB/T 9704 by the names that their files bear, first choice first; what is not there gives way to the
free faces."""
SAMPLE = "示例"

NEVER_FIRST = "的、，。；：？！）〕》〉”’"
NEVER_LAST = "（〔《〈“‘第"
HANGING = ("关于", "和", "与", "及", "在", "对", "为")
MATTER = "关于"
"""What titles must not begin or end a line with, and with what a title says its matter."""

NESTED = (("“", "”", "‘", "’"), ("《", "》", "〈", "〉"))
"""Marks around what is quoted or entitled, and those within them (GB/T 15834-2011)."""
