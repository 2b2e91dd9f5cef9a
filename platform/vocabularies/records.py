"""Themes, education levels, and every other closed list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from taggit.models import TagBase

from vocabularies.enums import Scheme
from vocabularies.querysets import ConceptQuerySet, KeywordQuerySet, NeverDeletedError

#: The languages in which a concept has a name.
LABELLED = ("nl", "en", "fr", "de")


def label_of(labels: Sequence[str]) -> str:
    """Of names in the languages of `LABELLED`, the one for the reader, else the Dutch one."""
    own = dict(zip(LABELLED, labels, strict=True))
    return own.get((get_language() or "nl")[:2]) or own["nl"]


class Concept(models.Model):
    """What every concept of a vocabulary has (SKOS): labels, a definition, a place, an end.

    Slugs are Dutch and permanent: they stand in addresses. A concept is retired or replaced,
    never deleted. Verbs: `vocabularies.domain`.
    """

    slug: models.Field[Any, Any]
    """Each list has its own: see there."""

    label_nl = models.CharField(_("naam (nl)"), max_length=160)
    label_en = models.CharField(_("naam (en)"), max_length=160, blank=True)
    label_fr = models.CharField(_("naam (fr)"), max_length=160, blank=True)
    label_de = models.CharField(_("naam (de)"), max_length=160, blank=True)
    definition_nl = models.TextField(_("omschrijving (nl)"), blank=True)
    definition_en = models.TextField(_("omschrijving (en)"), blank=True)
    order = models.PositiveIntegerField(_("volgorde"), default=0)
    extra = models.JSONField(_("bijzonderheden"), default=dict, blank=True)
    loaded = models.JSONField(default=dict, blank=True, editable=False)
    """What the file said at the last load: what differs from it, a moderator changed."""
    retired_at = models.DateTimeField(_("afgevoerd op"), null=True, blank=True)

    broader = models.ForeignKey(
        "self",
        verbose_name=_("hoort bij"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="narrower",
    )
    replaced_by = models.ForeignKey(
        "self",
        verbose_name=_("vervangen door"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaces",
    )

    objects = ConceptQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(broader=models.F("pk")),
                name="%(class)s_is_not_its_own_broader",
                violation_error_message=_("Een term kan niet bij zichzelf horen."),
            ),
            models.CheckConstraint(
                condition=models.Q(replaced_by__isnull=True)
                | (models.Q(retired_at__isnull=False) & ~models.Q(replaced_by=models.F("pk"))),
                name="%(class)s_is_retired_when_replaced",
                violation_error_message=_("Een vervangen term is ook afgevoerd."),
            ),
            models.CheckConstraint(
                condition=~models.Q(label_nl="") & ~models.Q(slug=""),
                name="%(class)s_has_a_name_and_an_address",
                violation_error_message=_("Geef de term een Nederlandse naam en een adres."),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: older projects, conclusions and addresses name it."""
        raise NeverDeletedError(self)

    @property
    def label(self) -> str:
        """The name in the language of the reader, else in Dutch."""
        return label_of([getattr(self, f"label_{code}") for code in LABELLED])

    @property
    def names(self) -> tuple[str, ...]:
        """The name in every language that has one, for who looks for it in another."""
        labels = (self.label_nl, self.label_en, self.label_fr, self.label_de)
        return tuple(label for label in labels if label)

    @property
    def definition(self) -> str:
        """The description in English for a reader of English, else in Dutch."""
        language = (get_language() or "nl")[:2]
        return getattr(self, f"definition_{language}", "") or self.definition_nl

    @property
    def is_retired(self) -> bool:
        """Whether it can no longer be chosen."""
        return self.retired_at is not None


class TaggedConcept(Concept, TagBase):
    """A concept that is a django-taggit tag: its ``name`` is its Dutch label."""

    slug = models.SlugField(_("adres"), max_length=100, unique=True, allow_unicode=False)

    class Meta(Concept.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep taggit's name equal to the Dutch label."""
        self.name = self.label_nl[:100]
        super().save(*args, **kwargs)


class Theme(TaggedConcept):
    """What a project is about. Two layers; a project has one to three."""

    class Meta(TaggedConcept.Meta):
        verbose_name = _("thema")
        verbose_name_plural = _("thema’s")
        ordering = ["order", "pk"]

    def get_absolute_url(self) -> str:
        """The public page of the theme."""
        return f"/themas/{self.slug}/"


class EducationLevel(TaggedConcept):
    """For whom a project was (ISCED 2011 in ``extra['isced2011']``)."""

    class Meta(TaggedConcept.Meta):
        verbose_name = _("onderwijsniveau")
        verbose_name_plural = _("onderwijsniveaus")
        ordering = ["order", "pk"]

    def get_absolute_url(self) -> str:
        """The public page of the level."""
        return f"/niveaus/{self.slug}/"


class Term(Concept):
    """A concept of any other closed list, known by its scheme and slug."""

    scheme = models.CharField(_("lijst"), max_length=40, choices=Scheme.choices)
    slug = models.SlugField(_("adres"), max_length=100)

    class Meta(Concept.Meta):
        verbose_name = _("term")
        verbose_name_plural = _("termen")
        ordering = ["scheme", "order", "pk"]
        constraints = [
            *Concept.Meta.constraints,
            models.UniqueConstraint(
                fields=["scheme", "slug"],
                name="one_term_per_slug_in_a_scheme",
                violation_error_message=_("Deze lijst heeft al een term met dit adres."),
            ),
            models.CheckConstraint(
                condition=models.Q(scheme__in=Scheme.values),
                name="a_term_is_of_a_known_scheme",
                violation_error_message=_("Kies een lijst die bestaat."),
            ),
        ]


class Keyword(models.Model):
    """A free word of a school, waiting for a moderator to merge it into a theme or term."""

    word = models.CharField(_("trefwoord"), max_length=80, unique=True)
    first_used_at = models.DateTimeField(_("eerst gebruikt"), default=timezone.now)
    merged_into_theme = models.ForeignKey(
        Theme,
        verbose_name=_("opgegaan in thema"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_keywords",
    )
    merged_into_term = models.ForeignKey(
        Term,
        verbose_name=_("opgegaan in term"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="merged_keywords",
    )
    merged_at = models.DateTimeField(_("opgegaan op"), null=True, blank=True)
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = KeywordQuerySet.as_manager()

    class Meta:
        verbose_name = _("trefwoord")
        verbose_name_plural = _("trefwoorden")
        ordering = ["word"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(merged_into_theme__isnull=True)
                | models.Q(merged_into_term__isnull=True),
                name="a_keyword_is_merged_once",
                violation_error_message=_("Een trefwoord gaat op in één thema of één term."),
            ),
            models.CheckConstraint(
                condition=models.Q(
                    merged_at__isnull=True,
                    merged_into_theme__isnull=True,
                    merged_into_term__isnull=True,
                    merged_by__isnull=True,
                )
                | (
                    models.Q(merged_at__isnull=False)
                    & (
                        models.Q(merged_into_theme__isnull=False)
                        | models.Q(merged_into_term__isnull=False)
                    )
                ),
                name="a_merged_keyword_says_into_what_and_when",
                violation_error_message=_("Een opgegaan trefwoord zegt waarin en wanneer."),
            ),
            models.CheckConstraint(
                condition=~models.Q(word=""),
                name="a_keyword_is_a_word",
                violation_error_message=_("Vul een trefwoord in."),
            ),
        ]

    def __str__(self) -> str:
        return self.word

    @property
    def merged_into(self) -> Theme | Term | None:
        """The theme or term that took its place, if a moderator merged it."""
        return self.merged_into_theme or self.merged_into_term
