"""What the public pages are looked at with in a browser."""

from showcase.addresses import project_address, school_address
from tests.sharing import made_once
from tests.showcase.factories import (
    make_level,
    make_published,
    make_school,
    make_school_page,
    make_theme,
)
from tests.showcase.public.making import archived, conclusions_of, partner, policy_level


@made_once
def addresses():
    """Every public page of this package, with something on it."""
    policy_level()
    school_page = make_school_page(make_school("Voorbeeldschool De Brug", is_example=True))
    languages = make_theme("talen", label_nl="Talen en communicatie")
    make_theme("frans", label_nl="Frans", broader=languages)
    level = make_level("secundair", label_nl="Secundair onderwijs")
    project = make_published(
        school_page,
        title="Stage zonder grenzen",
        themes=[make_theme("frans")],
        levels=[level],
        partners=[partner("fr"), partner("it")],
        summary="Elke leerling kreeg de kans om drie weken mee te werken. " * 8,
        what_did_not_work="De eerste lichting vulde het logboek pas achteraf in.",
    )
    make_published(school_page, title="Water verbindt", themes=[make_theme("water")])
    gone = archived(school_page, title="Verdwenen")
    return [
        "/",
        "/projecten/",
        "/projecten/?q=stage&thema=frans",
        "/projecten/?q=niets&thema=water&niveau=onbekend",
        "/conclusies/",
        "/conclusies/?q=stelling",
        project_address(project),
        project_address(gone),
        school_address(school_page),
        conclusions_of(project)[0].get_absolute_url(),
        "/themas/talen/",
        "/niveaus/secundair/",
    ]
