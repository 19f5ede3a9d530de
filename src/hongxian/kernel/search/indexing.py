"""The index that the database keeps by itself over `SearchEntry.grams`, for migrations.

SQLite: a table of FTS5, told of every change by triggers; PostgreSQL: a GIN index over the grams as an array. Both
follow whatever writes the table, a restored backup too. No parser of either looks at the text, because they cut Chinese
and mixed words each in their own way.
"""

from typing import Any

TABLE, GRAMS = "search_searchentry", "search_grams"
ARRAY = "string_to_array(grams, ' ')"
_GONE = f"INSERT INTO {GRAMS}({GRAMS}, rowid, grams) VALUES ('delete', old.id, old.grams);"
_CAME = f"INSERT INTO {GRAMS}(rowid, grams) VALUES (new.id, new.grams);"
_SQLITE = (
    f"CREATE VIRTUAL TABLE {GRAMS} USING fts5(grams, content='{TABLE}', content_rowid='id', detail=none,"
    " tokenize='unicode61 remove_diacritics 0')",
    f"CREATE TRIGGER search_entry_came AFTER INSERT ON {TABLE} BEGIN {_CAME} END",
    f"CREATE TRIGGER search_entry_gone AFTER DELETE ON {TABLE} BEGIN {_GONE} END",
    f"CREATE TRIGGER search_entry_changed AFTER UPDATE ON {TABLE} BEGIN {_GONE} {_CAME} END",
)
_SQLITE_GONE = (
    *(f"DROP TRIGGER IF EXISTS search_entry_{each}" for each in ("came", "gone", "changed")),
    f"DROP TABLE IF EXISTS {GRAMS}",
)


def install(apps: Any, schema_editor: Any) -> None:
    """Put the index in place (for `RunPython`)."""
    postgres = schema_editor.connection.vendor == "postgresql"
    for statement in (f"CREATE INDEX {GRAMS} ON {TABLE} USING gin (({ARRAY}))",) if postgres else _SQLITE:
        schema_editor.execute(statement, params=None)


def remove(apps: Any, schema_editor: Any) -> None:
    """Take it away."""
    postgres = schema_editor.connection.vendor == "postgresql"
    for statement in (f"DROP INDEX IF EXISTS {GRAMS}",) if postgres else _SQLITE_GONE:
        schema_editor.execute(statement, params=None)
