"""The mail that carries an invitation."""

from django.urls import reverse

from institutions.records import Invitation
from notifications import mail


def mail_invitation(invitation: Invitation, token: str) -> None:
    """Mail the link to whoever is invited."""
    link = mail.absolute(reverse("accept_invitation", args=[token]))
    mail.send("invitation", invitation.email, {"invitation": invitation, "link": link})
