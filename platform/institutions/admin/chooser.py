"""Choosing an institution, in any form of the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet

from institutions.records import Institution


class InstitutionChooserViewSet(ChooserViewSet):
    """A window to search the register in. It holds nothing secret."""

    model = Institution
    icon = "group"
    choose_one_text = _("Kies een instelling")
    choose_another_text = _("Kies een andere instelling")
    edit_item_text = _("Bekijk deze instelling")
    register_widget = True


institution_chooser_viewset = InstitutionChooserViewSet("institution_chooser")
InstitutionChooserWidget = institution_chooser_viewset.widget_class
