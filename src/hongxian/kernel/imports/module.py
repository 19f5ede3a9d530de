"""The room of imports: files that people bring into registers, whichever room keeps them."""

from hongxian.kernel.module import MenuItem, Module, Noun, Timer

_QUERIES = "hongxian.kernel.imports.queries"

MODULE = Module(
    key="imports",
    urls="hongxian.kernel.imports.urls",
    menu=(MenuItem("import_batch", "imports:list", "import_batch.view", icon="file-up", order=900),),
    flows=("hongxian.kernel.imports.flow.BATCH",),
    nouns=(
        Noun("import_batch", "imports.ImportBatch", f"{_QUERIES}.visible_import_batches", page="imports:batch"),
        Noun("import_row", "imports.ImportRow", f"{_QUERIES}.visible_import_rows", derived=True),
    ),
    permissions=("import_batch.view",),
    timers=(Timer("import_batch.clear", "hongxian.kernel.imports.tasks.clear_old", every=86_400),),
)
