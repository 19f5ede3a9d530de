"""What this room says to users."""

NAME_TAKEN = "“{place}”已有名称为“{name}”的机构，不能重复建立。"
NAME_STARTS_TOO_EARLY = "新名称的启用日期 {found} 早于现用名称“{name}”的启用日期 {expected}，应晚于该日。"
ENDS_BEFORE_IT_BEGINS = "任职的结束日期 {found} 早于开始日期 {start}；结束日期应不早于开始日期。"
POST_TAKEN = (
    "“{post}”同一时间最多 {seats} 人任职。{name} 已登记自 {start} 至 {end} 任该职，"
    "与您填写的 {found_start} 至 {found_end} 重叠；请先办理免职，或更正任职日期。"
)
ALREADY_ENDED = "该任职已登记于 {end} 结束。"
OPEN_END = "今"
POST_EXISTS = "“{party}”已有名为“{name}”的岗位。"
BASIS_NEEDED = "请填写依据的文件名称或文号。"
SAME_PERIOD = "自 {start} 起已有登记；新的登记应从更晚的日期开始，或先更正原登记。"
PERSON_VACANT = "空缺"
POST_LABEL = "{name}（{person}）"
STAFF_LABEL = "本单位在岗 {own} 人，借调 {borrowed} 人"
