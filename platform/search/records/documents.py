"""What stands on a shelf."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.records.shelves import ShelfName


class ShelvedDocument(models.Model):
    """A document of the index. Its terms stand beside it, in the way of the database.

    ``slot`` is its place in every bitmap. What is taken off the shelf leaves its slot, ``gone``.
    """

    slot = models.PositiveIntegerField(primary_key=True)
    kind = models.CharField(max_length=20)
    key = models.BigIntegerField()
    digest = models.CharField(max_length=32)
    version = models.BigIntegerField(db_index=True)
    gone = models.BooleanField(default=False)
    published = models.BigIntegerField(default=0)
    title = models.TextField(default="", blank=True)
    url = models.TextField(default="", blank=True)
    facets = models.TextField(default="", blank=True)
    about = models.JSONField(default=list, blank=True)
    shown = models.JSONField(default=list, blank=True)
    stream = models.TextField(default="", blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="%(class)s_holds_a_thing_once",
                violation_error_message=_("Dit staat al in de zoekindex."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class DocumentA(ShelvedDocument):
    """A document on shelf a."""

    class Meta(ShelvedDocument.Meta):
        verbose_name = _("document op legger a")
        verbose_name_plural = _("documenten op legger a")


class DocumentB(ShelvedDocument):
    """A document on shelf b."""

    class Meta(ShelvedDocument.Meta):
        verbose_name = _("document op legger b")
        verbose_name_plural = _("documenten op legger b")


class KnownWord(models.Model):
    """A word that stood in a document of the shelf: what typing errors are corrected to."""

    shelf = models.CharField(max_length=1, choices=ShelfName.choices)
    word = models.CharField(max_length=40)
    version = models.BigIntegerField()

    class Meta:
        verbose_name = _("woord van de zoekindex")
        verbose_name_plural = _("woorden van de zoekindex")
        constraints = [
            models.UniqueConstraint(
                fields=["shelf", "word"],
                name="a_shelf_knows_a_word_once",
                violation_error_message=_("Dit woord staat al in de zoekindex."),
            ),
            models.CheckConstraint(
                condition=models.Q(shelf__in=ShelfName.values),
                name="a_known_word_is_on_a_shelf",
                violation_error_message=_("De zoekindex staat op legger a of b."),
            ),
        ]
        indexes = [models.Index(fields=["shelf", "version"], name="words_since")]

    def __str__(self) -> str:
        return self.word
