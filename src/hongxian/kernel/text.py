"""What the kernel says to users."""

DENIED = "您当前的岗位没有“{permission}”的权限。如确需办理，请联系本单位管理员授权，或切换到有权限的岗位。"
NOT_IN_SCOPE = "没有找到该对象，或者它不在您当前岗位的管辖范围内。"
STALE = "该记录已被他人变更，您看到的内容已过时。请刷新后按最新情况办理，本次操作没有保存。"
ALREADY_DONE = "该请求此前已经办理成功，没有重复登记。"
STEP_NOT_ALLOWED = "当前状态为“{state}”，不能办理“{verb}”。"
INPUT_MISSING = "办理“{verb}”必须填写：{names}。"
PAGE_LOST = "您要打开的页码已失效，请回到第一页重新查看。"
