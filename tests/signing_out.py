"""A session that ends while somebody is typing."""

from django.conf import settings
from django.test import Client


def lose_session(client: Client) -> None:
    """End the session of ``client``; the browser keeps its other cookies, as browsers do."""
    client.get("/account/")
    client.session.flush()
    del client.cookies[settings.SESSION_COOKIE_NAME]
