from django.db import migrations

from hongxian.kernel.ledger.triggers import install, remove


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_entries")]
    operations = [migrations.RunPython(install, remove)]
