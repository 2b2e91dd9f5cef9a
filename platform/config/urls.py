"""Every public address, top down. Wagtail's tree answers what nothing else does."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("", include("sitepages.urls")),
    path("", include("ui.urls")),
    path("account/", include("accounts.urls")),
    path("", include("desk.urls")),
    path("", include("institutions.urls")),
    path("", include("notifications.urls")),
    path("beheer/", include("accounts.admin.urls")),
    path("beheer/", include(wagtailadmin_urls)),
    path("", include("forums.urls")),
    path("", include("showcase.claim_urls")),
    path("", include("showcase.urls")),
    path("", include("showcase.urls_writing")),
    path("", include(wagtail_urls)),
]
