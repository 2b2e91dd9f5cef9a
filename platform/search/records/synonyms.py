"""Words that mean the same to who searches."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

SEPARATOR = ","
MOST = 30


class SynonymGroup(models.Model):
    """Words and abbreviations that find what any of them finds: *moedertaal, thuistaal*.

    In force as soon as it is kept: words are widened when somebody searches, not in the index.
    """

    words = models.TextField(
        _("woorden"),
        max_length=1000,
        unique=True,
        help_text=_("Met komma’s ertussen, in eender welke taal: buso, buitengewoon secundair."),
    )
    changed_at = models.DateTimeField(_("gewijzigd"), auto_now=True)

    class Meta:
        verbose_name = _("groep zoekwoorden")
        verbose_name_plural = _("zoekwoorden die hetzelfde betekenen")
        ordering = ["words"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(words__contains=SEPARATOR),
                name="synonyms_are_two_or_more",
                violation_error_message=_("Geef minstens twee woorden, met een komma ertussen."),
            )
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def listed(self) -> tuple[str, ...]:
        """The words, each once."""
        return listed_words(self.words)

    def clean(self) -> None:
        """Two words at least, thirty at most.

        Raises:
            ValidationError: fewer or more.
        """
        if not 2 <= len(self.listed) <= MOST:
            raise ValidationError(
                {"words": _("Geef twee tot dertig woorden, met een komma ertussen.")}
            )


def listed_words(words: str) -> tuple[str, ...]:
    """The words between the separators of ``words``, each once."""
    given = (" ".join(word.split()) for word in words.split(SEPARATOR))
    return tuple(dict.fromkeys(word for word in given if word))
