"""The words for what the log says of institutions, mandates and invitations."""

from django.utils.translation import gettext_lazy as _

from institutions.enums import Capacity

WORDS = {
    "add_institution": _("voegde een instelling toe"),
    "correct_institution": _("verbeterde een instelling"),
    "merge_institutions": _("voegde twee instellingen samen"),
    "invite": _("nodigde iemand uit"),
    "resend_invitation": _("stuurde een uitnodiging opnieuw"),
    "accept_invitation": _("nam een uitnodiging aan"),
    "withdraw_invitation": _("trok een uitnodiging in"),
    "grant_mandate": _("gaf een mandaat"),
    "verify_mandate": _("bevestigde een mandaat"),
    "end_mandate": _("beëindigde een mandaat"),
    "lapse_mandate": _("liet een mandaat aflopen"),
    "institution": _("instelling"),
    "capacity": _("hoedanigheid"),
    "mandate": _("mandaat"),
    "until": _("tot"),
    "into": _("naar"),
    **dict(Capacity.choices),
}
