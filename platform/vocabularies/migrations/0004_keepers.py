"""Moderators and administrators keep the vocabularies; nobody deletes from them."""

from django.db import migrations

KEEPERS = ["moderator", "administrator"]
KEPT = {
    "theme": ["add", "change", "view"],
    "educationlevel": ["add", "change", "view"],
    "term": ["add", "change", "view"],
    "keyword": ["change", "view"],
}


def give(apps, schema_editor):
    """Give the permissions; they are made here because Django makes them only afterwards."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    groups = list(Group.objects.filter(name__in=KEEPERS))
    for model, acts in KEPT.items():
        content_type, _made = ContentType.objects.get_or_create(
            app_label="vocabularies", model=model
        )
        for act in acts:
            permission, _made = Permission.objects.get_or_create(
                content_type=content_type,
                codename=f"{act}_{model}",
                defaults={"name": f"Can {act} {model}"},
            )
            for group in groups:
                group.permissions.add(permission)


def take(apps, schema_editor):
    """Take them away again."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    permissions = Permission.objects.filter(content_type__app_label="vocabularies")
    for group in Group.objects.filter(name__in=KEEPERS):
        group.permissions.remove(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("vocabularies", "0003_honest_concepts"),
        ("accounts", "0002_roles"),
    ]

    operations = [migrations.RunPython(give, take, elidable=True)]
