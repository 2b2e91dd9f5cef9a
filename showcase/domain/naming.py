"""What a project is called before its school gives it a title."""

from django.utils.translation import gettext_lazy as _

#: A project without a title yet, in lists and addresses.
UNTITLED = _("Project zonder titel")
