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
    "start_forum": _("begon een overlegforum"),
    "write_forum": _("wijzigde een overlegforum"),
    "open_forum": _("opende een overlegforum"),
    "plan_session": _("plande een bijeenkomst"),
    "change_session": _("wijzigde een bijeenkomst"),
    "cancel_session": _("zegde een bijeenkomst af"),
    "copy_session": _("plande een bijeenkomst naar een andere"),
    "add_item": _("zette een punt op de agenda"),
    "change_item": _("wijzigde een punt van de agenda"),
    "move_item": _("verplaatste een punt van de agenda"),
    "remove_item": _("haalde een punt van de agenda"),
    "table_conclusion": _("legde een conclusie voor"),
    "untable_conclusion": _("haalde een conclusie van de agenda"),
    "write_report": _("schreef aan het verslag van een forum"),
    "publish_report": _("publiceerde het verslag van een forum"),
    "correct_report": _("verbeterde het verslag van een forum"),
    "admit_institution": _("maakte een instelling lid van een forum"),
    "end_membership": _("haalde een lid van een forum"),
    "invite_member": _("nodigde iemand uit als lid van een forum"),
    "withdraw_member_invitation": _("trok een uitnodiging voor een forum in"),
    "accept_membership": _("werd lid van een forum"),
    "number": _("nummer"),
    "item": _("agendapunt"),
    **dict(Position.choices),
}
