"""The words for what the log says of accounts."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "open_account": _("opende een account"),
    "close_account": _("sloot een account"),
    "reopen_account": _("opende een account opnieuw"),
    "rename_account": _("wijzigde een naam"),
    "erase_account": _("wiste een account"),
    "grant_role": _("gaf een rol"),
    "revoke_role": _("nam een rol af"),
    "confirmed": _("bevestigd"),
    "role": _("rol"),
    "moderator": _("moderator"),
    "policymaker": _("beleidsmaker"),
    "administrator": _("beheerder"),
}
