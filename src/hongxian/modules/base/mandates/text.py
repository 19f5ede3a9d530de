"""What this room says to users."""

LISTED = "、"
CHOOSE = "请选择"

CAPACITY = {
    "delegation": "代：{0} · {1}",
    "emergency_access": "紧急授权：{0} · {1}",
    "service_contract": "托管：{0}（{1}）",
}

ONLY_OWN_POST = "只能委托自己正在担任、且当前切换到的岗位；受托、紧急授权、托管取得的权限不能再委托。"
NOT_TO_ONESELF = "不能委托给自己。"
NO_COLLEAGUE = "{name}不能受托：受托人须有账号，且在本单位、上级单位或下属单位在岗。"
NO_COLLEAGUES = "本单位及上下级单位没有其他在岗且已开通账号的同事，暂不能委托；可请系统管理员为同事开通账号，长期变动请办理岗位交接。"
LENT_ALREADY = "该岗位已委托给{name}（{start} 至 {end}），期间不能重复委托；需要改动的，先收回原委托。"
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

CONTRACT_TITLE = "托管合同 {number}（{enterprise}）"
OTHER_BODY = "接任岗位不属于合同的服务机构“{party}”，托管合同不能移交。"

HOLDS_NOT = "{name}今天没有担任“{post}”，不能办理交接。"
LAST_DAY_OUTSIDE = "最后任职日 {found} 应在任职起始日 {start} 与今天之间。"
NOT_TO_THE_SAME = "接任人不能是原任职人。"
SUCCESSOR_WITHOUT_ACCOUNT = "{name}没有可用的账号，请先开通账号再办理交接。"
LIST_CHANGED = "未办事项在您查看之后发生了变化，请重新查看清单后再办理，本次操作没有保存。"
ORPHANS = "{name}在岗位“{post}”上没有办理以下 {count} 项所需的权限，本单位也没有他人可以办理：{titles}。请先授权或另选接任人；没有任何变动。"
HANDED_OVER = "岗位交接已办理。"

ASKER_WITHDRAWS = "只有申请人可以撤回。"
NOT_OWN_REQUEST = "不能答复自己的申请。"
NO_SUCH_PERMISSION = "没有这项权限，请从列表中选择。"
ROLE_BRINGS_NOT = "角色“{role}”不包含所申请的权限，请另选角色。"
ASKED_ALREADY = "您已申请过同一权限，尚未答复。"
ASKED = "已提交，将由有授权权限的人员答复。"
ANSWERED = "已答复。"
WITHDRAWN = "已撤回。"

WHY_NO_POST = "今天没有在任岗位，因此没有任何权限。"
WHY_NO_ROLE = "该岗位没有任何角色包含“{permission}”。"
WHY_NOT_LENT = "以此身份不具有“{permission}”（管理类权限不随委托、紧急授权、托管转出）。"
WHY_NOT_NOW = {
    "later": "角色“{role}”（{scope}）自 {day} 起才有效。",
    "over": "角色“{role}”（{scope}）已于 {day} 终止。",
}
WHY_GIVES = "角色“{role}”给予该权限，范围：{scope}。"
WHY_REACHES = "角色“{role}”给予该权限，该对象在其范围内：{scope}。"
WHY_BEYOND = "角色“{role}”给予该权限，但在其范围（{scope}）内没有该{noun}：它不在范围内，或者不存在。"
PERSON_LINE = "{name}（{posts}）"
TERM_LINE = "{party} · {post} · {name}"
NO_NARROWING = "不限"
NO_SUCH_ACCOUNT = "您的管辖范围内没有登录名为“{username}”的账号。"
WHAT_PERMISSION = "请选择权限，或者粘贴某个事项的页面地址。"
NO_SUCH_PAGE = "该地址不是本系统的页面，或者该页面没有单独的权限；请核对地址，或者选择权限。"
CHOOSE_ROLE = "批准时须选择一个包含该权限的角色。"
ASKED_TOLD = "{name}（{post}）申请“{permission}”"
ANSWERED_TOLD = "“{permission}”：{state}"
USED_TOLD = "{name}在{place}启用“{role}”"
DELEGATED_TOLD = "{name}委托您代行“{post}”，{since} 至 {until}"
HANDED_TOLD = "{name}的工作移交给您（{post}）"

ANSWER_TITLE = "答复{name}（{party}{post}）申请的“{permission}”权限"
ANSWER_CLAUSE = "申请理由：{reason}"
ANSWER_SOURCE = "权限申请"
ANSWER_STEP = "权限申请没有规定答复期限。"
REQUEST_GONE = "申请人已撤回"
