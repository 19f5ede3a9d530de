from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("registers", "0001_registers")]

    operations = [
        migrations.RemoveConstraint("export", "registers_export_state"),
        migrations.AlterField("export", "state", models.CharField(default="direct", max_length=9)),
        migrations.AddConstraint(
            "export",
            models.CheckConstraint(
                condition=models.Q(("state__in", ("direct", "waiting", "made", "failed", "cleared", "cancelled"))),
                name="registers_export_state",
            ),
        ),
    ]
