"""Who is told of imports: whoever brought the file in."""

from hongxian.kernel.glossary import term
from hongxian.kernel.imports import text
from hongxian.kernel.imports.models import ImportBatch
from hongxian.kernel.told import Told


def finished(key: str) -> Told | None:
    """The system is done with the file for now: it was checked, refused, carried out or handed back."""
    batch = ImportBatch.objects.filter(pk=key).first()
    if batch is None:
        return None
    title = text.TOLD.format(file=batch.file_name, state=term(f"import_batch:{batch.state}"))
    return Told(batch, title, people=(batch.person,))
