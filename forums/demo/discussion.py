"""What is said in the demo's running forum: replies, one hidden, one that waits for a moderator."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from accounts.records import User
from forums.domain.discussing import discussed_in
from forums.domain.moderating import hide_contribution
from forums.enums import ContributionState, Ground
from forums.pages import Forum
from forums.records import Contribution
from institutions.records import Mandate
from ui.demo_people import MODERATOR, OTHER_MODERATOR, OTHER_SCHOOL, POLICYMAKER, SCHOOL

#: Days ago, who, whether about the first conclusion, whether in reply to the last that is none.
SAID = (
    (
        16,
        MODERATOR,
        False,
        False,
        "Voor de volgende bijeenkomst zoeken we voorbeelden van wat er bleef. Wat doet je school"
        " vandaag anders door wat iemand in het buitenland zag?\n\n"
        "Een klein spoor is ook een spoor: een gewoonte, een document, een vraag die je blijft"
        " stellen.",
    ),
    (
        15,
        SCHOOL,
        False,
        True,
        "Bij ons is het één vraag op elke vakvergadering: wat zagen we elders dat hier ook zou"
        " kunnen? Ze staat sinds twee jaar op de agenda, ook als er niemand op reis was.",
    ),
    (
        14,
        POLICYMAKER,
        False,
        True,
        "Werkt dat ook zonder coördinator die eraan herinnert? Dat horen we bij andere scholen als"
        " het zwakke punt.",
    ),
    (
        9,
        SCHOOL,
        True,
        False,
        "Een kijkwijzer hielp ons pas toen er geen cijfers meer in stonden. Met een schaal erbij"
        " gingen collega’s zich verdedigen; met drie open vragen gingen ze vertellen.",
    ),
    (
        8,
        OTHER_MODERATOR,
        True,
        True,
        "Herkenbaar. Kun je de drie vragen meebrengen naar de bijeenkomst? Een voorbeeld staat ook"
        " op https://www.epos-vlaanderen.be.",
    ),
)
HIDDEN = (
    "Voor wie nog een bureau zoekt voor een studiebezoek: ons reisbureau geeft tot het einde van"
    " de maand korting aan scholen."
)
WHY = "Reclame voor een aanbod hoort hier niet. Vertel gerust wat jullie van een bezoek leerden."
WAITING = (
    "In onze basisschool schreven we na elk bezoek één bladzijde voor het team. We lezen ze"
    " opnieuw bij het begin van het schooljaar, en schrappen wat niet bleef."
)


def load_discussion() -> None:
    """Let the demo's people talk in the forum that runs. Safe to repeat; without them, nothing."""
    forum = Forum.objects.filter(slug="de-spiegel-van-de-ander").first()
    people = (SCHOOL, OTHER_SCHOOL, POLICYMAKER, MODERATOR, OTHER_MODERATOR)
    mandates = {
        one.user.email: one
        for one in Mandate.objects.active().filter(user__email__in=people).select_related("user")
    }
    if forum is None or len(mandates) < len(people) or _is_talked_about(forum):
        return
    conclusion = discussed_in(forum).first()
    parent: Contribution | None = None
    for days, who, about, replies, text in SAID:
        made = _say(forum, mandates[who], text, days)
        made.parent = parent if replies else None
        made.conclusion = conclusion if about else None
        made.save(update_fields=["parent", "conclusion"])
        parent = parent if replies else made
    hidden = _say(forum, mandates[SCHOOL], HIDDEN, 3)
    moderator = User.objects.get(email=OTHER_MODERATOR)
    hide_contribution(hidden, Ground.ADVERTISING, WHY, by=moderator, version=1)
    _say(forum, mandates[OTHER_SCHOOL], WAITING, 1, waits=True)


def _is_talked_about(forum: Forum) -> bool:
    return Contribution.objects.filter(forum=forum).exists()


def _say(
    forum: Forum, mandate: Mandate, text: str, days: int, *, waits: bool = False
) -> Contribution:
    at = timezone.now() - timedelta(days=days)
    state = ContributionState.WAITING if waits else ContributionState.PUBLISHED
    return Contribution.objects.create(
        forum=forum,
        mandate=mandate,
        text=text,
        state=state,
        written_at=at,
        published_at=None if waits else at,
    )
