"""The room of imports: files that people bring into registers, whichever room keeps them."""

from hongxian.kernel.module import MenuItem, Module, NoticeKind, Noun, Timer

_QUERIES = "hongxian.kernel.imports.queries"

MODULE = Module(
    key="imports",
    urls="hongxian.kernel.imports.urls",
    api="hongxian.kernel.imports.api.router",
    menu=(MenuItem("import_batch", "imports:list", "import_batch.view", icon="file-up", order=70, group="wing#base"),),
    flows=("hongxian.kernel.imports.flow.BATCH",),
    nouns=(
        Noun("import_batch", "imports.ImportBatch", f"{_QUERIES}.visible_import_batches", page="imports:batch"),
        Noun("import_row", "imports.ImportRow", f"{_QUERIES}.visible_import_rows", derived=True),
    ),
    notices=(
        NoticeKind(
            "import_finished",
            ("import_batch.check", "import_batch.refuse", "import_batch.apply", "import_batch.hand_back"),
            "hongxian.kernel.imports.told.finished",
        ),
    ),
    permissions=("import_batch.view",),
    timers=(Timer("import_batch.clear", "hongxian.kernel.imports.tasks.clear_old", every=86_400),),
)
