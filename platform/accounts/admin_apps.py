"""Wagtail's app for people, with our way of administering accounts."""

from wagtail.users.apps import WagtailUsersAppConfig


class AdminUsersConfig(WagtailUsersAppConfig):
    """Points Wagtail to our forms and views of accounts."""

    user_viewset = "accounts.admin.users.AccountViewSet"
