"""The agenda of the demo's meeting soon: a second version, who opens an item, and a document."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.records import User
from forums.domain.agenda_versions import next_version
from forums.records import AgendaDocument, AgendaItem, Presenter, Session
from institutions.records import Institution

SHEET = Path(__file__).with_name("werkblad.pdf")
SHEET_TITLE = "Werkblad: wat bleef er van een bezoek?"
#: Who opens the second item: institution, name, an account that they have or an address.
OPENED_BY = (
    ("Voorbeeldatheneum De Brug", "Ilse Voorbeeld", "school@voorbeeld.example"),
    (
        "Voorbeeldnetwerk Lerarenopleidingen",
        "Sofie Voorbeeld",
        "sofie.voorbeeld@voorbeeld.example",
    ),
)
SHORTER, ADDED, ADDED_MINUTES = 45, "Korte pauze", 15


def follow_with_a_second_agenda(session: Session) -> None:
    """Change the agenda in the ways that people are told of: another length, a new item, and who
    opens one. The caller saves the session."""
    _first, opened, last = AgendaItem.objects.filter(session=session).order_by("position")
    opened.minutes = SHORTER
    opened.save(update_fields=["minutes"])
    AgendaItem.objects.filter(pk=last.pk).update(position=last.position + 1)
    AgendaItem.objects.create(
        session=session, position=last.position, title=ADDED, minutes=ADDED_MINUTES
    )
    for institution, name, address in OPENED_BY:
        _present(opened, institution, name, address)
    _attach(opened)
    next_version(session, by=None)


def _present(item: AgendaItem, institution: str, name: str, address: str) -> None:
    user = User.objects.filter(email=address).first()
    Presenter.objects.create(
        item=item,
        institution=Institution.objects.current().filter(name=institution).first(),
        institution_name=institution,
        name=name,
        user=user,
        email="" if user is not None else address,
        named_until=timezone.localdate() + timedelta(days=365),
        consented_at=timezone.now(),
    )


def _attach(item: AgendaItem) -> None:
    content = SHEET.read_bytes()
    AgendaDocument.objects.create(
        item=item,
        title=SHEET_TITLE,
        file=ContentFile(content, SHEET.name),
        filename=SHEET.name,
        kind="pdf",
        size=len(content),
        digest=sha256(content).hexdigest(),
    )
