"""The roles, as groups."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A role of the platform; the value is the name of its group.

    Editors of a school are not here: they hold a mandate (`institutions`).
    """

    MODERATOR = "moderator", _("Moderator")
    POLICYMAKER = "policymaker", _("Beleidsmaker")
    ADMINISTRATOR = "administrator", _("Beheerder")


#: Themes, levels, terms and keywords; nobody may delete them.
KEEPS_VOCABULARIES = (
    *(
        f"vocabularies.{act}_{model}"
        for model in ("theme", "educationlevel", "term")
        for act in ("add", "change", "view")
    ),
    "vocabularies.change_keyword",
    "vocabularies.view_keyword",
)

#: What a role's group may do in the admin, in Django's names. Rights that depend on a mandate or
#: on a state are asked of the predicates in `permissions`, never of these.
ROLE_PERMISSIONS: dict[Role, tuple[str, ...]] = {
    Role.MODERATOR: ("wagtailadmin.access_admin", *KEEPS_VOCABULARIES),
    Role.POLICYMAKER: (),
    Role.ADMINISTRATOR: (
        "wagtailadmin.access_admin",
        "accounts.add_user",
        "accounts.change_user",
        "accounts.delete_user",
        "audit.view_event",
        "jobs.view_job",
        "notifications.view_outgoingmail",
        *KEEPS_VOCABULARIES,
        "wagtailcore.add_site",
        "wagtailcore.change_site",
        "wagtailcore.delete_site",
        "wagtailredirects.add_redirect",
        "wagtailredirects.change_redirect",
        "wagtailredirects.delete_redirect",
    ),
}
