"""Batches are kept for the days set after they are done, and what they did stays in the ledger."""

from datetime import timedelta
from typing import Any


def test_old_batches_go_with_rows_and_files_and_their_manifest_stays(
    bring: Any, code: Any, carry_out: Any, settings: Any
) -> None:
    from hongxian.kernel.imports import files, tasks
    from hongxian.kernel.imports.models import ImportBatch, ImportRow
    from hongxian.kernel.ledger.models import Entry
    from hongxian.modules.base.enterprises.models import Enterprise

    head = ["企业名称", "统一社会信用代码", "所在地", "企业性质", "行业"]
    batch = carry_out(bring([head, ["甲机械厂", code(1), "魏都区", "民营", "制造业"]]))
    waiting = bring([head, ["乙机械厂", code(2), "魏都区", "民营", "制造业"]], check=False)
    assert tasks.clear_old() == 0
    long_ago = timedelta(days=settings.IMPORT_KEEP_DAYS, minutes=1)
    ImportBatch.objects.filter(pk=batch.pk).update(ended_at=batch.ended_at - long_ago)
    assert tasks.clear_old() == 1
    assert list(ImportBatch.objects.all()) == [waiting]
    assert not ImportRow.objects.filter(batch_id=batch.pk).exists()
    assert not files.folder(batch.pk).exists()
    assert files.source(waiting.pk).exists()
    assert Enterprise.objects.filter(name="甲机械厂").exists()
    assert Entry.objects.filter(event="import_batch.apply", subject_key=str(batch.pk)).exists()
