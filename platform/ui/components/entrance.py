"""What stands beside the sign-in form of a demonstration."""

from django.conf import settings
from django.utils.translation import gettext as _

from ui import demo_people
from ui.components.library import draw, register


@register.simple_tag
def demo_accounts() -> str:
    """Draw whom a demonstration lets in; nothing anywhere else."""
    if not getattr(settings, "DEMO_ACCOUNTS", False):
        return ""
    accounts = [(email, _(who)) for email, who in demo_people.PEOPLE]
    return draw("demo_accounts", {"accounts": accounts, "password": demo_people.PASSWORD})
