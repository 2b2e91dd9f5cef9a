"""What a moderator writes of a recommendation."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Case, Q, QuerySet, When
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later

from forums.domain.recommending import Wording, tabled_in, wording_of
from institutions.records import Institution
from showcase.domain.fitting import whole_number
from showcase.records import PolicyConclusion
from ui.forms import RowsField
from vocabularies.enums import Scheme
from vocabularies.forms.fields import TermField

if TYPE_CHECKING:
    from forums.pages import Forum
    from forums.records import Recommendation

SEVERAL = ("based_on", "addressees")


class ConclusionsField(RowsField):
    """Conclusions to rest on, each with its reference, statement and school."""

    widget = forms.CheckboxSelectMultiple(attrs={"data-long": True})

    def label_from_instance(self, obj: Any) -> str:
        """What stands beside the box."""
        words = f"{obj.reference} {obj.statement} ({obj.institution.name})"
        return f"{words} · {_('ingetrokken')}" if obj.is_withdrawn else words


class RecommendationForm(forms.Form):
    """A recommendation. A draft needs its statement; the rest is asked when it is published."""

    statement = forms.CharField(
        label=_later("Wat bevelen de deelnemers aan?"),
        max_length=400,
        help_text=_later("Eén zin die zegt wat er moet gebeuren."),
        error_messages={"required": _later("Schrijf wat de deelnemers aanbevelen.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    based_on = ConclusionsField(
        label=_later("Op welke conclusies steunt ze?"),
        queryset=PolicyConclusion.objects.none(),
        required=False,
        help_text=_later("Wat op de agenda van dit forum stond, en wat je hieronder zoekt."),
    )
    words = forms.CharField(
        label=_later("Zoek een andere conclusie"),
        required=False,
        max_length=200,
        help_text=_later("Een vaste verwijzing, zoals 2026-0042, of woorden."),
    )
    counter_findings = forms.CharField(
        label=_later("Wat spreekt er tegen?"),
        required=False,
        max_length=1500,
        help_text=_later("Bevindingen van projecten die een andere kant op wijzen."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    dissent = forms.CharField(
        label=_later("Wie ziet het anders?"),
        required=False,
        max_length=1500,
        help_text=_later("Groepen of instellingen, niet wie het zei. Het staat op de pagina."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    policy_level = TermField(
        Scheme.POLICY_LEVELS,
        label=_later("Beleidsniveau"),
        required=False,
        help_text=_later(
            "Voor scholen, besturen en scholengemeenschappen is ze een les: die vraagt geen"
            " antwoord."
        ),
    )
    policy_domain = TermField(Scheme.POLICY_DOMAINS, label=_later("Beleidsdomein"), required=False)
    addressees = RowsField(
        label=_later("Aan wie is ze gericht?"),
        queryset=Institution.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        forum: Forum,
        standing: Recommendation | None = None,
        unsaved: QueryDict | None = None,
        found: Collection[int] = (),
    ) -> None:
        """Show ``standing``, or instead what was typed and is not to be judged (``unsaved``).

        ``found`` are conclusions to choose from beside those of the forum.
        """
        kept = wording_of(standing) if standing is not None else None
        initial: dict[str, Any] = {}
        if unsaved is not None:
            initial = _typed(unsaved, self.base_fields)
        elif kept is not None:
            initial = dict(vars(kept))
        super().__init__(data, initial=initial)
        typed = data if data is not None else unsaved
        picked = _keys((typed or QueryDict()).getlist("based_on"))
        resting = {one.pk for one in kept.based_on} if kept else set()
        self._offer("based_on", _conclusions(forum, picked, resting, set(found)))
        addressed = {one.pk for one in kept.addressees} if kept else set()
        offered = Institution.objects.addressable().order_by().values("pk")
        known = Institution.objects.filter(Q(pk__in=offered) | Q(pk__in=addressed))
        self._offer("addressees", known.order_by("name", "pk"))

    def _offer(self, name: str, choices: QuerySet[Any]) -> None:
        field: Any = self.fields[name]
        field.queryset = choices

    def chosen(self) -> list[PolicyConclusion]:
        """The conclusions that are ticked, with their project and institution; by reference."""
        field: Any = self.fields["based_on"]
        given = self["based_on"].value() or ()
        ticked = _keys(str(getattr(one, "pk", one)) for one in given)
        if not ticked:
            return []
        rows = field.queryset.filter(pk__in=ticked).select_related("project", "institution")
        return list(rows.order_by("reference"))

    def offered(self) -> list[int]:
        """The keys of the conclusions that have a box to tick."""
        field: Any = self.fields["based_on"]
        return list(field.queryset.order_by().values_list("pk", flat=True))

    def wording(self) -> Wording:
        """What was written, when the form is valid."""
        said: dict[str, Any] = {**self.cleaned_data}
        del said["words"]
        return Wording(**{**said, **{name: frozenset(said[name]) for name in SEVERAL}})


def _keys(sent: Iterable[str]) -> set[int]:
    """The numbers among what was sent."""
    return {number for key in sent if (number := whole_number(key))}


def _typed(typed: QueryDict, fields: Any) -> dict[str, Any]:
    return {
        name: [key for key in typed.getlist(name) if whole_number(key)]
        if name in SEVERAL
        else typed.get(name, "")
        for name in fields
    }


def _conclusions(
    forum: Forum, picked: set[int], resting: set[int], found: set[int]
) -> QuerySet[Any]:
    """What can be chosen: ``found`` first, what was tabled, ``picked``; and what it rests on."""
    standing = PolicyConclusion.objects.standing().filter(
        Q(pk__in=tabled_in(forum).order_by().values("pk")) | Q(pk__in=picked | found)
    )
    return (
        PolicyConclusion.objects.filter(Q(pk__in=standing.values("pk")) | Q(pk__in=resting))
        .select_related("institution")
        .order_by(Case(When(pk__in=found, then=0), default=1), "reference")
    )
