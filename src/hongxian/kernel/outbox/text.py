"""What the outbox says to users."""

WORKER_DIED = "多次投递均在执行中途中断（后台进程被终止或超时），已停止自动重试。"
RETRIED = "已重新排队，后台进程将尽快投递。"
HELP = "后台进程：投递消息、执行后台任务和定时任务。停止时按 Ctrl+C。"
HELP_ONCE = "只处理一轮即退出：投递全部到期消息，并执行到期的定时任务。"
STARTED = "后台进程已启动。"
STOPPED = "后台进程已停止。"
ROUND_DONE = "已处理 {count} 项。"
