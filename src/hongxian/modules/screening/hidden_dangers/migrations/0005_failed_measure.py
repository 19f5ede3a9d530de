from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hidden_dangers", "0004_positions")]

    operations = [
        migrations.AddField(
            model_name="hiddendanger",
            name="failed_measure",
            field=models.CharField(blank=True, default="", max_length=24),
            preserve_default=False,
        ),
    ]
