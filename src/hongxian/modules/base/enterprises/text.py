"""What this room says to users."""

CODE_WRONG = (
    "统一社会信用代码“{code}”不符合 GB 32100 校验规则（18 位，末位为校验码，应为“{expected}”）；请核对营业执照。"
)
CODE_SHAPE = "统一社会信用代码应为 18 位数字或大写字母（不含 I、O、S、V、Z），您填写的“{code}”有 {length} 位。"
CODE_TAKEN = "统一社会信用代码“{code}”已登记给“{name}”。"
NUMBER_NEEDED = "请填写统一社会信用代码；尚未换照的企业请填写 15 位注册号。"
BRANCH_NEEDS_PARENT = "分支机构应填写其上级企业。"
ROLE_TAKEN = "“{enterprise}”的{role}已登记为{name}，未作变更。"
