"""The role groups and what they may do in the admin."""

from django.db import migrations

ROLES = {
    "moderator": ["wagtailadmin.admin.access_admin"],
    "policymaker": [],
    "administrator": [
        "wagtailadmin.admin.access_admin",
        "accounts.user.add_user",
        "accounts.user.change_user",
        "accounts.user.delete_user",
        "audit.event.view_event",
        "jobs.job.view_job",
        "notifications.outgoingmail.view_outgoingmail",
        "wagtailcore.site.add_site",
        "wagtailcore.site.change_site",
        "wagtailcore.site.delete_site",
        "wagtailredirects.redirect.add_redirect",
        "wagtailredirects.redirect.change_redirect",
        "wagtailredirects.redirect.delete_redirect",
    ],
}

#: Groups that Wagtail makes; with their page permissions they would go round the review.
OF_WAGTAIL = ["Editors", "Moderators"]


def make_roles(apps, schema_editor):
    """Make the groups; permissions are made here because Django makes them only afterwards."""
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    ContentType = apps.get_model("contenttypes", "ContentType")
    for role, names in ROLES.items():
        group, _made = Group.objects.get_or_create(name=role)
        for name in names:
            app_label, model, codename = name.split(".")
            content_type, _made = ContentType.objects.get_or_create(
                app_label=app_label, model=model
            )
            permission, _made = Permission.objects.get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": f"Can {codename.replace('_', ' ')}"},
            )
            group.permissions.add(permission)
    Group.objects.filter(name__in=OF_WAGTAIL, user__isnull=True).delete()


def remove_roles(apps, schema_editor):
    """Take the groups away again; Wagtail's own come back without permissions."""
    Group = apps.get_model("auth", "Group")
    Group.objects.filter(name__in=ROLES).delete()
    for name in OF_WAGTAIL:
        Group.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_first"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(make_roles, remove_roles, elidable=True)]
