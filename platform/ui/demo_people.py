"""Whom a demonstration lets in: every one made up, and unknown in production.

`./run demo` reads this on a machine that has only Python, so nothing is imported here.
"""


def _(words: str) -> str:
    """Mark ``words`` as a text to translate; who shows it does."""
    return words


PASSWORD = "verankerd-demo"  # noqa: S105  (known to all)
SCHOOL = "school@voorbeeld.example"
OTHER_SCHOOL = "school2@voorbeeld.example"
POLICYMAKER = "beleid@voorbeeld.example"
MODERATOR = "moderator@voorbeeld.example"
OTHER_MODERATOR = "moderator2@voorbeeld.example"
ADMINISTRATOR = "beheer@voorbeeld.example"
#: Who that is, in the order in which they are shown.
PEOPLE = (
    (SCHOOL, _("school: Voorbeeldatheneum De Brug")),
    (OTHER_SCHOOL, _("school: Voorbeeldbasisschool De Meander")),
    (POLICYMAKER, _("beleidsmaker")),
    (MODERATOR, _("moderator: Vlor")),
    (OTHER_MODERATOR, _("moderator: EPOS")),
    (ADMINISTRATOR, _("beheerder")),
)
