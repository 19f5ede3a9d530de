"""Words of search."""

COMMAND_HELP = "从各台账的数据重新建立检索索引"
REBUILT = "{noun}：{count} 行"
