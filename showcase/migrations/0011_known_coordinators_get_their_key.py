"""Rows that were read before are found by the name of their coordinator as well."""

from django.db import migrations

from showcase.eplus.names import name_key

BATCH = 500


def fill(apps, schema_editor):
    ImportedProject = apps.get_model("showcase", "ImportedProject")
    rows = ImportedProject.objects.order_by("pk").only("coordinator", "coordinator_name")
    batch = []
    for row in rows.iterator(chunk_size=BATCH):
        row.coordinator_key = name_key(row.coordinator_name, row.coordinator.get("country", ""))
        batch.append(row)
        if len(batch) == BATCH:
            ImportedProject.objects.bulk_update(batch, ["coordinator_key"])
            batch = []
    ImportedProject.objects.bulk_update(batch, ["coordinator_key"])


class Migration(migrations.Migration):
    dependencies = [("showcase", "0010_coordinators_have_a_key")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
