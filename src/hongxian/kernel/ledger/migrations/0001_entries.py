import django.db.models.deletion
from django.db import migrations, models

import hongxian.kernel.clock
import hongxian.kernel.keys


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=hongxian.kernel.keys.new_key, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField(default=hongxian.kernel.clock.now)),
                ("event", models.CharField(max_length=100)),
                ("actor_kind", models.CharField(max_length=16)),
                ("actor_key", models.CharField(max_length=100)),
                ("actor_post", models.CharField(blank=True, max_length=100)),
                ("actor_organisation", models.CharField(blank=True, max_length=100)),
                ("actor_path", models.CharField(blank=True, max_length=200)),
                ("subject_kind", models.CharField(max_length=100)),
                ("subject_key", models.CharField(max_length=100)),
                ("request_key", models.CharField(max_length=200, null=True, unique=True)),
                ("pack", models.CharField(blank=True, max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("manifest", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Head",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("root", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("signature", models.CharField(max_length=128)),
            ],
        ),
        migrations.CreateModel(
            name="Key",
            fields=[
                ("id", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("public", models.CharField(max_length=64)),
                ("valid_from", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
                ("endorsed_by", models.CharField(blank=True, max_length=64)),
                ("endorsement", models.CharField(blank=True, max_length=128)),
            ],
        ),
        migrations.CreateModel(
            name="Leaf",
            fields=[
                ("index", models.BigIntegerField(primary_key=True, serialize=False)),
                ("hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "level", "index", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("level", models.IntegerField()),
                ("index", models.BigIntegerField()),
                ("hash", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seq", models.IntegerField()),
                ("kind", models.CharField(max_length=100)),
                ("key", models.CharField(max_length=100)),
                ("digest", models.CharField(blank=True, max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="Payload",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="payload",
                        serialize=False,
                        to="ledger.entry",
                    ),
                ),
                ("salt", models.CharField(blank=True, max_length=64)),
                ("content", models.JSONField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Pending",
            fields=[
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="pending",
                        serialize=False,
                        to="ledger.entry",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["actor_organisation", "id"], name="ledger_entry_organisation"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["actor_path", "id"], name="ledger_entry_path"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["event", "id"], name="ledger_entry_event"),
        ),
        migrations.AddField(
            model_name="head",
            name="key",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="heads", to="ledger.key"),
        ),
        migrations.AddField(
            model_name="leaf",
            name="entry",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="leaf", to="ledger.entry"
            ),
        ),
        migrations.AddField(
            model_name="subject",
            name="entry",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="subjects", to="ledger.entry"
            ),
        ),
        migrations.AddIndex(
            model_name="subject",
            index=models.Index(fields=["kind", "key", "id"], name="ledger_subject_row"),
        ),
        migrations.AddConstraint(
            model_name="subject",
            constraint=models.UniqueConstraint(fields=("entry", "seq"), name="ledger_subject_once"),
        ),
    ]
