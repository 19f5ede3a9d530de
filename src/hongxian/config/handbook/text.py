"""The words of the generated pages."""

GENERATED = "<!-- 本页由 `./hx docs` 根据代码生成，请勿手工修改。 -->"
SETTINGS = "# 配置项\n\n全部配置来自环境变量；变量名后加 `_FILE` 可改为从文件读取（用于口令等）。"
SETTINGS_HEAD = ("变量", "默认值", "含义")
DATA_DIR = "数据目录"
PROJECT_DIR = "项目目录"
FLOW = "# {noun}（{key}）的流程"
FLOW_HEAD = ("动作", "命令", "从", "到", "必填")
FACTS = "# 事实字典\n\n所有政策包共用。政策包用到字典以外的名词或字段，载入时即报错。"
FACTS_HEAD = ("字段", "类型", "含义", "取值")
FACT_SOURCE = "由 {room} 提供，随这些事件更新：{events}"
FACT_WITHOUT_SOURCE = (
    "由[台账登记](records.md)提供：启用台账的地方才有来源，其余地方用到它的义务判为“无法判定”，并写明缺少这一来源。"
)
COMMANDS = "# 命令\n\n系统中全部写入。命令名同时是权限名、台账事件名和术语键。"
COMMANDS_HEAD = ("命令", "名称", "调用者可以依靠什么")
GLOSSARY = "# 术语表\n\n代码中的名称与界面上的词一一对应；“禁用”列的词不得出现在代码标识符中。"
GLOSSARY_HEAD = ("键", "中文", "定义", "出处", "禁用")
HELP = "根据代码生成 docs/ 下的参考页；--check 只比较，不写入"
HELP_CHECK = "与代码不一致时退出码为 1"
WRITTEN = "已生成 {count} 页，其中 {changed} 页有变化。"
DIFFERS = "与代码不一致：{name}"
RUN_DOCS = "请运行 ./hx docs 并提交结果。"
SAME = "{count} 页与代码一致。"
SEPARATOR = "、"
"""Between the members of a list."""
FACT_RESTRICTED = "{reason}：逐条记录只有指定岗位可见。"
