"""What stands beside the sign-in form of a demonstration."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ui.components.library import draw, register

DEMO_PASSWORD = "verankerd-demo"  # noqa: S105  (known to all; production refuses demo accounts)
DEMO_ACCOUNTS = (
    ("school@voorbeeld.example", _("school: Voorbeeldatheneum De Brug")),
    ("school2@voorbeeld.example", _("school: Voorbeeldbasisschool De Meander")),
    ("beleid@voorbeeld.example", _("beleidsmaker")),
    ("moderator@voorbeeld.example", _("moderator: Vlor")),
    ("moderator2@voorbeeld.example", _("moderator: EPOS")),
    ("beheer@voorbeeld.example", _("beheerder")),
)


@register.simple_tag
def demo_accounts() -> str:
    """Draw whom a demonstration lets in; nothing anywhere else."""
    if not getattr(settings, "DEMO_ACCOUNTS", False):
        return ""
    return draw("demo_accounts", {"accounts": DEMO_ACCOUNTS, "password": DEMO_PASSWORD})
