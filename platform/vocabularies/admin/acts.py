"""Retiring, restoring, replacing and merging in the admin, each with a page that asks first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.log_actions import log

from vocabularies import retagging
from vocabularies.domain.keywords import merge_keyword
from vocabularies.domain.refusals import VocabularyRefusalError
from vocabularies.domain.retiring import replace, restore, retire
from vocabularies.forms.naming import MergeKeywordForm, ReplaceForm, full_name
from vocabularies.retagging import Retagged


class ActView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Ask, then do one thing to a term or keyword."""

    model: Any = None
    index_url_name = ""
    header_icon = "tag"
    permission_required = "change"
    template_name = "vocabularies/admin/act.html"
    explanation: Any = ""
    submit: Any = ""
    #: Whether a term can no longer be chosen afterwards.
    leaves_choice = False

    @cached_property
    def object(self) -> Any:
        """The term or keyword."""
        return get_object_or_404(self.model, pk=self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        """Its name."""
        return str(self.object)

    def below(self) -> list[Any]:
        """The terms under it that can still be chosen: they keep it where it is."""
        return list(type(self.object).objects.under(self.object))

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The list it stands in, and this page."""
        label = self.model._meta.verbose_name_plural
        return [
            *self.breadcrumbs_items,
            {"url": reverse(self.index_url_name), "label": str(label).capitalize()},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What carries it, and what this page does."""
        return {
            "uses": retagging.uses_of(self.object),
            "below": self.below() if self.leaves_choice else [],
            "explanation": self.explanation,
            "submit": self.submit,
            "cancel_url": reverse(self.index_url_name),
            **super().get_context_data(**kwargs),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Do it; when it is refused, say why on the same page."""
        try:
            self.act()
        except VocabularyRefusalError as refusal:
            messages.error(request, str(refusal))
            return self.render_to_response(self.get_context_data(), status=409)
        log(instance=self.object, action="wagtail.edit", user=request.user)
        return redirect(reverse(self.index_url_name))

    def act(self) -> None:
        """The verb."""
        raise NotImplementedError


class RetireView(ActView):
    """Take a term out of choice."""

    page_title = _("Voer af")
    explanation = _(
        "Een afgevoerde term kan niemand nog kiezen. Waar hij al staat, blijft hij staan, en zijn "
        "pagina blijft bestaan. Ook wat al afgevoerd is en eronder staat, blijft eronder staan. Je "
        "kunt hem later herstellen."
    )
    submit = _("Voer deze term af")
    leaves_choice = True

    def act(self) -> None:
        """Retire."""
        retire(self.object, by=self.request.user)
        messages.success(self.request, gettext("“{name}” is afgevoerd.").format(name=self.object))


class RestoreView(ActView):
    """Let a retired term be chosen again."""

    page_title = _("Herstel")
    explanation = _(
        "De term kan weer gekozen worden. Wat intussen een andere term kreeg, houdt die."
    )
    submit = _("Herstel deze term")

    def act(self) -> None:
        """Restore."""
        restore(self.object, by=self.request.user)
        messages.success(
            self.request, gettext("“{name}” kan weer gekozen worden.").format(name=self.object)
        )


class RetagView(ActView):
    """First choose what takes the place, then see what changes, then do it."""

    form_class: type[Form]
    object_kwarg = ""
    choose: Any = _("Bekijk wat er verandert")
    #: Filled by the admin with what was typed before a session ended.
    shows_kept_text = True

    @cached_property
    def form(self) -> Form:
        """The choice."""
        return self.get_form()

    def get_form(self) -> Form:
        """The choice as it was sent, or none yet."""
        about: dict[str, Any] = {self.object_kwarg: self.object}
        return self.form_class(self.request.POST or None, **about)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The choice, and once it is made, what is in the way of it."""
        into = self.form.cleaned_data.get("into") if self.form.is_valid() else None
        return super().get_context_data(
            **{
                "form": self.form,
                "into": into,
                "uses": retagging.uses_of(self.object, into),
                "submit": self.submit if into else self.choose,
                **kwargs,
            }
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show what would change; the second time, change it."""
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        if request.POST.get("confirmed") != self.form["into"].data:
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def tell(self, done: Retagged) -> None:
        """Say what went where, how much changed, and what was left."""
        changed = ngettext("%d keer aangepast.", "%d keer aangepast.", done.changed)
        went = gettext("“{old}” werd “{new}”.").format(
            old=self.object, new=full_name(self.form.cleaned_data["into"])
        )
        messages.success(self.request, f"{went} {changed % done.changed}")
        for use in done.left:
            messages.warning(self.request, f"{use.title}: {use.obstacle}")


class ReplaceView(RetagView):
    """Retire a term in favour of another."""

    page_title = _("Vervang")
    form_class = ReplaceForm
    object_kwarg = "concept"
    explanation = _(
        "De term wordt afgevoerd. Alles waar hij staat, ontwerpen inbegrepen, krijgt de andere "
        "term. Zijn webadres verwijst voortaan daarheen."
    )
    submit = _("Vervang deze term")
    leaves_choice = True

    def act(self) -> None:
        """Replace."""
        self.tell(replace(self.object, self.form.cleaned_data["into"], by=self.request.user))


class MergeView(RetagView):
    """Let a keyword go up in a theme or term."""

    page_title = _("Voeg samen")
    form_class = MergeKeywordForm
    object_kwarg = "keyword"
    explanation = _(
        "Het trefwoord gaat op in een thema of term. Elk project dat het trefwoord gebruikt, "
        "krijgt dat thema of die term. Een project dat al drie thema’s heeft, houdt die, en zijn "
        "trefwoord erbij."
    )
    submit = _("Voeg dit trefwoord samen")

    def act(self) -> None:
        """Merge."""
        self.tell(merge_keyword(self.object, self.form.cleaned_data["into"], by=self.request.user))
