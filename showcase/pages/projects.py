"""A finished project: draft in its revisions, public page when live."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import models, transaction
from django.http import HttpRequest
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.models import Page, PageManager

from showcase.domain import demands, drafting, indexing, pointers, publishing, states
from showcase.enums import ContentLanguage, ProjectState
from showcase.forms.project_form import ProjectPageForm
from showcase.pages.panels import project_edit_handler
from showcase.pages.permission_tester import ProjectPermissionTester
from showcase.pages.showing import shown_of
from showcase.querysets import ProjectQuerySet
from showcase.records import ProjectLevel, ProjectTheme
from vocabularies.enums import Scheme


def _terms(scheme: Scheme, label: Any) -> ParentalManyToManyField:
    return ParentalManyToManyField(
        "vocabularies.Term",
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": scheme.value},
        verbose_name=label,
    )


class ProjectPage(Page):
    """A project of a school: what it did, what came out of it, what policy should know.

    A draft accepts anything. What must be there to hand in and to publish: `domain.demands`.
    Going live writes the permanent records (`domain.publishing`) in the same transaction, by
    whichever of Wagtail's five ways it is published.
    """

    institution = models.ForeignKey(
        "institutions.Institution",
        on_delete=models.PROTECT,
        related_name="projects",
        verbose_name=_("school"),
        editable=False,
    )
    acronym = models.CharField(_("acroniem"), max_length=40, blank=True)
    summary = models.TextField(
        _("samenvatting"),
        max_length=2000,
        blank=True,
    )
    summary_en = models.TextField(_("samenvatting in het Engels"), max_length=2000, blank=True)
    language = models.CharField(
        _("taal"),
        max_length=3,
        choices=ContentLanguage.choices,
        default=ContentLanguage.NL,
        blank=True,
    )
    programme = models.ForeignKey(
        "vocabularies.Term",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        limit_choices_to={"scheme": Scheme.PROGRAMMES.value},
        verbose_name=_("programma"),
    )
    number_note = models.CharField(
        _("toelichting bij het nummer"),
        max_length=200,
        blank=True,
    )
    start_date = models.DateField(_("begin"), null=True, blank=True)
    end_date = models.DateField(_("einde"), null=True, blank=True)
    grant_eur = models.PositiveIntegerField(_("subsidie in euro"), null=True, blank=True)
    own_means_eur = models.PositiveIntegerField(_("eigen middelen in euro"), null=True, blank=True)
    website = models.URLField(_("website van het project"), max_length=500, blank=True)

    themes = ClusterTaggableManager(
        through=ProjectTheme, blank=True, verbose_name=_("thema’s"), related_name="+"
    )
    levels = ClusterTaggableManager(
        through=ProjectLevel, blank=True, verbose_name=_("onderwijsniveaus"), related_name="+"
    )
    forms = _terms(Scheme.FORMS, _("vormen"))
    competence_dimensions = _terms(Scheme.COMPETENCE_DIMENSIONS, _("competentiedimensies"))
    target_groups = _terms(Scheme.TARGET_GROUPS, _("doelgroepen"))
    support_received = _terms(Scheme.SUPPORT_ORGANISATIONS, _("geholpen door"))
    keywords = ParentalManyToManyField(
        "vocabularies.Keyword", blank=True, related_name="+", verbose_name=_("eigen trefwoorden")
    )

    learners_out = models.PositiveIntegerField(_("leerlingen op reis"), null=True, blank=True)
    staff_out = models.PositiveIntegerField(_("personeel op reis"), null=True, blank=True)
    learners_in = models.PositiveIntegerField(_("leerlingen op bezoek"), null=True, blank=True)
    staff_in = models.PositiveIntegerField(_("personeel op bezoek"), null=True, blank=True)
    learners_fewer_opportunities = models.PositiveIntegerField(
        _("leerlingen met minder kansen"), null=True, blank=True
    )
    average_days = models.PositiveIntegerField(_("gemiddeld aantal dagen"), null=True, blank=True)
    virtual_participants = models.PositiveIntegerField(
        _("deelnemers online"), null=True, blank=True
    )

    multiplier_description = models.TextField(_("verspreiding"), max_length=1200, blank=True)
    adopting_schools = models.PositiveIntegerField(
        _("scholen die iets overnamen"), null=True, blank=True
    )
    trained_colleagues = models.PositiveIntegerField(
        _("collega’s die vorming kregen"), null=True, blank=True
    )
    what_did_not_work = models.TextField(
        _("wat niet werkte"),
        max_length=2000,
        blank=True,
    )

    #: The page on which this draft is typed: noted in the revision it is saved as, in no other.
    sitting: drafting.Sitting | None = None

    objects = PageManager.from_queryset(ProjectQuerySet)()

    template = "showcase/project.html"
    base_form_class = ProjectPageForm
    edit_handler = project_edit_handler
    parent_page_types = ["showcase.SchoolPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("project")
        verbose_name_plural = _("projecten")

    @property
    def state(self) -> ProjectState:
        """Where the project is, as its school sees it."""
        return states.state_of(self)

    def permissions_for_user(self, user: Any) -> ProjectPermissionTester:
        """Wagtail's permissions, less what would lose a published reference."""
        return ProjectPermissionTester(user, self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; when live, the permanent records with it, or nothing at all.

        Raises:
            showcase.domain.demands.NotReadyToPublish: something needed to publish is missing.
        """
        parent = self.get_parent() if self.path else None
        if parent is not None:
            self.institution_id = parent.specific.institution_id
        is_content = kwargs.get("update_fields") is None
        with transaction.atomic():
            if is_content and self.live:
                demands.refuse_unless_publishable(self)
            super().save(*args, **kwargs)
            if is_content and self.live:
                publishing.publish_records(self)
            if is_content and (self.live or self.first_published_at):
                indexing.index_projects([self.pk])

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Any:
        """A draft as a revision keeps it; what it points at is looked up together."""
        build = super().from_serializable_data
        if not check_fks or strict_fks:
            return build(data, check_fks=check_fks, strict_fks=strict_fks)
        return pointers.read_draft(cls, data, partial(build, check_fks=False))

    def serializable_data(self) -> dict[str, Any]:
        """What a revision keeps."""
        content: dict[str, Any] = super().serializable_data()
        if self.sitting is not None:
            content["sitting"] = [self.sitting.key, self.sitting.turn]
        return content

    def suggest_slug(self) -> str:
        """A free address from the title, of at most 60 characters."""
        base = slugify(self.title)[:60].strip("-") or "project"
        return str(self._get_autogenerated_slug(base))

    def get_admin_display_title(self) -> str:
        """The title as everybody may read it: one that is being changed is in no list of others."""
        return str(self.title if self.live else super().get_admin_display_title())

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        """Copy as a draft of its own: new uuids, siblings' references along, no history."""
        kwargs.update(copy_revisions=False, keep_live=False)
        with transaction.atomic():
            copied = super().copy(*args, **kwargs)
            drafting.take_over_draft(self, copied, by=kwargs.get("user"))
            copied.refresh_from_db()
        return copied

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What the public page shows, prefetched."""
        return {**super().get_context(request, *args, **kwargs), **shown_of(self, request)}
