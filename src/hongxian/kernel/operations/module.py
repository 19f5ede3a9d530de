"""Operations: backup, restore, the move to another database, and how the instance is doing."""

from hongxian.kernel.module import MenuItem, Module, Noun

MODULE = Module(
    key="operations",
    urls="hongxian.kernel.operations.urls",
    menu=(MenuItem("operations", "operations:state", "backup.view", icon="activity", order=930),),
    nouns=(Noun("backup", "operations.Backup", visible="hongxian.kernel.operations.queries.visible_backups"),),
    permissions=("backup.view",),
)
