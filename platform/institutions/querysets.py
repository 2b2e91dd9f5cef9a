"""Questions about institutions and mandates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.utils import timezone

from institutions.enums import EDITING_CAPACITIES, WRITING_KINDS, InstitutionKind

if TYPE_CHECKING:
    from institutions.records import Institution


def today() -> date:
    """The date in Brussels."""
    return timezone.localdate()


class InstitutionQuerySet(models.QuerySet[Any]):
    """Institutions."""

    def schools(self) -> Self:
        """Those that can have a space of their own."""
        return self.filter(kind=InstitutionKind.SCHOOL)

    def current(self) -> Self:
        """Those that did not merge into another."""
        return self.filter(merged_into__isnull=True)

    def with_words(self, words: str) -> Self:
        """Those with all of these words, ten at most, in name, municipality or number."""
        found = self
        for word in words.split()[:10]:
            found = found.filter(
                models.Q(name__icontains=word)
                | models.Q(town__icontains=word)
                | models.Q(number__startswith=word)
            )
        return found

    def of_policy(self) -> Self:
        """Those to whom something was or can be addressed: never a school or a partner."""
        return self.exclude(kind__in=WRITING_KINDS)

    def addressable(self) -> Self:
        """Those of policy to whom something can be addressed today."""
        return self.current().of_policy().order_by("name", "pk")


class MandateQuerySet(models.QuerySet[Any]):
    """Mandates."""

    def active(self, on: date | None = None) -> Self:
        """Those that hold on a day (today by default). Ended today means: no longer today."""
        day = on or today()
        return self.filter(
            models.Q(until__isnull=True) | models.Q(until__gte=day),
            models.Q(ended_at__isnull=True) | models.Q(ended_at__date__gt=day),
            since__lte=day,
            verified_at__isnull=False,
        )

    def recent(self) -> Self:
        """Those that hold today, and those that ended in the year before."""
        year_ago = timezone.now() - timedelta(days=365)
        return self.filter(
            models.Q(until__isnull=True) | models.Q(until__gte=year_ago.date()),
            models.Q(ended_at__isnull=True) | models.Q(ended_at__gte=year_ago),
            since__lte=today(),
            verified_at__isnull=False,
        )

    def standing(self) -> Self:
        """Those that hold today or will from a later day on."""
        return self.filter(
            models.Q(until__isnull=True) | models.Q(until__gte=today()),
            ended_at__isnull=True,
            verified_at__isnull=False,
        )

    def ended(self, on: date | None = None) -> Self:
        """Those whose last day is past, or that were ended before or on a day."""
        day = on or today()
        return self.filter(models.Q(until__lt=day) | models.Q(ended_at__date__lte=day))

    def waiting(self) -> Self:
        """Those that nobody verified and that did not end."""
        return self.filter(verified_at__isnull=True, ended_at__isnull=True)

    def editing(self) -> Self:
        """Those whose capacity gives access to a space."""
        return self.filter(capacity__in=EDITING_CAPACITIES)

    def of_institution(self, institution: Institution) -> Self:
        """Those for one institution."""
        return self.filter(institution=institution)


class InvitationQuerySet(models.QuerySet[Any]):
    """Invitations."""

    def undecided(self) -> Self:
        """Those neither accepted nor withdrawn, expired or not."""
        return self.filter(accepted_at__isnull=True, withdrawn_at__isnull=True)

    def open(self) -> Self:
        """Those whose link still works."""
        return self.undecided().filter(expires_at__gt=timezone.now())
