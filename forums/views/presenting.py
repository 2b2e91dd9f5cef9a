"""For who opens an item of an agenda: whether one's name stands there, and taking it off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _later
from django.views.decorators.cache import never_cache

from desk.registry import Section
from forums import permissions
from forums.domain.consenting import presenter_at, sign, withdraw_consent
from forums.domain.deleted import DeletedMeanwhileError
from forums.records import Presenter

if TYPE_CHECKING:
    from accounts.records import User

#: As many as anybody opens.
MOST = 20


@never_cache
def presenter(request: HttpRequest, signed: str) -> HttpResponse:
    """Where one's name stands, for who has the mailed address; taken off with one button."""
    mine = presenter_at(signed)
    if mine is None:
        raise Http404
    if request.method == "POST":
        try:
            withdraw_consent(mine, by=None)
        except DeletedMeanwhileError:
            # An organiser took the person off the item, and the name with it: its page is gone too.
            return render(request, "forums/presenting/gone.html")
        messages.success(request, _("Je naam is weg, op elke pagina. De instelling blijft staan."))
        return redirect("presenter", signed)
    session = mine.item.session
    context = {
        "presenter": mine,
        "session": session,
        "sees": permissions.can_see_forum(mine.user or request.user, session.forum),
    }
    return render(request, "forums/presenting/presenter.html", context)


def context_for(user: User) -> dict[str, Any] | None:
    """The items that a person opens by account: those to come, and those where the name stands."""
    found = (
        Presenter.objects.filter(user=user)
        .exclude(name="")
        .select_related("item__session__forum")
        .order_by("-item__session__starts_at", "pk")[:MOST]
    )
    now = timezone.now()
    listed = [
        (one, sign(one))
        for one in found
        if (one.public_name or one.item.session.ends_at > now)
        and permissions.can_see_forum(user, one.item.session.forum)
    ]
    return {"listed": listed} if listed else None


SECTION = Section(
    name="aan-het-woord",
    order=93,
    title=_later("Waar je aan het woord komt"),  # type: ignore[arg-type]
    template="forums/presenting/desk.html",
    context_for=context_for,
)
