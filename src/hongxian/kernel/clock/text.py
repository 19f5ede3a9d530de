"""Words of the clock: names of holidays, and how a deadline explains itself."""

HOLIDAYS = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗日战争胜利70周年纪念日",
}

UNITS = {"working_day": "个工作日", "day": "日", "month": "个月", "year": "年", "hour": "小时"}

ONE_DAY = "{first:%Y-%m-%d}"
DAYS = "{first:%Y-%m-%d} 至 {last:%Y-%m-%d}"
MOMENT = "{first:%Y-%m-%d %H:%M}"
MOMENTS = "{first:%Y-%m-%d %H:%M} 至 {last:%Y-%m-%d %H:%M}"

STEPS = {
    "start": "{range}：开始的当日，不计入",
    "start_counted": "{range}：开始的当日，计入",
    "counted": "{range}：计入 {counted} {unit}（累计 {total}）",
    "make_up": "{range}：{name}调休上班，计入 {counted} {unit}（累计 {total}）",
    "corrected_working": "{range}：按日历更正为工作日{name_in_brackets}，计入 {counted} {unit}（累计 {total}）",
    "weekend": "{range}：周末，不计入",
    "holiday": "{range}：{name}放假，不计入",
    "corrected_off": "{range}：按日历更正为非工作日{name_in_brackets}，不计入",
    "paused": "{range}：{name}期间，不计入",
    "corresponding": "{range}：到期月的对应日",
    "month_end": "{range}：到期月没有对应日，以月末日为最后一日",
    "day_before": "{range}：开始的当日计入，以对应日的前一日为最后一日",
    "extended": "{range}：因中止顺延 {counted} 日",
    "rolled": "{range}：最后一日 {before:%Y-%m-%d} 不是工作日，顺延至其后第一个工作日",
    "rolled_back": "{range}：{before:%Y-%m-%d} 不是工作日，提前至其前一个工作日",
    "running": "{range}：连续计算",
}
IN_BRACKETS = "（{name}）"

SUMMARY = "自 {start} 起 {amount} {unit}，至 {due} 届满。"
SUMMARY_BEFORE = "{start} 前 {amount} {unit}，即不迟于 {due}。"
PROVISIONAL = "其中部分日期的放假安排尚未公布，按周末暂计，公布后重新计算。"
