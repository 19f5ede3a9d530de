"""What the kernel says to users."""

DENIED = "您当前的岗位没有“{permission}”的权限。如确需办理，请联系本单位管理员授权，或切换到有权限的岗位。"
NOT_IN_SCOPE = "没有找到该对象，或者它不在您当前岗位的管辖范围内。"
STALE = "该记录已被他人变更，您看到的内容已过时。请刷新后按最新情况办理，本次操作没有保存。"
ALREADY_DONE = "该请求此前已经办理成功，没有重复登记。"
STEP_NOT_ALLOWED = "当前状态为“{state}”，不能办理“{verb}”。"
INPUT_MISSING = "办理“{verb}”必须填写：{names}。"
PAGE_LOST = "您要打开的页码已失效，请回到第一页重新查看。"
DISK_FULL = "磁盘空间不足，没有保存任何内容。请联系系统管理员清理磁盘后重试。"
BAD_URL = "“{url}”不是可用的网址：须以 https:// 或 http:// 开头，不含用户名和口令"
HOST_NOT_ALLOWED = "主机“{host}”不在允许的名单内；由运维人员在设置 {setting} 中加入"
REFUSED_BY_OTHER = "对方返回 {status} {reason}"
NOT_REACHED = "没有送达：{reason}"
ANSWER_TOO_LONG = "对方的答复超过 {most} MB，没有读取"
NO_SUCH_HOST = "找不到该主机"
CONNECTION_REFUSED = "对方主机拒绝连接"
NO_ANSWER = "对方没有按时答复"
NOT_TRUSTED = "对方的证书不可信"
CONNECTION_BROKEN = "连接被对方中断"
TEXT_NEEDED = "{label}没有填写。"
UNKNOWN_CHOICE = "“{found}”不是{label}；应为：{expected}。"
DAY_AHEAD = "{label} {found} 晚于今天（{today}）；应为今天或以前的日期。"
LISTED = "、"
OF_ANOTHER_VERSION = (
    "数据库不是本版本能用的：其中有本程序不认识的结构（{steps}），由更新的版本或首次发布以前的版本建立。没有改动数据库。"
    "请换用与它相同或更新的版本；要退回旧版本，用旧版本把升级前的备份恢复到一个空库（见“运行与维护”的“升级”）"
)
REWRITTEN = (
    "数据库不能升级到本版本：它的结构与其升级记录不符（{found}），多由首次发布以前的版本建立，或被人手工改过。"
    "没有改动数据库。请继续用原来的版本，或在一个空库上以本版本重新建立、由 Excel 导入（见“运行与维护”的“升级”）"
)
NO_TABLE = "缺少表 {table}"
NO_COLUMN = "{table} 缺少列 {column}"
COLUMN_TOO_MANY = "{table} 多出列 {column}"
AND_MORE = " 等，另有 {count} 处"
NOT_MIGRATED = (
    "数据库还没有建立，或落后于本程序。先备份（空库不用），再运行 hongxian migrate（或 ./hx migrate），然后启动"
)
