"""What the pages of a discussion have in common: the forum, the contribution, the way back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Prefetch
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from forums import permissions
from forums.enums import RUNNING_PHASES, ContributionState, Phase
from forums.records import Contribution, ContributionReport, Hiding
from forums.views.discussion.wording import in_paragraphs
from forums.views.finding import crumbs_below, forum_or_404
from ui.components.library import draw

if TYPE_CHECKING:
    from forums.pages import Forum

#: In an address of who came from the list of what waits for a moderator, and goes back there.
FROM_QUEUE = "uit=lijst"

#: Contributions on a page.
PAGE_SIZE = 50


@dataclass(frozen=True)
class Shown:
    """A contribution as one visitor sees it, and what they can do with it."""

    row: Contribution
    hiding: Hiding | None
    is_mine: bool
    may_read: bool
    may_moderate: bool
    may_rewrite: bool
    may_reply: bool
    may_report: bool
    may_decide: bool
    may_undo: bool
    in_queue: bool = False

    @property
    def text(self) -> SafeString:
        """Its words, as HTML."""
        return in_paragraphs(self.row.text)

    @property
    def reports(self) -> list[ContributionReport]:
        """What readers reported and nobody settled, in the list of who moderates."""
        return getattr(self.row, "open_reports", []) if self.may_moderate else []

    @property
    def is_for_a_colleague(self) -> bool:
        """Whether another moderator than who looks decides on its appeal."""
        hiding = self.hiding
        if hiding is None or hiding.appealed_at is None or hiding.decided_at is not None:
            return False
        return self.may_read and not self.is_mine and not self.may_decide

    @property
    def back(self) -> str:
        """What an address takes along to lead back to the list of who moderates."""
        return f"?{FROM_QUEUE}" if self.in_queue else ""

    @property
    def anchor(self) -> str:
        """What links lead to."""
        return f"bijdrage-{self.row.pk}"

    @property
    def is_reply(self) -> bool:
        """Whether it replies to the one above."""
        return self.row.parent_id is not None

    @property
    def speaker(self) -> str:
        """The institution, and before it the name of the author if they asked for it."""
        author, institution = self.row.mandate.user, str(self.row.mandate.institution.name)
        name = author.get_full_name() if self.row.shows_name and self.may_read else ""
        return f"{name}, {institution}" if name else institution

    @property
    def tone(self) -> str:
        """What stands apart: what waits, and what is hidden."""
        tones = {ContributionState.WAITING: "wait", ContributionState.HIDDEN: "hidden"}
        return tones.get(ContributionState(self.row.state), "")

    @property
    def meta(self) -> list[str]:
        """In which capacity, when, about what, and what is the matter with it."""
        row = self.row
        said = localtime(row.written_at)
        pieces = [
            row.mandate.get_capacity_display(),
            date_format(said, "j F Y, H:i"),
        ]
        if row.conclusion is not None and row.parent_id is None:
            pieces.append(_("over conclusie {n}").format(n=row.conclusion.reference))
        if row.parent is not None:
            who = row.parent.mandate.institution.name
            pieces.append(_("antwoord aan {who}").format(who=who))
        if row.edited_at is not None:
            pieces.append(_("gewijzigd"))
        if row.state == ContributionState.WAITING:
            pieces.append(draw("state", {"kind": "wait", "word": row.get_state_display()}))
        elif row.state == ContributionState.HIDDEN:
            pieces.append(draw("state", {"kind": "no", "word": row.get_state_display()}))
        elif self.may_moderate and row.is_reported:  # type: ignore[attr-defined]
            pieces.append(draw("state", {"kind": "late", "word": _("gemeld")}))
        return pieces


def rows_of(forum: Forum | None = None):  # type: ignore[no-untyped-def]
    """Contributions with all that showing one takes, in two statements."""
    standing = Hiding.objects.filter(ended_at__isnull=True)
    reports = ContributionReport.objects.filter(contribution=OuterRef("pk"), settled_at=None)
    rows = (
        Contribution.objects.select_related(
            "conclusion", "mandate__institution", "mandate__user", "parent__mandate__institution"
        )
        .annotate(is_reported=Exists(reports))
        .prefetch_related(Prefetch("hidings", standing, to_attr="standing"))
    )
    return rows if forum is None else rows.filter(forum=forum)


def shown(request: HttpRequest, row: Contribution, forum: Forum) -> Shown:
    """``row`` of `rows_of` as this visitor sees it. Within `asking_once` it costs nothing."""
    row.forum = forum
    user = request.user
    hiding = next(iter(row.standing), None)  # type: ignore[attr-defined]
    if hiding is not None:
        hiding.contribution = row
    is_mine = permissions.is_author(user, row)
    stands = row.state == ContributionState.PUBLISHED
    moderates = permissions.can_moderate(user, row)
    return Shown(
        row=row,
        hiding=hiding,
        is_mine=is_mine,
        may_read=stands or is_mine or permissions.can_organise(user),
        may_moderate=moderates,
        may_rewrite=permissions.can_rewrite(user, row),
        may_reply=stands and row.parent_id is None and permissions.can_contribute(user, forum),
        may_report=stands and not is_mine and not moderates,
        may_decide=hiding is not None
        and hiding.appealed_at is not None
        and hiding.decided_at is None
        and permissions.can_decide_appeal(user, hiding),
        may_undo=hiding is not None and permissions.can_undo_hiding(user, hiding),
    )


def contribution_or_404(request: HttpRequest, slug: str, key: int) -> Contribution:
    """A contribution that this visitor sees, of a forum that they read."""
    forum = forum_or_404(request, slug)
    moderates = permissions.can_organise(request.user)
    seen = rows_of(forum).shown_to(request.user, moderates=moderates)
    found: Contribution | None = seen.filter(pk=key).first()
    if found is None:
        raise Http404
    found.forum = forum
    return found


def crumbs_of(forum: Forum, *, to_list: bool = True) -> list[tuple[str, str]]:
    """The way back up from the discussion, or from a page below it."""
    crumbs = crumbs_below(forum)
    if to_list:
        crumbs.append((_("Bijdragen"), reverse("discussion", args=[forum.slug])))
    return crumbs


def closed_words(forum: Forum) -> str:
    """Why nothing can be said now; nothing while the discussion runs."""
    if not forum.live:
        return _("Dit forum is nog een ontwerp. Bijdragen kan zodra het open is.")
    if forum.phase in RUNNING_PHASES:
        return ""
    if forum.phase == Phase.ANNOUNCED:
        return _("Het overleg is nog niet begonnen. Bijdragen kan vanaf de eerste dag.")
    return _("Het overleg is afgelopen. Bijdragen kan niet meer; lezen blijft kunnen.")
