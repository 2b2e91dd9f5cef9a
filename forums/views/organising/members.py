"""The members of a forum: institutions are searched for and put on the list, people invited."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.kept import forget_kept_text
from accounts.mail_limits import TooManyMailsError
from forums.domain.members import (
    AlreadyInvitedError,
    AlreadyMemberError,
    admit_institution,
    end_membership,
    invite_member,
    withdraw_member_invitation,
)
from forums.forms.members import MemberForm
from forums.pages import Forum
from forums.records import MemberInvitation, Membership
from forums.views.finding import forum_or_404
from forums.views.organising.access import crumbs_to, organisers_only, typed_in
from institutions.records import Institution
from showcase.domain.fitting import whole_number
from showcase.views.writing.access import user_of

#: As many as one looks through; whoever finds more types more.
MOST_FOUND = 20


@organisers_only
def members(request: HttpRequest, forum: str) -> HttpResponse:
    """Who is a member and who is invited; more of them are added here, and some taken off."""
    found = forum_or_404(request, forum)
    wish = request.POST.get("wish", "")
    form = MemberForm(typed_in(request, wish="invite"))
    if request.method == "POST":
        said = _invite(request, found, form) if wish == "invite" else _carry_out(request, found)
        if said:
            messages.success(request, said)
            return redirect(request.get_full_path())
    q = " ".join(request.GET.get("q", "")[:100].split())
    q = q if q.isprintable() else ""
    listed = list(found.memberships.select_related("institution", "user").order_by("pk"))
    context = {
        "forum": found,
        "members": listed,
        "invitations": found.member_invitations.filter(accepted_at=None),
        "q": q,
        "found": _institutions(q, {one.institution_id for one in listed}) if q else None,
        "form": form,
        "crumbs": crumbs_to(found),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "forums/organising/members.html", context, status=status)


def _institutions(q: str, members: set[int | None]) -> list[tuple[Institution, bool]]:
    """The institutions whose name, town or number says ``q``, and whether each is a member."""
    named = Q(name__icontains=q) | Q(town__istartswith=q) | Q(number=q)
    rows = Institution.objects.current().filter(named).order_by("name", "pk")
    return [(one, one.pk in members) for one in rows[:MOST_FOUND]]


def _invite(request: HttpRequest, forum: Forum, form: MemberForm) -> str:
    """Mail the link, and what to say of it; nothing when the form says why not."""
    if not form.is_valid():
        return ""
    address = form.cleaned_data["email"]
    try:
        invite_member(forum, address, by=user_of(request))
    except AlreadyMemberError:
        form.add_error("email", _("Wie dit adres heeft, is al lid."))
    except AlreadyInvitedError:
        form.add_error("email", _("Er is al een uitnodiging onderweg naar dit adres."))
    except TooManyMailsError:
        form.add_error("email", _("Er gingen vandaag te veel mails uit. Probeer het morgen weer."))
    else:
        forget_kept_text(request)
        return _("De uitnodiging naar {email} is verstuurd.").format(email=address)
    return ""


def _carry_out(request: HttpRequest, forum: Forum) -> str:
    """Do what a button said, and say what was done."""
    wish, key = request.POST.get("wish", ""), whole_number(request.POST.get("key", ""))
    by = user_of(request)
    if wish == "admit":
        institution = Institution.objects.current().filter(pk=key).first()
        if institution is None:
            raise Http404
        admit_institution(forum, institution, by=by)
        return _("{name} is lid.").format(name=institution.name)
    if wish == "end":
        # Who is gone already, by a colleague or a second click, is gone.
        for member in Membership.objects.filter(forum=forum, pk=key):
            end_membership(member, by=by)
        return _("Van de lijst gehaald.")
    if wish == "withdraw":
        for invitation in MemberInvitation.objects.filter(forum=forum, pk=key):
            withdraw_member_invitation(invitation, by=by)
        return _("De uitnodiging is ingetrokken.")
    raise Http404
