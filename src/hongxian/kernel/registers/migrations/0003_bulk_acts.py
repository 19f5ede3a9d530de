from django.db import migrations, models

import hongxian.kernel.clock
import hongxian.kernel.keys


class Migration(migrations.Migration):
    dependencies = [("registers", "0002_cancelled")]

    operations = [
        migrations.CreateModel(
            name="BulkAct",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hongxian.kernel.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("state", models.CharField(default="waiting", max_length=8)),
                ("register", models.CharField(max_length=80)),
                ("action", models.CharField(max_length=80)),
                ("inputs", models.JSONField(default=dict)),
                ("query", models.TextField(blank=True)),
                ("keys", models.JSONField(default=list)),
                ("count", models.PositiveIntegerField()),
                ("done", models.PositiveIntegerField(default=0)),
                ("left", models.PositiveIntegerField(default=0)),
                ("refused", models.JSONField(default=list)),
                ("fault", models.TextField(blank=True)),
                ("asked_at", models.DateTimeField(default=hongxian.kernel.clock.now)),
                ("ended_at", models.DateTimeField(null=True)),
                ("person", models.CharField(max_length=64)),
                ("person_name", models.CharField(max_length=40)),
                ("capacity", models.CharField(blank=True, max_length=80)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ("waiting", "stopping", "done", "failed"))),
                        name="registers_bulk_act_state",
                    )
                ],
            },
        ),
    ]
