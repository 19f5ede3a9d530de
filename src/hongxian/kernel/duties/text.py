"""What the kernel says of duties."""

NOT_OVERDUE = "该待办尚未逾期，应按期办理，不能以情况说明代替。"
EXPLAINED = "情况说明已登记，待办不再催办；判定不因说明而改变。"
TOLD = "{title}（{day} 前）"
TOLD_WITHOUT_DAY = "{title}"
