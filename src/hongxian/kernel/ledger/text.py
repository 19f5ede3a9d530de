"""What the ledger says to users."""

KEY_EXISTS = "台账签名密钥已经存在；如需更换，请使用“更换密钥”。"
NO_KEY = "台账尚无签名密钥，首次封存时会自动生成，无须更换。"
KEY_NOT_LOST = "现用密钥仍在且可用，不属于遗失，请按正常更换办理（不加 --lost）。"
KEY_UNUSABLE = (
    "数据目录中没有指纹为 {fingerprint} 的签名私钥（{file}），暂停封存，业务办理不受影响。"
    "请从备份恢复该文件；确已遗失的，按 docs/ledger.md“密钥遗失”办理。"
)
KEY_UNREADABLE = "签名密钥文件 {file} 已损坏或不是 Ed25519 私钥，请从备份恢复。"
TREE_BROKEN = "已存的哈希树与最近一次签名的台账头（共 {size} 条）不符，暂停封存。请立即运行 hongxian ledger verify。"
REASON_MISSING = "必须填写理由。"
ERASED_ALREADY = "该条目的载荷此前已经擦除。"
ROW_DIFFERS = "{name} 的现状与台账最后一次登记不符，不能擦除该次登记的载荷。请先运行 hongxian ledger verify 查明原因。"
NO_ENTRY = "台账中没有该条目：{key}。"
NOT_SEALED = "该条目尚未封存，请稍候几秒再出具证明。"
NOT_WITNESSED = "没有大小为 {size} 的台账头，无法出具自该头起的一致性证明。"

FINDINGS = {
    "entry_altered": "条目被改动：{entry}。条目内容与其叶哈希不符。",
    "entry_missing": "条目被删除：第 {number} 条（{key}）的叶仍在，条目已不存在。",
    "entry_unlisted": "条目被移出待封队列：{entry}。既未封存，也不在待封之列。",
    "payload_missing": "载荷被删除：{entry}。",
    "payload_altered": "载荷被改动：{entry}。姓名、理由或前后内容与条目所载摘要不符。",
    "payload_blanked": "载荷被擅自擦除：{entry}。台账中没有擦除的登记。",
    "manifest_altered": "对象清单被改动：{entry}。清单与条目所载清单摘要不符。",
    "leaf_gap": "叶序号不连续：应为 {expected}，实为 {found}。有封存记录被删除或插入。",
    "leaf_unsigned": "第 {size} 条之后有 {count} 条封存记录没有签名的台账头。",
    "node_altered": "哈希树的中间结点被改动或缺失：第 {level} 层第 {index} 号。",
    "head_root": "台账头（共 {size} 条，{at}）的树根与按条目重算的树根不符。",
    "head_beyond": "台账头（共 {size} 条，{at}）大于现有封存条数 {leaves}：有条目被删除。",
    "head_signature": "台账头（共 {size} 条，{at}）的签名不对，或不是当时有效的密钥所签。",
    "key_endorsement": "密钥 {key} 的换钥背书不对：没有得到原密钥的有效签名。",
    "pending_old": "有 {count} 条待封条目超过 {minutes} 分钟未封存，最早一条登记于 {at}。请检查后台进程和签名密钥。",
    "row_unrecorded": "{row}：没有任何登记，系绕过台账写入。",
    "row_gone": "{row}：最后一次登记后被删除，没有删除的登记。最后登记：{entry}。",
    "row_back": "{row}：已登记删除，但记录仍在。删除登记：{entry}。",
    "row_differs": "{row}：现状与最后一次登记不符：{changes}。最后登记：{entry}。",
    "witness_unreadable": "见证文件 {file} 无法读取或不是台账头。",
    "witness_differs": "见证文件 {file}（共 {size} 条）与本地历史矛盾：同样条数的树根不同，历史被改写。",
    "witness_ahead": "见证文件 {file} 载明台账曾有 {size} 条，本地只有 {leaves} 条：有条目被删除或退回旧备份。",
    "witness_signature": "见证文件 {file} 的签名不对，或不是本台账的密钥所签。",
}
CHANGE = "“{field}”登记为“{before}”，现为“{after}”"
CHANGE_UNKNOWN = "改动的字段无法列出（登记内容已擦除或被改动）"
ENTRY = "{event}（{row}），{who}，{at}"
ERASED_NAME = "姓名已擦除"
EMPTY = "空"

CONSOLE = "系统控制台"
HELP = "台账：核查、封存、台账头、证明、见证、换钥。"
HELP_VERIFY = "核查台账与业务数据；发现问题时退出码为 1"
HELP_SEAL = "立即封存待封条目"
HELP_HEAD = "显示最新的台账头（可刊于公报）"
HELP_HEADS = "列出台账头"
HELP_PROOF = "出具一个条目的证明文件"
HELP_WITNESS = "将最新的台账头导出到见证目录"
HELP_ROTATE = "更换签名密钥"
HELP_ID = "条目编号"
HELP_OUT = "写入的文件（默认输出到屏幕）"
HELP_WITHOUT = "不附载荷（姓名、理由、前后内容）"
HELP_SINCE = "附自该见证头（条数）起的一致性证明，可重复"
HELP_REASON = "更换的理由（必填）"
HELP_LOST = "原私钥已遗失：新密钥没有背书，须重新公布指纹"
HELP_LIMIT = "最多列出多少个"
VERIFIED = "核查完毕：{entries} 条登记、{heads} 个台账头、{rows} 行业务数据，未发现问题。"
FOUND = "核查发现 {count} 个问题。"
SEALED = "已封存 {count} 条。"
NO_HEAD = "尚无台账头。"
HEAD = "条数：{size}\n树根：{root}\n签署：{at}\n密钥：{key}\n签名：{signature}"
HEAD_LINE = "{size}\t{at}\t{root}"
PROOF_WRITTEN = "证明文件已写入 {file}。核验：hongxian-verify {file}"
WITNESS_OFF = "未设置见证目录（HONGXIAN_WITNESS_DIR），没有导出。"
WITNESSED = "已导出见证文件 {file}。"
WITNESS_NONE = "没有新的台账头需要导出。"
ROTATED = "已更换密钥。请公布新指纹：{fingerprint}"
