"""What a form of the editor sent: what was typed, in which window, and what it was started from."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from wagtail.models import Revision

from accounts.records import User
from showcase.admin.comparing import typed
from showcase.domain.drafting import Sitting, has_seen, mark_at
from showcase.domain.fitting import whole_number
from showcase.pages import ProjectPage


class SentForm:
    """A form as it came in, or as it waited; its hidden fields can be changed by anybody."""

    def __init__(self, data: QueryDict, *, by: User) -> None:
        self.data = data
        self.by = by

    @property
    def rows(self) -> int:
        """How many rows it says that its panels have."""
        totals = [str(self.data[name]) for name in self.data if name.endswith("-TOTAL_FORMS")]
        return sum(int(total[:9]) for total in totals if total[:9].isdecimal())

    @cached_property
    def sitting(self) -> Sitting:
        """The window in which it was typed."""
        return Sitting.sent(self.data.get("sitting", ""), self.data.get("turn", ""))

    @property
    def started_from(self) -> int:
        """The key of the revision that was on the screen; zero for none."""
        return whole_number(self.data.get("loaded_revision_id", ""))

    def is_outdated(self, latest: Revision) -> bool:
        """Whether somebody else saved since it was opened: the rule of every draft."""
        if self.wrote(latest):
            return self.sitting.is_late_for(latest)
        if not self.started_from:
            return True
        saved_at = _moment(self.data.get("loaded_revision_created_at", ""))
        mark = mark_at(self.started_from, saved_at) if saved_at else "none"
        return not has_seen(latest, started_from=self.started_from, mark=mark)

    def wrote(self, latest: Revision) -> bool:
        """Whether this very window saved ``latest`` as one typed."""
        return self.sitting.wrote(latest, by=self.by)

    def bound_to(self, page: ProjectPage) -> Any:
        """The form of the editor with what was typed, about ``page``."""
        form_class = ProjectPage.get_edit_handler().get_form_class()
        parent = page.get_parent()
        return form_class(self.data, None, instance=page, parent_page=parent, for_user=self.by)

    def as_project(self, latest: Revision) -> ProjectPage:
        """The project as it was typed, on top of the text it was started from; saves nothing."""
        base = Revision.objects.filter(object_id=latest.object_id, pk=self.started_from).first()
        return typed(self.bound_to((base or latest).as_object()))


def _moment(text: str) -> datetime | None:
    """The moment in a hidden field; nothing for what is none."""
    try:
        moment = parse_datetime(text)
    except ValueError:  # the thirtieth of February
        return None
    return moment if moment is not None and is_aware(moment) else None
