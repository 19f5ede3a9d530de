"""The pairs of a row begin with a token for its noun, so that words are looked for among its rows alone."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("search", "0001_search")]
    operations = [
        migrations.RunSQL(
            "UPDATE search_searchentry SET grams = replace(noun, '_', '') || ' ' || grams",
            migrations.RunSQL.noop,
        ),
    ]
