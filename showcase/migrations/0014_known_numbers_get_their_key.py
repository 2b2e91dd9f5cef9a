"""Numbers that were typed before are found by their key as well."""

from django.db import migrations

from vocabularies.identifiers import normalise_number

BATCH = 500


def fill(apps, schema_editor):
    ProjectNumber = apps.get_model("showcase", "ProjectNumber")
    batch = []
    for row in ProjectNumber.objects.order_by("pk").iterator(chunk_size=BATCH):
        row.key = normalise_number(row.number)
        batch.append(row)
        if len(batch) == BATCH:
            ProjectNumber.objects.bulk_update(batch, ["key"])
            batch = []
    ProjectNumber.objects.bulk_update(batch, ["key"])


class Migration(migrations.Migration):
    dependencies = [("showcase", "0013_project_numbers_have_a_key")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
