"""Addresses of the mailbox of the demo."""

from django.urls import path

from notifications.views import demo_mail, demo_mailbox

urlpatterns = [
    path("demo/postvak/", demo_mailbox, name="demo_mailbox"),
    path("demo/postvak/<uuid:mail_id>/", demo_mail, name="demo_mail"),
]
