"""Wagtail's own ways in, sent to the one sign-in there is."""

from django.urls import path, re_path

from accounts.admin.dismissing import dismissibles
from accounts.admin.signing_in import admin_login, admin_logout, admin_password_reset

urlpatterns = [
    path("dismissibles/", dismissibles, name="admin_dismissibles"),
    path("login/", admin_login, name="admin_login"),
    path("logout/", admin_logout, name="admin_logout"),
    re_path(r"^password_reset/", admin_password_reset, name="admin_password_reset"),
]
