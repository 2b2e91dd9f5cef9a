"""Who opens an item, so far in words, becomes a presenter: of the item and of its versions."""

from django.db import migrations


def name_presenters(apps, schema_editor):
    Presenter = apps.get_model("forums", "Presenter")
    PublishedPresenter = apps.get_model("forums", "PublishedPresenter")
    known = {
        item.pk: Presenter.objects.create(item=item, institution_name=item.opened_by)
        for item in apps.get_model("forums", "AgendaItem").objects.exclude(opened_by="")
    }
    for item in apps.get_model("forums", "PublishedItem").objects.exclude(opened_by=""):
        presenter = known.get(item.key)
        same = presenter is not None and presenter.institution_name == item.opened_by
        PublishedPresenter.objects.create(
            item=item,
            presenter=presenter if same else None,
            institution_name=item.opened_by,
        )


def back_to_words(apps, schema_editor):
    for kind in ("AgendaItem", "PublishedItem"):
        for item in apps.get_model("forums", kind).objects.all():
            words = ", ".join(one.institution_name for one in item.presenters.order_by("pk"))
            type(item).objects.filter(pk=item.pk).update(opened_by=words[:200])


class Migration(migrations.Migration):
    dependencies = [("forums", "0011_agenda_items_have_presenters")]

    operations = [migrations.RunPython(name_presenters, back_to_words, elidable=True)]
