"""Links of guests that were mailed before keep the two weeks they had."""

from datetime import timedelta

from django.db import migrations
from django.db.models import F


def give_terms(apps, schema_editor):
    guests = apps.get_model("showcase", "DraftGuest")
    guests.objects.update(expires_at=F("invited_at") + timedelta(days=14))


class Migration(migrations.Migration):
    dependencies = [("showcase", "0004_guest_links")]

    operations = [migrations.RunPython(give_terms, migrations.RunPython.noop, elidable=True)]
