"""The words for what the log says of forums."""

from django.utils.translation import gettext_lazy as _

from forums.enums import Position

WORDS = {
    "start_recommendation": _("begon een aanbeveling"),
    "rewrite_recommendation": _("herschreef een aanbeveling"),
    "publish_recommendation": _("publiceerde een aanbeveling"),
    "delete_recommendation": _("wiste een ontwerp van aanbeveling"),
    "record_response": _("noteerde een beleidsreactie"),
    "forum": _("overlegforum"),
    "recommendation": _("aanbeveling"),
    "version": _("versie"),
    "position": _("standpunt"),
    **dict(Position.choices),
}
