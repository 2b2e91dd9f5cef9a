"""Mails on their way out."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from notifications.enums import MailState
from notifications.querysets import OutgoingMailQuerySet


class OutgoingMail(models.Model):
    """One mail to one or more people, kept until the mail server took it.

    The words go when it is sent (links in them open doors); the row goes a month later, by
    `domain.tidy_mail`. Verbs: `domain`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    template = models.CharField(_("soort"), max_length=80, blank=True)
    sender = models.CharField(_("van"), max_length=254)
    recipients = models.JSONField(_("aan"), default=list)
    subject = models.CharField(_("onderwerp"), max_length=300)
    text = models.TextField(_("tekst"), blank=True)
    html = models.TextField(_("opgemaakte tekst"), blank=True)
    calendar = models.TextField(_("kalender"), blank=True)
    headers = models.JSONField(default=dict, blank=True)
    state = models.CharField(
        _("toestand"), max_length=8, choices=MailState.choices, default=MailState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    problem = models.CharField(_("wat er misging"), max_length=300, blank=True)
    created_at = models.DateTimeField(_("gemaakt"), default=timezone.now, db_index=True)
    next_attempt_at = models.DateTimeField(_("volgende poging"), null=True, blank=True)
    sent_at = models.DateTimeField(_("verstuurd"), null=True, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state=MailState.SENT, sent_at__isnull=False)
                | (~models.Q(state=MailState.SENT) & models.Q(sent_at__isnull=True)),
                name="a_sent_mail_says_when",
                violation_error_message=_("Een verstuurde mail zegt wanneer."),
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=MailState.values),
                name="a_mail_has_a_known_state",
                violation_error_message=_("Kies een toestand uit de lijst."),
            ),
            models.CheckConstraint(
                condition=~models.Q(recipients=[]) & ~models.Q(subject=""),
                name="a_mail_goes_to_somebody_about_something",
                violation_error_message=_("Zeg aan wie de mail is, en waarover."),
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at__gte=models.F("created_at")),
                name="a_mail_is_sent_after_it_was_made",
                violation_error_message=_("Een mail vertrekt niet voor hij gemaakt is."),
            ),
        ]

    def __str__(self) -> str:
        return self.subject
