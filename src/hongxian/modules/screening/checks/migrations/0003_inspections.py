import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("checks", "0002_grids"),
        ("parties", "0001_parties"),
    ]

    operations = [
        migrations.AddField(
            model_name="check",
            name="inspecting_department",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="parties.party"
            ),
        ),
        migrations.AddField(
            model_name="check",
            name="double_random",
            field=models.BooleanField(default=False),
        ),
    ]
