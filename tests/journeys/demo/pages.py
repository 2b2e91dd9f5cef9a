"""Every page that anybody can open without an account, with the demo's content on it."""

from __future__ import annotations

from typing import NamedTuple

from django.test import Client

#: A project that is taken offline, and a conclusion that is withdrawn, on top of the demo.
ARCHIVED = "klimaatlab"
WITHDRAWN = "2024-0004"


class Address(NamedTuple):
    """A page, and how it answers."""

    path: str
    status: int = 200


SCHOOL = "/scholen/voorbeeldhotelschool-ter-haven/"
PROJECT = f"{SCHOOL}stage-zonder-grenzen/"
CONCLUSION = "/conclusies/2023-0001/"

#: Of the showcase: finders, and what they find.
SHOWCASE = (
    Address("/"),
    Address("/projecten/"),
    Address("/projecten/?q=stage&thema=talen-en-communicatie&niveau=secundair-onderwijs"),
    Address("/projecten/?thema=klimaat-en-milieu&thema=burgerschap-en-democratie&sorteer=titel"),
    Address("/projecten/?q=onvindbaar&niveau=lager-onderwijs"),
    Address("/projecten/?pagina=2"),
    Address("/conclusies/"),
    Address("/conclusies/?q=stage&beleidsniveau=vlaams"),
    Address("/conclusies/?q=onvindbaar"),
    Address(CONCLUSION),
    Address(f"/conclusies/{WITHDRAWN}/"),
    Address("/conclusies/2024-0008/"),
    Address(PROJECT),
    Address("/scholen/voorbeeldschool-okan-het-anker/taalthuis/"),
    Address(f"/scholen/voorbeeldcollege-kempenland/{ARCHIVED}/", 410),
    Address(SCHOOL),
    Address("/scholen/voorbeeldcollege-kempenland/"),
    Address("/themas/klimaat-en-milieu/"),
    Address("/niveaus/secundair-onderwijs/"),
)

#: Of forums: what is talked about, and what came of it.
FORUM = "/forums/leerresultaten-over-de-grens/"
RUNNING = "/forums/de-spiegel-van-de-ander/"
FORUMS = (
    Address("/forums/"),
    Address(FORUM),
    Address(RUNNING),
    Address(f"{FORUM}bijdragen/"),
    Address(f"{RUNNING}bijdragen/"),
    Address(f"{FORUM}sessies/1/"),
    Address(f"{RUNNING}sessies/3/"),
    Address(f"{FORUM}verslag/"),
    Address(f"{FORUM}sessies/1/verslag/"),
    Address(f"{RUNNING}sessies/2/"),
    Address(f"{RUNNING}sessies/3/agenda/1/"),
    Address(f"{RUNNING}sessies/4/"),
    Address(f"{RUNNING}sessies/4/agenda/1/"),
    Address(f"{RUNNING}sessies/4/agenda/2/"),
    Address(f"{RUNNING}sessies/4/inschrijven/"),
    Address(f"{RUNNING}sessies/4/inschrijven/gevraagd/"),
    Address(f"{FORUM}aanbevelingen/1/"),
    Address("/forums/burgers-van-hier-en-elders/aanbevelingen/2/"),
)

#: Texts of the site itself.
TEXTS = (
    Address("/wegwijs/"),
    Address("/wegwijs/etwinning/"),
    Address("/wegwijs/sleutelcompetenties/"),
    Address("/wegwijs/epos/"),
    Address("/over/"),
    Address("/toegankelijkheid/"),
    Address("/huisregels/"),
    Address("/privacy/"),
    Address("/voor-scholen/"),
    Address("/voor-beleid/"),
    Address("/open-data/"),
    Address("/api/v1/docs"),
    Address("/stijlgids/"),
    Address("/stijlgids/bevestigen/"),
)

#: The way in, and where it ends.
DOORS = (
    Address("/account/login/"),
    Address("/account/signup/"),
    Address("/account/confirm-email/"),
    Address("/account/confirm-email/onbekend/"),
    Address("/account/password/reset/"),
    Address("/account/password/reset/done/"),
    Address("/account/password/reset/key/1-onbekend/"),
    Address("/account/password/reset/key/done/"),
    Address("/account/inactive/"),
    Address("/demo/postvak/"),
    Address("/uitnodiging/onbekend/", 404),
    Address("/begeleiding/onbekend/", 404),
    Address("/claim/onbekend/", 404),
    Address("/forums/uitnodiging/onbekend/", 410),
    Address("/bestaat-niet/", 404),
)

PAGES = (*SHOWCASE, *FORUMS, *TEXTS, *DOORS)

#: Of who organises forums, of a school and of policy: pages with the demo's content on them.
ORGANISED = "/mijn/forums/de-spiegel-van-de-ander/"
SIGNED_IN = {
    "moderator@voorbeeld.example": (
        "/mijn/",
        "/mijn/forums/",
        "/mijn/forums/nieuw/",
        ORGANISED,
        f"{ORGANISED}bewerken/",
        f"{ORGANISED}toezegging/",
        f"{ORGANISED}leden/",
        f"{ORGANISED}voorstellen/",
        f"{ORGANISED}voorstellen/vragen/",
        f"{ORGANISED}voorstellen/versturen/",
        f"{ORGANISED}bijdragen/",
        f"{ORGANISED}sessies/4/",
        f"{ORGANISED}sessies/nieuw/",
        f"{ORGANISED}sessies/4/afzeggen/",
        f"{ORGANISED}sessies/4/overnemen/",
        f"{ORGANISED}sessies/4/agenda/",
        f"{ORGANISED}sessies/4/agenda/publiceren/",
        f"{ORGANISED}sessies/4/inschrijvingen/",
        f"{ORGANISED}sessies/4/inschrijvingen/regels/",
        f"{ORGANISED}sessies/2/verslag/",
        f"{ORGANISED}sessies/4/verslag/",
        f"{ORGANISED}verslag/",
        f"{ORGANISED}verslag/publiceren/",
        f"{ORGANISED}aanbevelingen/",
        f"{ORGANISED}aanbevelingen/nieuw/",
        f"{ORGANISED}aanbevelingen/1/",
        f"{RUNNING}bijdragen/",
    ),
    "school@voorbeeld.example": (
        "/mijn/",
        "/mijn/kalender/",
        f"{RUNNING}voorstellen/",
        f"{RUNNING}bijdragen/nieuw/",
    ),
    "beleid@voorbeeld.example": ("/mijn/", f"{RUNNING}sessies/4/"),
}


def signed_in_as(email: str) -> Client:
    """A browser of somebody of the demo."""
    from accounts.records import User

    client = Client()
    client.force_login(User.objects.get(email=email))
    return client
