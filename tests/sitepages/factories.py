"""The smallest pages of the site's own."""

import itertools
from typing import Any

from wagtail.models import Page, Site

from sitepages.enums import GuideKind
from sitepages.pages import GuideIndexPage, GuidePage, HomePage, StandardPage

_count = itertools.count(1)


def make_home() -> HomePage:
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        home = root.add_child(instance=HomePage(title="Verankerd", slug="start"))
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "root_page": home}
        )
    return home


def make_standard(slug: str = "", **fields: Any) -> StandardPage:
    slug = slug or f"pagina-{next(_count)}"
    page = StandardPage(**{"title": slug.replace("-", " "), "slug": slug, **fields})
    return make_home().add_child(instance=page)


def make_guide_index() -> GuideIndexPage:
    index = GuideIndexPage.objects.first()
    return index or make_home().add_child(instance=GuideIndexPage(title="Wegwijs", slug="wegwijs"))


def make_guide(
    slug: str = "", *, themes: Any = (), levels: Any = (), programmes: Any = (), **fields: Any
) -> GuidePage:
    slug = slug or f"gids-{next(_count)}"
    page = GuidePage(
        **{
            "title": slug.replace("-", " "),
            "slug": slug,
            "summary": "Kort gezegd.",
            "kind": GuideKind.FUNDING,
            **fields,
        }
    )
    page.themes.set(list(themes))
    page.levels.set(list(levels))
    page.programmes = list(programmes)
    index = GuideIndexPage.objects.get(pk=make_guide_index().pk)
    made = index.add_child(instance=page)
    made.save_revision().publish() if made.live else made.save_revision()
    return GuidePage.objects.get(pk=made.pk)
