"""What this room says to users."""

UNKNOWN_PERMISSION = "角色“{role}”中的权限“{permission}”不存在。"
NO_LIMIT = "请指定授权的区划或机构；不允许不设范围的授权。"
USERNAME_TAKEN = "登录名“{username}”已被使用。"
PERSON_HAS_ACCOUNT = "{name}已有账号“{username}”。"
NOT_YOUR_POST = "您今天没有担任该岗位，不能切换。"
SWITCHED = "已切换到“{organisation} · {post}”。"
LOGIN_FAILED = "登录名或口令不正确。"
