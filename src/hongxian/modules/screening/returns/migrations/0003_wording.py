from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("enterprises", "0002_enterprise_withdrawn"),
        ("returns", "0002_ordered"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="reporthint",
            name="returns_hint_kind",
        ),
        migrations.AddField(
            model_name="returnsetting",
            name="wording_alike",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddConstraint(
            model_name="reporthint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ("same_photo", "same_wording", "near_wording", "impossible_pace", "nothing_found"))
                ),
                name="returns_hint_kind",
            ),
        ),
    ]
