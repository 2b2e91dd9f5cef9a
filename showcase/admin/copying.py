"""Copying a project in the admin: a draft of its own, never an alias."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.pages.copy import CopyView


class ProjectCopyView(CopyView):
    """Wagtail's own way would take the uuids of the parts along, and with them their references."""

    def get_form(self, form_class: Any = None) -> Any:
        """Ask for a title, an address and a place; nothing about publishing."""
        form = super().get_form(form_class)
        for name in ("alias", "publish_copies", "copy_subpages"):
            form.fields.pop(name, None)
        return form

    def form_valid(self, form: Any) -> HttpResponse:
        """Copy as `ProjectPage.copy` does."""
        data = form.cleaned_data
        copied = self.page.specific.copy(
            to=data["new_parent_page"] or self.page.get_parent(),
            update_attrs={"title": data["new_title"], "slug": data["new_slug"]},
            user=self.request.user,
        )
        messages.success(
            self.request,
            _("“{title}” is gekopieerd als nieuw ontwerp.").format(title=self.page.title),
        )
        return redirect("wagtailadmin_pages:edit", copied.pk)
