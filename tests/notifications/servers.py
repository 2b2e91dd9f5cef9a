"""Mail servers as they are on a bad day."""

from django.core.mail.backends.base import BaseEmailBackend


class DeadServer(BaseEmailBackend):
    """Nobody answers."""

    def send_messages(self, email_messages):
        raise ConnectionRefusedError("[Errno 111] Connection refused")
