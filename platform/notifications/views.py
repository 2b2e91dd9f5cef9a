"""The mailbox of the demo, where nobody has a real one."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from notifications.records import OutgoingMail


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
    return render(request, "notifications/demo_mailbox.html", {"page": page})


@never_cache
def demo_mail(request: HttpRequest, mail_id: str) -> HttpResponse:
    """Show one mail."""
    _only_in_the_demo()
    mail = get_object_or_404(OutgoingMail, pk=mail_id)
    crumbs = [(_("Postvak van de demo"), reverse("demo_mailbox"))]
    return render(request, "notifications/demo_mail.html", {"mail": mail, "crumbs": crumbs})
