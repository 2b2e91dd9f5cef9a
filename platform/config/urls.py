"""Every public address, top down. Wagtail's tree answers what nothing else does."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

from accounts.admin.signing_in import page_login

urlpatterns = [
    path("", include("sitepages.urls")),
    path("", include("ui.urls")),
    path("account/", include("accounts.urls")),
    path("", include("desk.urls")),
    path("", include("institutions.urls")),
    path("", include("notifications.urls")),
    path("", include("opendata.urls")),
    path("beheer/", include("accounts.admin.urls")),
    path("beheer/", include(wagtailadmin_urls)),
    path("", include("forums.urls")),
    path("", include("showcase.claim_urls")),
    path("", include("showcase.urls")),
    path("", include("showcase.urls_writing")),
    # Wagtail has a password form of its own here, without limits and without a second step.
    path("_util/login/", page_login, name="wagtailcore_login"),
    path("", include(wagtail_urls)),
]
