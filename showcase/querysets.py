"""Questions about projects, results and conclusions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.documents.models import DocumentQuerySet
from wagtail.images.models import ImageQuerySet
from wagtail.query import PageQuerySet

from accounts.domain.addresses import proven_addresses_of
from accounts.mailed_links import addressed_to
from showcase.enums import ProposalState
from showcase.eplus.names import name_key

if TYPE_CHECKING:
    from accounts.records import User
    from institutions.records import Institution


def about_any(theme_ids: Iterable[int], *, project: str = "pk") -> Exists:
    """Whether the project that ``project`` leads to is about any of these themes."""
    return _tagged("ProjectTheme", theme_ids, project)


def at_any_level(level_ids: Iterable[int], *, project: str = "pk") -> Exists:
    """Whether the project that ``project`` leads to is at any of these education levels."""
    return _tagged("ProjectLevel", level_ids, project)


def _tagged(links: str, tags: Iterable[int], project: str) -> Exists:
    model = apps.get_model("showcase", links)
    return Exists(model._default_manager.filter(content_object=OuterRef(project), tag__in=tags))


class ChildRecordQuerySet(QuerySet[Any]):
    """Published results and conclusions."""

    def standing(self) -> Self:
        """Those not withdrawn, of a project that is online."""
        return self.filter(withdrawn_at__isnull=True, project__live=True)

    def withdrawn(self) -> Self:
        """Those taken back."""
        return self.filter(withdrawn_at__isnull=False)

    def about(self, theme_ids: Iterable[int]) -> Self:
        """Those of a project about any of these themes."""
        return self.filter(about_any(theme_ids, project="project"))

    def at_level(self, level_ids: Iterable[int]) -> Self:
        """Those of a project at any of these education levels."""
        return self.filter(at_any_level(level_ids, project="project"))


class ProjectQuerySet(PageQuerySet):
    """Projects. Only live ones are public."""

    def about(self, theme_ids: Iterable[int]) -> Self:
        """Those about any of these themes; never the same one twice."""
        found: Self = self.filter(about_any(theme_ids))
        return found

    def at_level(self, level_ids: Iterable[int]) -> Self:
        """Those at any of these education levels; never the same one twice."""
        found: Self = self.filter(at_any_level(level_ids))
        return found

    def of_institutions(self, institution_ids: Iterable[int]) -> Self:
        """Those of these schools, in any state."""
        found: Self = self.filter(institution__in=institution_ids)
        return found


class ImportedQuerySet(QuerySet[Any]):
    """Imported projects."""

    def claimed(self) -> Self:
        """Those that a school took over."""
        return self.filter(claimed_at__isnull=False)

    def unclaimed(self) -> Self:
        """Those that wait for their school; only these follow the export."""
        return self.filter(claimed_at__isnull=True)

    def coordinated_by(self, institutions: Iterable[Institution]) -> Self:
        """Those whose coordinator has the very name of one of these, in its country."""
        keys = {name_key(one.name, one.country) for one in institutions}
        return self.filter(coordinator_key__in=keys - {""})


class ClaimLinkQuerySet(QuerySet[Any]):
    """Mailed claim links."""

    def working(self) -> Self:
        """Those that still lead to taking a project over."""
        return self.filter(
            expires_at__gt=timezone.now(),
            withdrawn_at__isnull=True,
            claimed_at__isnull=True,
            imported__claimed_at__isnull=True,
        )

    def meant_for(self, user: User, institution_ids: Iterable[int]) -> Self:
        """Those mailed for one of these schools, or without a school to an address of ``user``."""
        theirs = Q(institution=None) & addressed_to(proven_addresses_of(user))
        return self.filter(Q(institution__in=institution_ids) | theirs)


class OfSchool(QuerySet[Any]):
    """Files, each in the collection of its school."""

    def of_school(self, institution_id: int | None) -> Self:
        """Those of this school."""
        return self.filter(collection__school_page__institution__in=[institution_id])


class SchoolDocumentQuerySet(OfSchool, DocumentQuerySet):
    """Documents of schools."""


class AccessRequestQuerySet(QuerySet[Any]):
    """Questions of schools that want to come in."""

    def open(self) -> Self:
        """Those that nobody answered."""
        return self.filter(answered_at__isnull=True)


class AdditionRequestQuerySet(QuerySet[Any]):
    """What moderators asked of schools."""

    def since_publication_of(self, project: Any) -> Self:
        """Those about ``project`` that its last publication did not close."""
        asked = self.filter(project=project)
        if project.last_published_at is None:
            return asked
        return asked.filter(Q(sent_at=None) | Q(sent_at__gt=project.last_published_at))


class CompletionProposalQuerySet(QuerySet[Any]):
    """What moderators proposed to schools."""

    def open(self) -> Self:
        """Those that wait for the school."""
        return self.filter(state=ProposalState.PROPOSED)

    def since_publication_of(self, project: Any) -> Self:
        """Those about ``project`` that wait, or were settled after its last publication."""
        proposed = self.filter(project=project)
        if project.last_published_at is None:
            return proposed
        return proposed.filter(Q(settled_at=None) | Q(settled_at__gt=project.last_published_at))


class DraftGuestQuerySet(QuerySet[Any]):
    """Advisers invited to a draft."""

    def open(self) -> Self:
        """Those whose mailed link still works."""
        return self.filter(
            accepted_at__isnull=True, ended_at__isnull=True, expires_at__gt=timezone.now()
        )

    def welcome(self) -> Self:
        """Those who took up the invitation, while it lasts."""
        return self.filter(accepted_at__isnull=False, ended_at__isnull=True)


class SchoolImageQuerySet(OfSchool, ImageQuerySet):
    """Pictures of schools."""

    def lapsed(self, on: date) -> Self:
        """Those with recognisable pupils whose consent ended before ``on``."""
        found: Self = self.filter(shows_pupils=True, consent_until__lt=on)
        return found
