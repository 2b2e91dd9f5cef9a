"""The editor of a project in Wagtail's admin, with our rules of saving and handing in."""

from __future__ import annotations

from typing import Any

from django.contrib.messages import get_messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import PreviewSidePanel
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

from accounts.kept import forget_kept_text, kept_text
from showcase import permissions
from showcase.admin.closed import explain_closed, why_closed
from showcase.admin.comparing import differences
from showcase.admin.marking import Mark, mark_demands, mark_requests
from showcase.admin.sent_forms import SentForm
from showcase.domain import demands, review
from showcase.domain.drafting import Sitting, may_overwrite
from showcase.domain.known_numbers import remarks_for_school
from showcase.pages import ProjectPage
from showcase.pages.panels import MOST_ROWS_AT_ONCE

#: In the address: show what is missing to hand in.
CHECK = "nakijken"


class ProjectEditView(EditView):
    """Saving never overwrites somebody else's text unseen; handing in checks everything at once.

    Publishing, scheduling and approving are not done here: the review does
    (`showcase.domain.review`).
    """

    is_cancelling_workflow = False
    conflict: dict[str, Any] | None = None
    shows_kept_text = False

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        """Lock the row while saving, so that of two clicks the second sees the first."""
        if request.method != "POST":
            return self._enter(request, page_id, **kwargs)
        if self._sent(request.POST).rows > MOST_ROWS_AT_ONCE:
            words = _("Dit zijn te veel rijen voor één project. Er is niets bewaard.")
            messages.error(request, words)
            return redirect(request.path)
        with transaction.atomic():
            if not Page.objects.select_for_update().filter(pk=page_id).exists():
                raise Http404
            return self._enter(request, page_id, **kwargs)

    def _enter(self, request: HttpRequest, page_id: int, **kwargs: Any) -> HttpResponse:
        project = ProjectPage.objects.filter(pk=page_id).first()
        user = request.user
        if project is None:
            raise Http404
        if permissions.edits_school_of(user, project) and not permissions.can_edit_project(
            user, project
        ):
            if self.expects_json_response:
                return self.json_error_response("locked", why_closed(project))  # type: ignore[no-any-return]
            return explain_closed(request, project)
        return super().dispatch(request, page_id, **kwargs)  # type: ignore[no-any-return]

    # Reading

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the draft; or the text that waited for its writer to sign in again."""
        waiting = None if self.is_reverting else kept_text(request)
        if waiting is None:
            return super().get(request, *args, **kwargs)  # type: ignore[no-any-return]
        self.shows_kept_text = True
        forget_kept_text(request)
        sent = self._sent(waiting)
        both = self._show_both(sent) if sent.is_outdated(self.latest_revision) else None
        return both or self._show_typed(sent)

    @cached_property
    def is_out_of_date(self) -> bool:
        """Whether somebody else saved since this form was opened: the rule of every draft."""
        return self._sent(self.request.POST).is_outdated(self.latest_revision)

    def _sent(self, data: QueryDict) -> SentForm:
        return SentForm(data, by=self.request.user)

    def _show_typed(self, sent: SentForm, *, status: int = 200) -> HttpResponse:
        self.form = sent.bound_to(self.page)
        self.form.defer_required_fields()
        self.form.is_valid()
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data(), status=status)  # type: ignore[no-any-return]

    # Saving

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, unless somebody else did since this form was opened."""
        if not self.expects_json_response and self.is_out_of_date:
            return self._show_both(self._sent(request.POST)) or self._is_saved_already()
        self._go_on_writing(request)
        if request.POST.get("action-publish"):
            messages.warning(
                request, _("Publiceren gaat via het nakijken. Je tekst is als ontwerp bewaard.")
            )
        response: HttpResponse = super().post(request, *args, **kwargs)
        return response

    def _go_on_writing(self, request: HttpRequest) -> None:
        """Write over what this window saved a moment ago, unless somebody was shown it.

        Wagtail's script remembers that only for what it saves by itself, and only if the answer
        came back.
        """
        sent, latest = self._sent(request.POST), self.latest_revision
        posted = request.POST.copy()
        posted.pop("overwrite_revision_id", None)
        if sent.wrote(latest) and may_overwrite(self.page, latest):
            posted["overwrite_revision_id"] = str(latest.pk)
        request.POST = posted  # type: ignore[assignment]
        self.page.sitting = sent.sitting if sent.sitting.key else None

    @cached_property
    def action_name_and_method(self) -> tuple[str, Any]:
        """Saving or handing in; a draft accepts anything, so both defer what is required."""
        asked = self.request.POST.get("action-submit")
        if asked and self.page_perms.can_submit_for_moderation():
            return "save", self.hand_in_action
        return "save", self.save_action

    def add_save_confirmation_message(self) -> None:
        """It is kept; and what that means."""
        if self.is_reverting:
            words = _("De oudere tekst staat er weer, als ontwerp. Elke tekst blijft bewaard.")
        else:
            words = _("“{title}” is bewaard.").format(title=self.page.title)
            if self.page.live:
                words += " " + _(
                    "Wat online staat, verandert pas als je indient en een moderator het nakijkt."
                )
        messages.success(self.request, words)

    def hand_in_action(self) -> HttpResponse:
        """Save, then hand in; what is missing is shown at its field, and nothing is lost."""
        response: HttpResponse = self.save_action()
        if response.status_code != 302:
            return response
        list(get_messages(self.request))  # "kept" is said by what comes next
        return self._hand_in()

    def _hand_in(self) -> HttpResponse:
        try:
            review.hand_in(self.real_page_record.specific, by=self.request.user)
        except demands.NotReadyToHandIn:
            return redirect(f"{self.get_edit_url()}?{CHECK}=1")
        except review.NothingChanged:
            messages.info(self.request, _("Er is niets gewijzigd: er valt niets na te kijken."))
            return redirect(self.get_edit_url())
        messages.success(
            self.request,
            _("“{title}” is ingediend. Een moderator kijkt het na; je krijgt een mail.").format(
                title=self.page.title
            ),
        )
        return redirect("wagtailadmin_home")

    def redirect_away(self) -> HttpResponse:
        """Back to one's own projects."""
        return redirect(self.next_url or "wagtailadmin_home")

    def form_valid(self, form: Any) -> HttpResponse:
        """Save; words that nobody used before become keywords once they are typed in full."""
        form.keeps_new_keywords = not self.expects_json_response
        response: HttpResponse = super().form_valid(form)
        return response

    # Somebody else was first

    def _show_both(self, sent: SentForm) -> HttpResponse | None:
        latest = self.latest_revision
        theirs = self.real_page_record.get_latest_revision_as_object()
        found = differences(self.request, theirs, sent.as_project(latest))
        if not found:
            return None
        self.conflict = {"revision": latest, "differences": found}
        return self._show_typed(sent, status=409)

    def _is_saved_already(self) -> HttpResponse:
        """Two clicks, one text: the second finds it saved, and hands in if that was asked."""
        if self.action_method == self.hand_in_action:
            return self._hand_in()
        self.add_save_confirmation_message()
        return self.redirect_and_remain()  # type: ignore[no-any-return]

    # Showing

    def get_template_names(self) -> list[str]:
        """Wagtail's editor with our notices above it."""
        names: list[str] = super().get_template_names()
        if names == ["wagtailadmin/pages/edit.html"]:
            return ["showcase/admin/project_editor.html"]
        return names

    def get_page_title(self) -> str:
        """Its title is on the page already."""
        return str(_("Project"))

    def get_side_panels(self) -> MediaContainer:
        """The preview alone: a school schedules, locks and hides nothing."""
        if self.expects_json_response or not self.page.is_previewable():
            return MediaContainer([])
        return MediaContainer(
            [PreviewSidePanel(self.page, self.request, preview_url=self.get_preview_url())]
        )

    def get_history_url(self) -> str:
        """The history on the site: texts and dates, and nobody's name that is not the school's."""
        return reverse("project_history", args=[self.page.pk])

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        """What else can be done is on the project's own page of the site."""
        return []

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The editor, what is missing, what the review asks, and a conflict if there is one."""
        missing, asked = self._missing(), self._asked()
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if self.conflict is not None or self.shows_kept_text:
            context["autosave_enabled"] = False
        return {
            **context,
            "sitting": Sitting.new().key,
            "conflict": self.conflict,
            "missing": missing,
            "asked": asked,
            "remarks": self._remarks(),
            "open_proposals": self.page.completion_proposals.open().count(),
            "can_hand_in": self.page_perms.can_submit_for_moderation(),
            "project_url": reverse("my_project", args=[self.page.pk]),
        }

    def _remarks(self) -> list[str]:
        """What is odd but never blocks, as the plain page says it."""
        known = remarks_for_school(self.page, by=self.request.user)
        return [remark.message for remark in (*demands.oddities(self.page), *known)]

    def _missing(self) -> list[Mark]:
        if CHECK not in self.request.GET or self.form.is_bound:
            return []
        return mark_demands(self.form, demands.demands_to_hand_in(self.page))

    def _asked(self) -> list[Mark]:
        waiting = self.page.addition_requests.filter(
            sent_at__isnull=False, answered_at__isnull=True
        )
        return mark_requests(self.form, waiting)
