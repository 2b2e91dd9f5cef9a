"""What everybody can read of a forum and is never taken back, keeps the forum public."""

from django.db import migrations
from django.db.models import Q


def keep_public(apps, schema_editor):
    Forum = apps.get_model("forums", "Forum")
    Recommendation = apps.get_model("forums", "Recommendation")
    published = Recommendation.objects.filter(published_on__isnull=False).values("forum")
    Forum.objects.filter(
        Q(reported_on__isnull=False) | Q(pk__in=published),
        live=True,
        access__in=["public", "members_take_part"],
    ).update(stays_public=True)


def forget(apps, schema_editor):
    apps.get_model("forums", "Forum").objects.update(stays_public=False)


class Migration(migrations.Migration):
    dependencies = [("forums", "0024_what_was_public_stays_so")]

    operations = [migrations.RunPython(keep_public, forget, elidable=True)]
