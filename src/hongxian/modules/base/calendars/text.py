"""What this room says to users."""

OUT_OF_RANGE = "只能登记 {first} 至 {last} 之间的日期。"
NOTHING_CHANGES = "{date} 现已是{kind}，登记内容没有变化。"
WORKING = "工作日"
OFF = "非工作日"
REASON_MISSING = "请填写理由。"
BASIS_MISSING = "请填写依据（文件名称或文号）。"
SAVED = "已登记：{date} 为{kind}。相关期限将自动重新计算。"
WITHDRAWN = "已撤销 {date} 的更正，恢复按公布的日历执行。相关期限将自动重新计算。"
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
SOURCES = {"state_council": "国务院办公厅放假通知", "override": "本系统更正", "weekend_rule": "按周末暂计"}
MOMENT_NEEDED = "按小时计算时须填写开始时间。"
HINT_NAME = "如：国庆节、台风停工"
HINT_BASIS = "如：国办发明电〔2026〕×号"
REMIND_STEP = "提醒日为期限前 {days} 个工作日：{day}。"
