"""What the shell of the pages says."""

SYSTEM = "红线 · 安全生产治理平台"
"""Short name, then what it is, parted by a middle dot."""

BACKFILLED = "补录"

TITLES = {
    400: "请求有误",
    401: "请先登录",
    403: "没有权限",
    404: "没有找到",
    409: "已被他人变更",
    422: "没有办理",
    500: "系统出错",
}

FORBIDDEN = "该操作没有通过校验，没有办理。"
NOT_FOUND = "没有找到您要打开的页面。地址可能有误，或者它已不存在。"
SERVER_ERROR = "系统内部出错，本次操作没有保存。请稍后再试；如仍出错，请把发生时间告诉系统管理员。"
TOKEN_INVALID = "接口令牌无效：不是本系统签发的，或者已过期、已吊销。请向系统管理员申请新的令牌。"
LOGIN_NEEDED = "您尚未登录或登录已过期，请重新登录后再办理。"
BAD_REQUEST_KEY = "提交标识格式有误，本次操作没有保存。请刷新页面后重新提交。"

REQUIRED = "请填写“{label}”。"
CHOOSE = "请选择"
ANY = "不限"
NOT_OFFERED = "所选的一项不存在，或不在您可选的范围内，请重新选择。"
CHOOSE_NEXT = "请继续选择下一级，不需要时直接提交。"

EMPTY_VALUE = "（空）"
INNER_KEY = "（系统内部编号）"
OUT_OF_SIGHT = "（不在您的查看范围内）"
LISTED = "、"
YES_NO = {True: "是", False: "否"}

ZH_DATE = "{0.year}年{0.month}月{0.day}日"

SERVE_HELP = "启动网页服务与后台处理（默认仅本机可访问）。"
SERVE_HOST = "监听地址（默认 127.0.0.1）"
SERVE_PORT = "端口（默认 8000）"
SERVE_WORKERS = "网页服务进程数（默认 2）"
SERVING = "服务已启动：{url}（按 Ctrl-C 停止）"
PORT_TAKEN = "无法监听 {host}:{port}（端口已被占用或地址不可用），请用 --port 指定其他端口。"
DETAILS = "（明细见留痕证明）"

BETWEEN_NAMES = "·（）、，/"
"""What stands between the parts of a name, beside blanks."""
TYPE_NAME = "输入名称或其中几个字"
NONE_OF_THEM = "都不是，重新输入名称"
NONE_NAMED = "没有找到名称含“{words}”的，或不在您可选的范围内。请换几个字，机构和岗位之间可用空格隔开。"
SEVERAL_NAMED = "名称含“{words}”的有 {number} 个，请从列表中选定一个。"
TOO_MANY_NAMED = "名称含“{words}”的超过 {most} 个，请写得更全，机构和岗位之间可用空格隔开。"
