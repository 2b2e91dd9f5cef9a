"""The door of the admin: one sign-in for the whole site."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth import logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache


@never_cache
def admin_login(request: HttpRequest) -> HttpResponse:
    """Send to the site's sign-in and back to where one was going.

    Who is signed in and has no business in the admin is told so; sent to sign in they would be
    sent back here for ever.
    """
    goal = _goal(request, otherwise=reverse("wagtailadmin_home"))
    if not request.user.is_authenticated:
        return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': goal})}")
    if not request.user.has_perm("wagtailadmin.access_admin"):
        list(messages.get_messages(request))  # Wagtail left its own words about this
        raise PermissionDenied
    return HttpResponseRedirect(goal)


@never_cache
def page_login(request: HttpRequest) -> HttpResponse:
    """Send to the site's sign-in, in the place of the form that Wagtail has for private pages.

    That form knows no limits and no second step.
    """
    goal = _goal(request, otherwise="/")
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': goal})}")


def _goal(request: HttpRequest, *, otherwise: str) -> str:
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else otherwise


@never_cache
def admin_logout(request: HttpRequest) -> HttpResponse:
    """Sign out on a click; who only comes by is asked first.

    Wagtail's own view takes the session away from whoever is led to its address.
    """
    if request.method != "POST":
        return HttpResponseRedirect(reverse("account_logout"))
    logout(request)
    return HttpResponseRedirect(reverse("account_login"))


def admin_password_reset(request: HttpRequest) -> HttpResponse:
    """Send to the site's own way to a new password."""
    return HttpResponseRedirect(reverse("account_reset_password"))
