"""The words that mean the same from the start; moderators go on from there."""

from pathlib import Path

from django.db import migrations

SEED = Path(__file__).parents[1] / "data" / "synonyms.txt"


def keep_seed(apps, schema_editor):
    groups = apps.get_model("search", "SynonymGroup")
    lines = SEED.read_text(encoding="utf-8").splitlines()
    groups.objects.bulk_create(
        [groups(words=line) for line in lines if line and not line.startswith("#")],
        ignore_conflicts=True,
    )


class Migration(migrations.Migration):
    dependencies = [("search", "0002_terms_of_documents")]
    operations = [migrations.RunPython(keep_seed, migrations.RunPython.noop, elidable=True)]
