from django.db import migrations, models

from hongxian.kernel.search.indexing import install, remove


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("noun", models.CharField(max_length=40)),
                ("key", models.CharField(max_length=64)),
                ("words", models.TextField()),
                ("grams", models.TextField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("noun", "key"), name="search_entry_once")],
            },
        ),
        migrations.RunPython(install, remove),
    ]
