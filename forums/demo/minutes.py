"""Minutes in the demo: final ones, and a session on which a school asks to correct a passage."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from forums.enums import MinutesState
from forums.records import AgendaItem, Correction, Minutes, MinutesRevision, Session
from institutions.records import Institution

#: Forum, number of the session, and what was said on each item; after a ``!`` why nothing was.
FINAL = (
    (
        "leerresultaten-over-de-grens",
        1,
        (
            "De voorzitter las de vraag voor en zei wat ermee gebeurt: het forum bereidt voor,"
            " het beslist niet.",
            "Drie scholen toonden hoe ze leerresultaten van een stage vastlegden. Twee deden het"
            " vooraf, samen met de gastschool. De derde deed het achteraf en miste toen bewijs.\n\n"
            "Iedereen noemde dezelfde drempel: wat buiten de school geleerd is, staat niet in de"
            " papieren van de klassenraad.",
            "Een klassenraad vertrouwt wat hij kan lezen: een afspraak vooraf, een logboek, een"
            " gesprek achteraf. Een getuigschrift alleen volstaat niet.",
            "De lijst van knelpunten telt zeven punten. De tweede bijeenkomst neemt er twee"
            " van: de ruimte van de klassenraad, en statuut en verzekering.",
        ),
    ),
    (
        "leerresultaten-over-de-grens",
        2,
        (
            "De regels laten meer toe dan scholen denken. Een klassenraad mag leerresultaten van"
            " elders meetellen, als ze vooraf beschreven zijn.",
            "Een leerling op een werkplek over de grens valt tussen twee stelsels. Vier scholen"
            " betaalden een extra verzekering.",
            "!De groepen schreven tot het einde; hun voorstellen staan bij de aanbevelingen.",
        ),
    ),
    (
        "de-spiegel-van-de-ander",
        1,
        (
            "Drie scholen gingen terug naar wat ze jaren geleden meebrachten. Documenten bleven"
            " het langst, gewoontes het vaakst.",
            "Deelnemers hingen foto’s van sporen op. Wat aan één persoon hing, verdween met die"
            " persoon.",
            "Een spoor blijft als een team het gebruikt, en niet alleen wie op reis was.",
        ),
    ),
)
#: The session on which corrections are possible.
OPEN = (
    "de-spiegel-van-de-ander",
    2,
    (
        "Drie kijkwijzers lagen op tafel. Geen enkele geeft een cijfer; alle drie vragen ze wat"
        " iemand zag en wat dat met de eigen les doet.",
        "!Het proefbezoek kon niet doorgaan: de gastschool had proefwerken.",
        "Een Vlaamse kijkwijzer vraagt naar wat je zag, niet naar wat je vond. De scholen willen"
        " dat de inspectie ze gebruikt.",
    ),
)
PASSAGE = "De scholen willen dat de inspectie ze gebruikt."
PROPOSAL = "De scholen willen dat de inspectie ze kent, niet dat ze ermee beoordeelt."
REASON = "Zo staat er het omgekeerde van wat we zeiden."
#: A correction of the same school that was answered: the passage stayed.
ANSWERED = (
    "Geen enkele geeft een cijfer",
    "Eén geeft een cijfer, op vraag van de leraar.",
    "In onze kijkwijzer kan dat.",
    "In de kijkwijzer die op tafel lag, staat geen cijfer. We laten de zin staan.",
)


def load_minutes() -> None:
    """Write the minutes that are not there."""
    for slug, number, said in FINAL:
        _write(slug, number, said, MinutesState.FINAL)
    open_one = _write(*OPEN, MinutesState.CORRECTIONS)
    if open_one is None:
        return
    minutes = Minutes.objects.get(item__session=open_one, text__contains=PASSAGE)
    tabled = minutes.item.conclusions.order_by("reference").first()
    if tabled is not None:
        Correction.objects.create(
            minutes=minutes,
            institution=tabled.institution,
            passage=PASSAGE,
            proposal=PROPOSAL,
            reason=REASON,
        )
        _answer(open_one, tabled.institution)


def _answer(session: Session, school: Institution) -> None:
    """A correction with its answer beside the one that is open."""
    passage, proposal, reason, answer = ANSWERED
    Correction.objects.create(
        minutes=Minutes.objects.get(item__session=session, text__contains=passage),
        institution=school,
        passage=passage,
        proposal=proposal,
        reason=reason,
        taken_over=False,
        answer=answer,
        answered_at=timezone.now(),
    )


def _write(slug: str, number: int, said: tuple[str, ...], state: MinutesState) -> Session | None:
    found = Session.objects.filter(forum__slug=slug, number=number)
    session: Session | None = found.first()
    if session is None or session.is_recorded:
        return None
    items = list(AgendaItem.objects.filter(session=session).order_by("position"))
    for item, words in zip(items, said, strict=True):
        text, reason = ("", words[1:]) if words.startswith("!") else (words, "")
        minutes = Minutes.objects.create(
            item=item, text=text, not_discussed=reason, state=state, version=1
        )
        MinutesRevision.objects.create(minutes=minutes, number=1, text=text, not_discussed=reason)
    is_final = state == MinutesState.FINAL
    closed_at = session.ends_at + timedelta(days=9)
    session.corrections_until = closed_at if is_final else timezone.now() + timedelta(days=6)
    session.closed_at = closed_at if is_final else None
    session.save(update_fields=["corrections_until", "closed_at"])
    return session
