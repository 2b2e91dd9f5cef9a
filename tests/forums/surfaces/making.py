"""Three forums, one of each access, full of what not everybody may read; and who looks at them."""

from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from accounts.enums import Role
from accounts.records import User
from forums.enums import Access, ContributionState, Format, Mode
from forums.pages import Forum
from institutions.enums import Capacity
from tests.accounts.factories import make_user
from tests.forums.factories import (
    make_coming_session,
    make_contribution,
    make_document,
    make_draft,
    make_forum,
    make_hiding,
    make_item,
    make_member,
    make_minutes,
    make_office,
    make_proposal,
    make_recommendation,
    make_registration,
    make_session,
    whole_wording,
)
from tests.institutions.factories import make_editor, make_institution, make_mandate
from tests.showcase.factories import make_published, make_school_page
from tests.showcase.public.making import conclusions_of, policy_level, published_with

#: What anybody reads who reads the forum, and what only some people do. In each forum these words
#: stand with its access behind them (`planted`).
OF_READERS = {
    "question",
    "published_item",
    "published_minutes",
    "contribution",
    "recommendation",
    "report",
    "named",
    "presenter",
    "document",
}
OF_ORGANISERS = {
    "unnamed",
    "silent",
    "early_document",
    "needs",
    "waiting",
    "hidden",
    "item",
    "prepared",
    "minutes",
    "draft",
    "motivation",
    "link",
}
WORDS = {
    "question": "Wat vragen we?",
    "published_item": "Punt dat vaststaat",
    "published_minutes": "Zo is het gezegd",
    "contribution": "Bij ons lukt het",
    "recommendation": "Maak het duidelijk",
    "report": "Het hele verhaal",
    "named": "Spreker die mag",
    "presenter": "Opener die mag",
    "silent": "Opener die niet mag",
    "document": "Cijfers om te lezen",
    "early_document": "Cijfers voor straks",
    "unnamed": "Zwijger die niet mag",
    "needs": "Glutenvrij en een ringleiding",
    "waiting": "Nog niet nagekeken",
    "hidden": "Wat verborgen is",
    "item": "Punt in bewerking",
    "prepared": "Wat straks op tafel komt",
    "minutes": "Zo schrijven we nog",
    "draft": "Wat we misschien aanbevelen",
    "motivation": "Waarom de school dit voorlegt",
    "link": "https://meet.voorbeeld.example/zaal-van",
}

#: Conclusions: anybody reads them in their own place, but not that a forum prepares to table them.
PUBLIC_ELSEWHERE = {"prepared"}

#: Where any of it could stand. ``{f}`` is the name of a forum.
OF_A_FORUM = (
    "/forums/{f}/",
    "/forums/{f}/sessies/1/",
    "/forums/{f}/sessies/2/",
    "/forums/{f}/sessies/1/agenda/1/",
    "/forums/{f}/sessies/1/verslag/",
    "/forums/{f}/sessies/2/verslag/",
    "/forums/{f}/sessies/2/inschrijven/",
    "/forums/{f}/bijdragen/",
    "/forums/{f}/aanbevelingen/1/",
    "/forums/{f}/aanbevelingen/2/",
    "/forums/{f}/verslag/",
    "/forums/{f}/kalender.ics",
    "/forums/{f}/sessies/2/kalender.ics",
    "/forums/{f}/voorstellen/",
    "/mijn/forums/{f}/",
    "/mijn/forums/{f}/toezegging/",
    "/mijn/forums/{f}/sessies/2/",
    "/mijn/forums/{f}/sessies/2/agenda/",
    "/mijn/forums/{f}/sessies/2/verslag/",
    "/mijn/forums/{f}/sessies/2/inschrijvingen/",
    "/mijn/forums/{f}/sessies/2/inschrijvingen/lijst.xlsx",
    "/mijn/forums/{f}/aanbevelingen/",
    "/mijn/forums/{f}/voorstellen/",
    "/mijn/forums/{f}/bijdragen/",
)
DOCUMENTS = (
    "/forums/{f}/verslag.pdf",
    "/mijn/forums/{f}/sessies/2/inschrijvingen/badges.pdf",
    "/mijn/forums/{f}/sessies/2/inschrijvingen/deelnemers.pdf",
)
OF_EVERYBODY = (
    "/",
    "/forums/",
    "/conclusies/",
    "/conclusies/?q=vragen",
    "/projecten/?q=vragen",
    "/sitemap-forums.xml",
    "/sitemap-bijeenkomsten.xml",
    "/sitemap-aanbevelingen.xml",
)
OWN = ("/mijn/", "/mijn/forums/", "/mijn/kalender/")

#: Below the agenda of a session, of each of its items.
OF_AN_ITEM = ("", "sprekers/", "documenten/")

#: Whose school is a member, who is one as a person, and who organises.
ROLES = ("visitor", "outsider", "policymaker", "member", "guest", "reporter", "organiser")


def make_world() -> SimpleNamespace:
    """The three forums, by access, and the people by role."""
    policy_level()
    school, other = (
        make_institution("Lidschool", slug="lidschool"),
        make_institution("Buitenschool"),
    )
    office, newcomer = make_office(), make_editor(make_institution("Nieuwe school"))
    conclusion = conclusions_of(make_published(make_school_page(school)))[0]
    people: dict[str, User | None] = {
        "visitor": None,
        "outsider": make_editor(other),
        "policymaker": make_user("kabinet@voorbeeld.example", role=Role.POLICYMAKER),
        "member": make_editor(school),
        "guest": make_user("gast@voorbeeld.example"),
        "reporter": make_user("verslag@voorbeeld.example"),
        "organiser": make_user("organiseert@voorbeeld.example", role=Role.MODERATOR),
    }
    make_mandate(people["policymaker"], office, Capacity.OFFICER)
    world = SimpleNamespace(
        conclusion=conclusion,
        school=school,
        elsewhere=make_school_page(make_institution("School van niemand hier")),
        people=people,
        newcomer=newcomer,
        forums={},
    )
    for access in Access.values:
        world.forums[access] = _make_forum(world, access)
    return world


def planted(what: str, access: str) -> str:
    """The words of ``what`` in the forum of this access."""
    return f"{WORDS[what]} {access}" if what != "link" else f"{WORDS[what]}-{access}"


def _make_forum(world: SimpleNamespace, access: str) -> Forum:
    def words(what: str) -> str:
        return planted(what, access)

    today = timezone.localdate()
    forum: Forum = make_forum(
        access.replace("_", "-"),
        access=access,
        question=words("question"),
        report=words("report"),
        reported_on=today,
        call_opens_on=today,
        call_closes_on=today,
    )
    for who in (world.school, world.people["guest"]):
        make_member(forum, who)
    past = make_session(forum, closed_at=timezone.now(), corrections_until=timezone.now())
    until = today + timedelta(days=9)
    opened = [{"name": words("presenter"), "named_until": until}, {"name": words("silent")}]
    said = make_item(past, world.conclusion, title=words("published_item"), opened=opened)
    make_document(said, title=words("document"))
    make_minutes(said, words("published_minutes"), state="final")
    make_registration(
        past, name=words("named"), named_until=today + timedelta(days=9), attended=True
    )
    coming = make_coming_session(
        forum, format=Format.HYBRID, link=words("link"), reporter=world.people["reporter"]
    )
    prepared = published_with({"statement": words("prepared")}, school_page=world.elsewhere)
    unsaid = make_item(coming, prepared, is_published=False, title=words("item"))
    make_document(unsaid, title=words("early_document"))
    make_minutes(unsaid, words("minutes"))
    make_registration(
        coming,
        name=words("unnamed"),
        dietary_needs=words("needs"),
        access_needs=words("needs"),
        mode=Mode.ONLINE,
    )
    guest = world.people["guest"]
    make_registration(coming, name="Gast", user=guest, email=guest.email, mode=Mode.ONLINE)
    make_contribution(forum, world.people["member"], text=words("contribution"))
    newcomer = world.newcomer
    make_contribution(forum, newcomer, text=words("waiting"), state=ContributionState.WAITING)
    make_hiding(make_contribution(forum, newcomer, text=words("hidden")))
    make_recommendation(forum, world.conclusion, statement=words("recommendation"))
    make_draft(forum, whole_wording(world.conclusion, statement=words("draft")))
    make_proposal(forum, world.conclusion, motivation=words("motivation"))
    return forum


def browser_of(user: User | None) -> Client:
    """A browser of somebody."""
    client = Client()
    if user is not None:
        client.force_login(user)
    return client


def text_of(answer: Any) -> str:
    """Everything that an answer says: a workbook cell by cell, a calendar with its lines whole."""
    kind = answer.headers.get("Content-Type", "")
    if "sheet" in kind:
        sheet = load_workbook(BytesIO(answer.content)).active
        return "\n".join(str(cell) for row in sheet.iter_rows(values_only=True) for cell in row)
    text = str(answer.text)
    return text.replace("\r\n ", "") if "calendar" in kind else text


def own_calendar(client: Client) -> str:
    """The secret address of a person's calendar, as their page shows it."""
    found = re.search(r"/kalender/[^\"<\s]+\.ics", client.get("/mijn/kalender/").text)
    return found.group() if found else ""
