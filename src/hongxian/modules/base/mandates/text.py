"""What this room says to users."""

LISTED = "、"
CHOOSE = "请选择"
ALL_ROLES = "全部角色"

CAPACITY = {
    "delegation": "代：{0} · {1}",
    "emergency_access": "紧急授权：{0} · {1}",
    "service_contract": "托管：{0}（{1}）",
}

ONLY_OWN_POST = "只能委托自己正在担任、且当前切换到的岗位；受托、紧急授权、托管取得的权限不能再委托。"
NOT_TO_ONESELF = "不能委托给自己。"
NO_COLLEAGUE = "{name}不能受托：受托人须有账号，且在本单位、上级单位或下属单位在岗。"
ROLE_NOT_BORNE = "岗位“{post}”没有角色“{role}”，不能委托。"
PERIOD_OVER = "终止日期 {found} 早于开始日期 {start}，或者已经过去。"
TOO_LONG = "委托期为 {found} 天，最长为 {expected} 天；更长时间请办理岗位交接。"
NO_DELEGATION = "登录安全设置中没有启用岗位委托。"
DELEGATED = "已委托；受托人在页面右上角切换身份后即可代办，每次办理都会注明代您办理。"
DELEGATION_REVOKED = "委托已收回，即时生效。"

SHORTEST_REASON = 10
ONLY_IN_OWN_POST = "请先切换到自己担任的岗位再办理。"
REASON_TOO_SHORT = "请写明紧急情况，至少 {expected} 个字，供事后复核。"
HOURS_OUTSIDE = "填写的是 {found} 小时，应在 1 到 {expected} 小时之间。"
SECOND_FACTOR_FIRST = "角色“{role}”要求动态口令，请先在“我的账号”中绑定。"
HOLDER_ENDS = "只有本人能提前结束；复核请在结束或到期后办理。"
SECOND_PERSON = "本人不能复核自己的紧急授权。"
STILL_OPEN = "该紧急授权尚未结束，结束或到期后再复核。"
EMERGENCY_OPENED = "紧急授权已生效，至 {until}。请在右上角切换身份后办理；期间每次办理都单独标记，事后由第二人复核。"
EMERGENCY_CLOSED = "紧急授权已结束。"
REVIEWED = "已复核。"

NO_SERVICE_BODY = "“{party}”不是技术服务机构，不能签订托管合同。"
LENDS_TOO_MUCH = "角色“{role}”包含您对该企业没有的权限：{permissions}。不能把自己没有的权限交给他人。"
CONTRACT_STANDS = "该岗位与该企业已有合同 {number}（{start} 至 {end}），期间不能重叠。"
ENDS_ANYWAY = "该合同已定于 {end} 终止，不晚于填写的日期。"
BEGAN_LATER = "终止日期早于开始日期 {start}。"
CONTRACT_MADE = "托管合同已登记。服务机构在该岗位的人员可切换身份代企业办理。"
CONTRACT_ENDED = "托管合同已终止。"
NO_SUCH_ENTERPRISE = "您的管辖范围内没有名称或统一社会信用代码为“{words}”的企业。"
POST_LINE = "{party} · {post}"
