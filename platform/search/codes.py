"""The words for what the log says of the search."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "keep_synonyms": _("bewaarde zoekwoorden"),
    "drop_synonyms": _("verwijderde zoekwoorden"),
    "words": _("woorden"),
}
