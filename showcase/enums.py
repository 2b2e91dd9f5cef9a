"""States of projects, conclusions and reviews, and the named sets of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ProjectState(models.TextChoices):
    """Where a project is, as its school sees it."""

    DRAFT = "draft", _("ontwerp")
    IN_REVIEW = "in_review", _("wordt nagekeken")
    ADDITIONS_ASKED = "additions_asked", _("aanvulling gevraagd")
    PUBLISHED = "published", _("gepubliceerd")
    ARCHIVED = "archived", _("gearchiveerd")


#: States in which the school writes.
OPEN_STATES = frozenset({ProjectState.DRAFT, ProjectState.ADDITIONS_ASKED, ProjectState.PUBLISHED})


class ConclusionKind(models.TextChoices):
    """What a policy conclusion asks for."""

    RULE = "rule", _("een regel")
    MEANS = "means", _("middelen")
    SUPPORT = "support", _("ondersteuning")
    PRACTICE = "practice", _("een praktijk")


class AnchoringStatus(models.TextChoices):
    """How far a school anchored something."""

    PLANNED = "planned", _("gepland")
    UNDER_WAY = "under_way", _("in uitvoering")
    ANCHORED = "anchored", _("verankerd")


class Licence(models.TextChoices):
    """Under which terms others may use a result."""

    CC0 = "CC0-1.0", _("CC0: vrij, zonder voorwaarden")
    CC_BY = "CC-BY-4.0", _("CC BY: vrij, met naamsvermelding")
    CC_BY_SA = "CC-BY-SA-4.0", _("CC BY-SA: vrij, met naamsvermelding en gelijk delen")
    CC_BY_NC = "CC-BY-NC-4.0", _("CC BY-NC: met naamsvermelding, niet commercieel")
    CC_BY_NC_SA = (
        "CC-BY-NC-SA-4.0",
        _("CC BY-NC-SA: naamsvermelding, niet commercieel, gelijk delen"),
    )
    RESERVED = "reserved", _("Alle rechten voorbehouden")


class ContentLanguage(models.TextChoices):
    """The language something is written in (ISO 639-1)."""

    NL = "nl", _("Nederlands")
    EN = "en", _("Engels")
    FR = "fr", _("Frans")
    DE = "de", _("Duits")
    OTHER = "mul", _("meerdere of andere talen")


#: What a page says of a text for who hears it read aloud: nothing for Dutch, as the page is.
FOREIGN_LANGUAGES = frozenset({ContentLanguage.EN, ContentLanguage.FR, ContentLanguage.DE})


def spoken_in(language: str) -> str:
    """The ``lang`` of a text in ``language``; empty where it is that of the page, or not one."""
    return language if language in FOREIGN_LANGUAGES else ""


class Community(models.TextChoices):
    """The community of a partner in Belgium (exchanges between the three are international)."""

    FLEMISH = "nl", _("Vlaamse Gemeenschap")
    FRENCH = "fr", _("Franse Gemeenschap")
    GERMAN = "de", _("Duitstalige Gemeenschap")


class ChildKind(models.TextChoices):
    """Which part of a project something in the review is about."""

    PROJECT = "project", _("project")
    RESULT = "result", _("resultaat")
    CONCLUSION = "conclusion", _("beleidsconclusie")


class ProposalState(models.TextChoices):
    """What became of a moderator's proposal to complete a part."""

    PROPOSED = "proposed", _("wacht op de school")
    CONFIRMED = "confirmed", _("bevestigd")
    DECLINED = "declined", _("niet overgenomen")
    REPLACED = "replaced", _("vervangen door een nieuw voorstel")


class ConclusionStatus(models.TextChoices):
    """What became of a conclusion; the value stands in addresses (``status``)."""

    PUBLISHED = "gepubliceerd", _("gepubliceerd")
    WITHDRAWN = "ingetrokken", _("ingetrokken")


class ClaimLinkState(models.TextChoices):
    """How far a mailed claim link came."""

    SENT = "sent", _("verstuurd")
    OPENED = "opened", _("geopend")
    CLAIMED = "claimed", _("overgenomen")
    PUBLISHED = "published", _("gepubliceerd")
    EXPIRED = "expired", _("verlopen")


class DocumentKind(models.TextChoices):
    """A kind of document that is taken; the value is its extension."""

    PDF = "pdf", _("een PDF")
    DOCX = "docx", _("een Word-document")
    XLSX = "xlsx", _("een Excel-rekenblad")
    PPTX = "pptx", _("een PowerPoint-presentatie")
    ODT = "odt", _("een OpenDocument-tekst")
    ODS = "ods", _("een OpenDocument-rekenblad")
    ODP = "odp", _("een OpenDocument-presentatie")
    CSV = "csv", _("een tabel in CSV")
    TXT = "txt", _("platte tekst")


class TrailState(models.TextChoices):
    """Where the trail of a conclusion stands before anybody answers; permanent, in addresses.

    A package above adds what follows: `showcase.trail.register`.
    """

    NOT_TABLED = "nog-niet-besproken", _("nog niet op een overlegforum")
    TO_APPLY = "om-toe-te-passen", _("les voor scholen, om toe te passen")


class Province(models.TextChoices):
    """Where a school is; the value stands in addresses, permanent."""

    ANTWERP = "antwerpen", _("Antwerpen")
    BRUSSELS = "brussel", _("Brussel")
    LIMBURG = "limburg", _("Limburg")
    EAST_FLANDERS = "oost-vlaanderen", _("Oost-Vlaanderen")
    FLEMISH_BRABANT = "vlaams-brabant", _("Vlaams-Brabant")
    WEST_FLANDERS = "west-vlaanderen", _("West-Vlaanderen")


class FoundKind(models.TextChoices):
    """What visitors find here; the value is its kind in the search index, permanent."""

    PROJECT = "project", _("project")
    RESULT = "result", _("resultaat")
    CONCLUSION = "conclusion", _("beleidsconclusie")
    SCHOOL = "school", _("school")
