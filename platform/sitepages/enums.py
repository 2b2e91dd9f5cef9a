"""The kinds of guide page."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class GuideKind(models.TextChoices):
    """What a guide page tells; their order on the page is the order here."""

    FUNDING = "funding", _("Financiering")
    SUPPORT = "support", _("Wie helpt waarmee")
    POLICY = "policy", _("Europees beleid in gewone woorden")


#: Kinds that say what others decided, and so name where it stands.
KINDS_WITH_A_SOURCE = frozenset({GuideKind.POLICY})
