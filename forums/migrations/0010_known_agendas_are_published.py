"""What stood on the page of a session stays there: each agenda so far becomes a first version."""

from django.db import migrations
from django.db.models import F


def publish(apps, schema_editor):
    Session = apps.get_model("forums", "Session")
    AgendaVersion = apps.get_model("forums", "AgendaVersion")
    PublishedItem = apps.get_model("forums", "PublishedItem")
    # Calendars have these numbers already, and never go back.
    Session.objects.update(sequence=F("version") - 1)
    for session in Session.objects.filter(agenda__isnull=False).distinct():
        version = AgendaVersion.objects.create(
            session=session,
            number=1,
            starts_at=session.starts_at,
            ends_at=session.ends_at,
            format=session.format,
            place=session.place,
        )
        for item in session.agenda.order_by("position"):
            published = PublishedItem.objects.create(
                version=version,
                key=item.pk,
                position=item.position,
                title=item.title,
                opened_by=item.opened_by,
                minutes=item.minutes,
            )
            published.conclusions.set(item.conclusions.all())
        Session.objects.filter(pk=session.pk).update(agenda_version=1)


def take_back(apps, schema_editor):
    apps.get_model("forums", "Session").objects.update(agenda_version=0)
    apps.get_model("forums", "PublishedItem").objects.all().delete()
    apps.get_model("forums", "AgendaVersion").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("forums", "0009_agendas_have_versions")]

    operations = [migrations.RunPython(publish, take_back, elidable=True)]
