"""How far Elasticsearch holds what stands on a shelf."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from search.records.shelves import ShelfName


class Copy(models.Model):
    """The copy of a shelf in Elasticsearch.

    The shelf is its outbox: every change stands there under the version of the transaction that
    made it, ``version`` is the one up to which all was sent, and ``visible`` the one up to which
    questions find it. ``generation`` is the shelf's, of
    when the copy was begun; ``after`` the last slot of the first pass. While ``token`` is set, the
    process that holds it makes that pass. ``problem`` is why the last try did not work.
    """

    shelf = models.CharField(primary_key=True, max_length=1, choices=ShelfName.choices)
    generation = models.CharField(max_length=16, default="", blank=True)
    index = models.CharField(max_length=120, default="", blank=True)
    version = models.BigIntegerField(default=0)
    visible = models.BigIntegerField(default=0)
    after = models.IntegerField(default=-1)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    is_complete = models.BooleanField(default=False)
    token = models.CharField(max_length=32, default="", blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(default="", blank=True)
    failures = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("kopie voor Elasticsearch")
        verbose_name_plural = _("kopieën voor Elasticsearch")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(shelf__in=ShelfName.values),
                name="a_copy_is_of_a_shelf",
                violation_error_message=_("De zoekindex staat op legger a of b."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.shelf} v{self.version}"
