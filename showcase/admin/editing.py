"""The editor of a project in Wagtail's admin, with our rules of saving and handing in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.messages import get_messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.timezone import is_aware
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import PreviewSidePanel
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page, Revision

from accounts.kept import forget_kept_text, kept_text
from showcase import permissions
from showcase.admin.comparing import Difference, differences, typed
from showcase.admin.copying import ProjectCopyView
from showcase.admin.marking import Mark, mark_demands, mark_requests
from showcase.domain import demands, review
from showcase.domain.drafting import Sitting, has_seen, mark_at, may_overwrite
from showcase.domain.fitting import whole_number
from showcase.enums import ProjectState, ProposalState
from showcase.pages import ProjectPage
from showcase.pages.panels import MOST_ROWS_AT_ONCE

#: In the address: show what is missing to hand in.
CHECK = "nakijken"


def _moment(text: str) -> datetime | None:
    """The moment in a hidden field, which anybody can change; nothing for what is none."""
    try:
        moment = parse_datetime(text)
    except ValueError:  # the thirtieth of February
        return None
    return moment if moment is not None and is_aware(moment) else None


def _sitting_in(data: QueryDict) -> Sitting:
    """The window in which a form was typed."""
    return Sitting.sent(data.get("sitting", ""), data.get("turn", ""))


def _rows_in(data: QueryDict) -> int:
    """How many rows a form says that its panels have."""
    totals = [str(data[name]) for name in data if name.endswith("-TOTAL_FORMS")]
    return sum(int(total[:9]) for total in totals if total[:9].isdecimal())


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
        if _rows_in(request.POST) > MOST_ROWS_AT_ONCE:
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
            return self._explain_closed(project)
        return super().dispatch(request, page_id, **kwargs)  # type: ignore[no-any-return]

    # Reading

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the draft; or the text that waited for its writer to sign in again."""
        waiting = None if self.is_reverting else kept_text(request)
        if waiting is None:
            return super().get(request, *args, **kwargs)  # type: ignore[no-any-return]
        self.shows_kept_text = True
        forget_kept_text(request)
        both = self._show_both(waiting) if self._is_outdated(waiting) else None
        return both or self._show_typed(waiting)

    @cached_property
    def is_out_of_date(self) -> bool:
        """Whether somebody else saved since this form was opened: the rule of every draft."""
        return self._is_outdated(self.request.POST)

    def _is_outdated(self, data: QueryDict) -> bool:
        latest = self.latest_revision
        sitting = _sitting_in(data)
        if sitting.wrote(latest, by=self.request.user):  # what this very window saved as one typed
            return sitting.is_late_for(latest)
        started_from = whole_number(data.get("loaded_revision_id", ""))
        if not started_from:
            return True
        saved_at = _moment(data.get("loaded_revision_created_at", ""))
        mark = mark_at(started_from, saved_at) if saved_at else "none"
        return not has_seen(latest, started_from=started_from, mark=mark)

    def _show_typed(self, data: QueryDict) -> HttpResponse:
        self.form = self._form(data, self.page)
        self.form.defer_required_fields()
        self.form.is_valid()
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())  # type: ignore[no-any-return]

    # Saving

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Save, unless somebody else did since this form was opened."""
        if not self.expects_json_response and self.is_out_of_date:
            return self._show_both(request.POST) or self._is_saved_already()
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
        sitting, latest = _sitting_in(request.POST), self.latest_revision
        posted = request.POST.copy()
        posted.pop("overwrite_revision_id", None)
        if sitting.wrote(latest, by=request.user) and may_overwrite(self.page, latest):  # type: ignore[arg-type]
            posted["overwrite_revision_id"] = str(latest.pk)
        request.POST = posted  # type: ignore[assignment]
        self.page.sitting = sitting if sitting.key else None

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

    def _form(self, data: QueryDict, page: ProjectPage) -> Any:
        form_class = ProjectPage.get_edit_handler().get_form_class()
        parent = page.get_parent()
        return form_class(data, None, instance=page, parent_page=parent, for_user=self.request.user)

    def _typed(self, data: QueryDict) -> ProjectPage:
        base = Revision.objects.filter(
            object_id=str(self.real_page_record.pk),
            pk=whole_number(data.get("loaded_revision_id", "")),
        ).first()
        page = (base or self.latest_revision).as_object()
        return typed(self._form(data, page))

    def _show_both(self, data: QueryDict) -> HttpResponse | None:
        theirs = self.real_page_record.get_latest_revision_as_object()
        found = differences(self.request, theirs, self._typed(data))
        if not found:
            return None
        self.conflict = {"revision": self.latest_revision, "differences": found}
        self.form = self._form(data, self.page)
        self.form.defer_required_fields()
        self.form.is_valid()
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data(), status=409)  # type: ignore[no-any-return]

    def _is_saved_already(self) -> HttpResponse:
        """Two clicks, one text: the second finds it saved, and hands in if that was asked."""
        if self.action_method == self.hand_in_action:
            return self._hand_in()
        self.add_save_confirmation_message()
        return self.redirect_and_remain()  # type: ignore[no-any-return]

    def _explain_closed(self, project: ProjectPage) -> HttpResponse:
        """The project is with the moderators, or archived: say so, and show what was typed."""
        self.page = self.real_page_record = project
        in_review = project.state == ProjectState.IN_REVIEW
        if in_review:
            words = _("“{title}” is ingediend en wordt nagekeken. Tot dan staat de tekst vast.")
        else:
            words = _("“{title}” is gearchiveerd. De tekst staat vast.")
        words = words.format(title=project.draft_title)
        if self.expects_json_response:
            return self.json_error_response("locked", words)  # type: ignore[no-any-return]
        unsaved = self._unsaved(project) if self.request.method == "POST" else []
        if not unsaved:
            messages.warning(self.request, words)
            return redirect("my_project", project_id=project.pk)
        context = {
            "project": project,
            "words": words,
            "differences": unsaved,
            "can_take_back": permissions.can_take_back(self.request.user, project),
        }
        template = "showcase/admin/not_saved.html"
        return TemplateResponse(self.request, template, context, status=409)

    def _unsaved(self, project: ProjectPage) -> list[Difference]:
        self.latest_revision = project.get_latest_revision()
        theirs = self.latest_revision.as_object()
        return differences(self.request, theirs, self._typed(self.request.POST))

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
            "open_proposals": self.page.completion_proposals.filter(
                state=ProposalState.PROPOSED
            ).count(),
            "can_hand_in": self.page_perms.can_submit_for_moderation(),
            "project_url": reverse("my_project", args=[self.page.pk]),
        }

    def _missing(self) -> list[Mark]:
        if CHECK not in self.request.GET or self.form.is_bound:
            return []
        return mark_demands(self.form, demands.demands_to_hand_in(self.page))

    def _asked(self) -> list[Mark]:
        waiting = self.page.addition_requests.filter(
            sent_at__isnull=False, answered_at__isnull=True
        )
        return mark_requests(self.form, waiting)


class ProjectRevertView(ProjectEditView, RevisionsRevertView):
    """Looking at an older text, and making it the draft again."""


class ProjectPageViewSet(PageViewSet):
    """Wagtail's views of a page, with our editor."""

    model = ProjectPage
    edit_view_class = ProjectEditView
    revisions_revert_view_class = ProjectRevertView
    copy_view_class = ProjectCopyView


def shows_text_again(request: HttpRequest) -> bool:
    """Whether this is the editor of a project, and no script of it: it shows kept text."""
    match = request.resolver_match
    if match is None or match.view_name != "wagtailadmin_pages:edit":
        return False
    by_script = request.headers.get("x-requested-with") == "XMLHttpRequest"
    return not by_script and ProjectPage.objects.filter(pk=match.kwargs["page_id"]).exists()
