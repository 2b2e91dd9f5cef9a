"""What the privacy page says is kept, and how long, is what the code keeps."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings

import sitepages
from accounts import kept
from forums.domain import erasing, members, registering, requesting
from institutions.domain import invitations
from jobs.domain import tidying
from notifications.domain import posting
from showcase.domain import access, claim_links, guests, import_uploads

PAGE = Path(sitepages.__file__).parent / "content" / "pages" / "privacy.txt"
SCRIPT = settings.ROOT / "platform" / "ui" / "static" / "ui" / "js" / "handing-in.js"
CODE = [settings.ROOT / package for package in ("platform", "showcase", "forums")]
FIVE_YEARS, YEAR, QUARTER = timedelta(days=5 * 366), timedelta(days=365), timedelta(days=90)

IN_WORDS = {
    FIVE_YEARS: "5 jaar",
    YEAR: "een jaar",
    QUARTER: "drie maanden",
}

#: What an item of the page begins with, and the terms that it names, in their order.
TERMS = [
    ("Een uitnodiging", [invitations.VALIDITY, invitations.KEEP]),
    ("Een uitnodiging", [guests.VALIDITY, guests.KEEP]),
    ("Een uitnodiging", [members.VALIDITY, members.KEEP]),
    ("Een vraag om toegang", [access.KEEP, access.KEEP_OPEN]),
    ("Een link om een ingelezen project", [claim_links.VALIDITY, claim_links.KEEP]),
    (
        "Je inschrijving voor een bijeenkomst",
        [erasing.KEEP_NEEDS, erasing.KEEP_CONTACT, registering.LONGEST_NAMED],
    ),
    ("Je naam als spreker", [registering.LONGEST_NAMED, erasing.KEEP_CONTACT]),
    ("Een inschrijving zonder account", [requesting.VALIDITY + requesting.KEPT]),
    ("Tekst die je verstuurde", [kept.KEEP]),
    ("De lijst van achtergrondtaken", [tidying.KEEP_JOBS]),
    ("Mails die de site verstuurde", [posting.KEPT]),
    ("Bestanden die ingelezen worden", [import_uploads.KEEP_FILE, import_uploads.KEEP_REPORT]),
    ("sessionid", [timedelta(seconds=settings.SESSION_COOKIE_AGE)]),
    ("csrftoken", [timedelta(days=364)]),
    ("messages", []),
    (kept.SIGNED_IN_BEFORE, [kept.REMEMBERED]),
    ("arrived", []),
]


def text():
    return PAGE.read_text(encoding="utf-8")


def items():
    """The words of each item of the page, by its bold beginning."""
    return dict(re.findall(r"^- \*\*([^*]+)\*\*(.*)$", text(), flags=re.MULTILINE))


def terms_in(words):
    return re.findall(r"(?:\d+|een|drie) (?:uur|dag(?:en)?|maanden|jaar)(?!\w)", words.lower())


def in_words(term):
    if term in IN_WORDS:
        return IN_WORDS[term]
    if term == timedelta(days=364):  # Django's cookie lives 52 weeks
        return "een jaar"
    if term < timedelta(days=1):
        return f"{term // timedelta(hours=1)} uur"
    return f"{term.days} {'dag' if term.days == 1 else 'dagen'}"


@pytest.mark.parametrize(("item", "terms"), TERMS)
def test_page_names_the_term_that_the_code_keeps(item, terms):
    said = next(words for name, words in items().items() if name.startswith(item))

    assert terms_in(said) == [in_words(term) for term in terms]


def test_django_keeps_the_token_as_long_as_the_page_says():
    assert timedelta(days=364).total_seconds() == settings.CSRF_COOKIE_AGE


def test_page_names_every_cookie_and_no_other():
    section = text().split("## Cookies")[1].split("\n## ")[0]
    set_by_us = {
        name
        for package in CODE
        for path in package.rglob("*.py")
        for name in re.findall(
            r"set_(?:signed_)?cookie\(\s*([\w\"]+)", path.read_text(encoding="utf-8")
        )
    }

    assert set_by_us == {'"arrived"', "SIGNED_IN_BEFORE"}
    assert set(re.findall(r"^- \*\*(\w+)\*\*", section, flags=re.MULTILINE)) == {
        settings.SESSION_COOKIE_NAME,
        settings.CSRF_COOKIE_NAME,
        "messages",
        kept.SIGNED_IN_BEFORE,
        "arrived",
    }


def test_page_says_how_long_a_browser_offers_text_again():
    days = re.search(r"LOST_AFTER = (\d+) \* 24 \* 60 \* 60 \* 1000", SCRIPT.read_text())

    assert days is not None
    assert f"(in localStorage), tot het bewaard is. Na {days[1]} dagen" in text()


def test_every_step_that_erases_has_its_place_on_the_page():
    """A new step that erases something of people belongs on the page, and then here."""
    assert {name for name, words in tidying._words.items() if words} == {
        "forums.erase_contact",
        "forums.erase_needs",
        "forums.erase_presenters",
        "forums.forget_member_invitations",
        "institutions.forget_invitations",
        "notifications.tidy_mail",
        "showcase.erase_lapsed_photos",
        "showcase.forget_access_requests",
        "showcase.forget_guests",
        "showcase.forget_old_links",
    }


def test_page_says_what_stays_of_who_is_erased():
    assert "Je mandaten eindigen en blijven zonder naam bestaan" in text()
