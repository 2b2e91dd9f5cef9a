"""The mailbox of the demo, where nobody has a real one."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from notifications.records import OutgoingMail
from ui.progress import Moment


def _only_in_the_demo() -> None:
    """Mails hold links that open doors; only where the accounts are known to all may all read."""
    if not settings.DEMO_ACCOUNTS:
        raise Http404


@never_cache
def demo_mailbox(request: HttpRequest) -> HttpResponse:
    """List every mail that the demo sent."""
    _only_in_the_demo()
    mails = OutgoingMail.objects.defer("text", "html")
    page = Paginator(mails, 50).get_page(request.GET.get("pagina"))
    context = {"page": page, "moments": [_moment(mail) for mail in page]}
    return render(request, "notifications/demo_mailbox.html", context)


def _moment(mail: OutgoingMail) -> Moment:
    """To whom it went, and at what time of its day."""
    hour = date_format(timezone.localtime(mail.created_at), "H:i")
    who = _("aan %(to)s, om %(hour)s") % {"to": ", ".join(mail.recipients), "hour": hour}
    return Moment(mail.created_at, mail.subject, who, reverse("demo_mail", args=[mail.pk]))


@never_cache
def demo_mail(request: HttpRequest, mail_id: str) -> HttpResponse:
    """Show one mail."""
    _only_in_the_demo()
    mail = get_object_or_404(OutgoingMail, pk=mail_id)
    crumbs = [(_("Postvak van de demo"), reverse("demo_mailbox"))]
    return render(request, "notifications/demo_mail.html", {"mail": mail, "crumbs": crumbs})
