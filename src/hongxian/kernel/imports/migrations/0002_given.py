from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_batches")]
    operations = [
        migrations.AddField(model_name="importbatch", name="given", field=models.JSONField(default=dict)),
    ]
