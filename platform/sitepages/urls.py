"""The front door."""

from django.urls import path
from wagtail.admin.auth import require_admin_access

from sitepages import views
from sitepages.admin.links import ExternalLinkView

urlpatterns = [
    path("", views.home, name="home"),
    path(
        "beheer/choose-external-link/",
        require_admin_access(ExternalLinkView.as_view()),
        name="choose_external_link",
    ),
]
