"""Indexes for search: the start of the text in byte order, and trigrams (pg_trgm; FTS5 kept in step by triggers)."""

from django.db import migrations

POSTGRESQL = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX search_text_trigrams ON core_searchentry USING gin (text gin_trgm_ops)",
    'CREATE INDEX search_text_start ON core_searchentry (workspace_id, kind, (left(text, 60) COLLATE "C"))',
]
SQLITE = [
    "CREATE INDEX search_text_start ON core_searchentry (workspace_id, kind, substr(text, 1, 60))",
    "CREATE VIRTUAL TABLE core_search_fts USING fts5"
    "(text, content='core_searchentry', content_rowid='id', tokenize='trigram', detail='full')",
    "CREATE TRIGGER search_inserted AFTER INSERT ON core_searchentry BEGIN"
    " INSERT INTO core_search_fts(rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER search_deleted AFTER DELETE ON core_searchentry BEGIN"
    " INSERT INTO core_search_fts(core_search_fts, rowid, text) VALUES ('delete', old.id, old.text); END",
    "CREATE TRIGGER search_changed AFTER UPDATE OF text ON core_searchentry BEGIN"
    " INSERT INTO core_search_fts(core_search_fts, rowid, text) VALUES ('delete', old.id, old.text);"
    " INSERT INTO core_search_fts(rowid, text) VALUES (new.id, new.text); END",
]


def make_index(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(make_index, migrations.RunPython.noop)]
