"""The people and institutions of the demo. Every one that speaks or answers is fictional."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.domain.opening import open_account
from accounts.domain.roles import grant_role
from accounts.enums import Role
from accounts.records import User
from institutions.domain.mandates import grant_mandate
from institutions.enums import Capacity, InstitutionKind
from institutions.records import Institution
from ui import demo_people

DEPARTMENT = "voorbeelddepartement-onderwijs"
ORGANISERS = {
    "vlor": ("Vlaamse Onderwijsraad (Vlor)", InstitutionKind.COUNCIL),
    "epos": ("Epos vzw", InstitutionKind.AGENCY),
}
OFFICES = {
    DEPARTMENT: ("Voorbeelddepartement Onderwijs", InstitutionKind.ADMINISTRATION),
    "voorbeelddirectie-europa": ("Voorbeelddirectie Europa", InstitutionKind.ADMINISTRATION),
    "voorbeeldkoepel": ("Voorbeeldkoepel van schoolbesturen", InstitutionKind.UMBRELLA),
    "voorbeeldbegeleiding": ("Voorbeeldbegeleidingsdienst", InstitutionKind.GUIDANCE),
}


@dataclass(frozen=True)
class Person:
    """A demo account: address, name, role, and for which institution in which capacity."""

    email: str
    first_name: str
    last_name: str
    role: Role | None
    institution: str
    capacity: Capacity


PEOPLE = (
    Person(
        demo_people.SCHOOL,
        "Ilse",
        "Voorbeeld",
        None,
        "voorbeeldatheneum-de-brug",
        Capacity.COORDINATOR,
    ),
    Person(
        demo_people.OTHER_SCHOOL,
        "Bram",
        "Voorbeeld",
        None,
        "voorbeeldbasisschool-de-meander",
        Capacity.COORDINATOR,
    ),
    Person(
        demo_people.POLICYMAKER,
        "Nadia",
        "Voorbeeld",
        Role.POLICYMAKER,
        DEPARTMENT,
        Capacity.OFFICER,
    ),
    Person(
        demo_people.MODERATOR,
        "Lies",
        "Voorbeeld",
        Role.MODERATOR,
        "vlor",
        Capacity.MODERATOR,
    ),
    Person(
        demo_people.OTHER_MODERATOR,
        "Tom",
        "Voorbeeld",
        Role.MODERATOR,
        "epos",
        Capacity.MODERATOR,
    ),
)


def make_institutions() -> None:
    """The offices and organisers of the demo. Safe to repeat."""
    for slug, (name, kind) in {**ORGANISERS, **OFFICES}.items():
        Institution.objects.get_or_create(
            slug=slug, defaults={"name": name, "kind": kind, "is_example": slug not in ORGANISERS}
        )


def make_people() -> None:
    """The demo accounts, with their roles and mandates. Safe to repeat."""
    if not User.objects.filter(email=demo_people.ADMINISTRATOR).exists():
        boss = _open(demo_people.ADMINISTRATOR, "Ann", "Voorbeeld")
        boss.is_superuser = boss.is_staff = True
        boss.save(update_fields=["is_superuser", "is_staff"])
        grant_role(boss, Role.ADMINISTRATOR, by=None)
    for person in PEOPLE:
        user = User.objects.filter(email=person.email).first()
        if user is not None:
            continue
        user = _open(person.email, person.first_name, person.last_name)
        if person.role is not None:
            grant_role(user, person.role, by=None)
        institution = Institution.objects.get(slug=person.institution)
        grant_mandate(user, institution, person.capacity, by=None)


def _open(email: str, first_name: str, last_name: str) -> User:
    return open_account(
        email,
        by=None,
        password=demo_people.PASSWORD,
        first_name=first_name,
        last_name=last_name,
        confirmed=True,
    )
