"""Building the site's own pages: home, standard pages, the guide."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Page, Site, WorkflowPage

from accounts.enums import Role
from sitepages.domain.writing import CONTENT, Text, read_folder, read_text
from sitepages.pages import GuideIndexPage, GuidePage, HomePage, StandardPage
from vocabularies.enums import Scheme
from vocabularies.records import EducationLevel, Term, Theme

HOME_SLUG = "start"
WAGTAILS_REVIEW = "Moderators approval"
PAGE_PERMISSIONS = {
    Role.MODERATOR: ("add_page", "change_page", "publish_page"),
    Role.ADMINISTRATOR: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
}

Builder = Callable[[HomePage], Any]
_builders: list[Builder] = []


def register_builder(builder: Builder) -> None:
    """Have ``builder(home)`` make what a package above puts below home; safe to repeat."""
    if builder not in _builders:
        _builders.append(builder)


@dataclass
class Built:
    """The addresses of the pages made now; an empty list when all was there."""

    made: list[str] = field(default_factory=list)


@transaction.atomic
def build_site() -> Built:
    """Make every page of the site's own that is not there, and who may edit which.

    What is there stays as it is: a page that somebody edited is never written over, and a guide
    page that a moderator took away does not come back. Building twice changes nothing.
    """
    built = Built()
    home = HomePage.objects.first() or _make_home(built)
    for text in read_folder("pages"):
        if not Page.objects.child_of(home).filter(slug=text.slug).exists():
            _publish(home, _standard_page(text), built)
    if not GuideIndexPage.objects.exists():
        _make_guide(home, built)
    _give_permissions(home)
    # Wagtail's example of a review, of every page: what is reviewed here has a review of its own.
    WorkflowPage.objects.filter(workflow__name=WAGTAILS_REVIEW).delete()
    for builder in _builders:
        builder(home)
    return built


def _make_home(built: Built) -> HomePage:
    """The home page as the root of the site, in the place of Wagtail's own welcome."""
    root = Page.get_first_root_node()
    home = HomePage(title="Verankerd", slug=HOME_SLUG)
    _publish(root, home, built)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"root_page": home, "site_name": "Verankerd"},
        create_defaults={
            "root_page": home,
            "site_name": "Verankerd",
            "hostname": "localhost",
            "port": 80,
            "is_default_site": True,
        },
    )
    for page in Page.objects.child_of(root).filter(slug="home", numchild=0):
        if page.specific_class is Page:
            page.delete()
    return home


def _make_guide(home: HomePage, built: Built) -> None:
    text = read_text(CONTENT / "wegwijs.txt")
    index = GuideIndexPage(
        title=text.head["title"], slug=text.slug, introduction=text.head["introduction"]
    )
    _publish(home, index, built)
    for slug in text.listed("pages"):
        _publish(index, _guide_page(read_text(CONTENT / "wegwijs" / f"{slug}.txt")), built)


def _standard_page(text: Text) -> StandardPage:
    return StandardPage(
        title=text.head["title"],
        slug=text.slug,
        introduction=text.head.get("introduction", ""),
        body=text.body,
        show_in_menus=False,
    )


def _guide_page(text: Text) -> GuidePage:
    """A guide page; what it is about must be known to the vocabularies, else it is left out."""
    page = GuidePage(
        title=text.head["title"],
        slug=text.slug,
        kind=text.head["kind"],
        summary=text.head["summary"],
        body=text.body,
        source_title=text.head.get("source_title", ""),
        source_url=text.head.get("source_url", ""),
    )
    page.themes.set(list(Theme.objects.current().filter(slug__in=text.listed("themes"))))
    page.levels.set(list(EducationLevel.objects.current().filter(slug__in=text.listed("levels"))))
    programmes = Term.objects.in_scheme(Scheme.PROGRAMMES).current()
    page.programmes = list(programmes.filter(slug__in=text.listed("programmes")))
    return page


def _publish(parent: Page, page: Any, built: Built) -> None:
    parent.add_child(instance=page)
    page.save_revision().publish(skip_permission_checks=True)
    built.made.append(page.url_path)


def _give_permissions(home: HomePage) -> None:
    """Moderators keep the guide, administrators all; projects ask their own rules besides."""
    places = {Role.MODERATOR: GuideIndexPage.objects.first(), Role.ADMINISTRATOR: home}
    for name, page in places.items():
        group, _made = Group.objects.get_or_create(name=name)
        held = GroupPagePermission.objects.filter(group=group, page=page)
        present = set(held.values_list("permission__codename", flat=True))
        wanted = set(PAGE_PERMISSIONS[name]) - present
        permissions = Permission.objects.filter(
            content_type__app_label="wagtailcore", codename__in=wanted
        )
        GroupPagePermission.objects.bulk_create(
            GroupPagePermission(group=group, page=page, permission=permission)
            for permission in permissions
        )
