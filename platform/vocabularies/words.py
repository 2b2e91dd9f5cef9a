"""The words for what the log says of terms and keywords."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "add_term": _("voegde een term toe"),
    "change_term": _("wijzigde een term"),
    "retire_term": _("haalde een term uit de keuze"),
    "restore_term": _("zette een term terug in de keuze"),
    "replace_term": _("verving een term"),
    "merge_keyword": _("voegde een trefwoord samen"),
    "slug": _("kort"),
    "fields": _("velden"),
    "by_term": _("door term"),
    "retagged": _("aangepast"),
    "left": _("niet aangepast"),
}
