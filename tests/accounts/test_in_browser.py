"""Every page of signing in and of one's account: in our look, in Dutch, for everybody."""

import os
from pathlib import Path

import pytest
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache

from tests.accounts.factories import PASSWORD
from tests.browsing import axe, overflow, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SHOTS = os.environ.get("TEST_SHOTS")
looks = pytest.mark.parametrize(
    ("width", "scheme"), [(1280, "light"), (1280, "dark"), (390, "light"), (390, "dark")]
)

#: Words of allauth and Django that would show through where nothing was translated.
ENGLISH = {"Sign", "Password", "Email", "Enter", "Please", "Authenticator", "your", "the"}


class Walk:
    """Visits pages and keeps what is wrong with each."""

    def __init__(self, page, base, name):
        self.page, self.base, self.name, self.wrong = page, base, name, {}
        self.count = 0

    def see(self, path):
        self.page.goto(self.base + path)
        return self.look(path)

    def send(self, path):
        """Look at the page that the main form answers with."""
        self.page.locator("main form button[type=submit]").first.click()
        return self.look(f"{path} sent")

    def confirm(self):
        """Give the password that a change asks for once more."""
        self.page.fill("[name=password]", PASSWORD)
        self.page.locator("main form button[type=submit]").first.click()

    def look(self, what):
        text = self.page.locator("main").inner_text()
        problems = [*axe(self.page), *(word for word in ENGLISH if word in text.split())]
        if overflow(self.page):
            problems.append(f"{overflow(self.page)} px too wide")
        if not self.page.locator("footer.foot").count():
            problems.append("not in our page")
        if problems:
            self.wrong[what] = problems
        if SHOTS:
            self.count += 1
            shot = Path(SHOTS) / f"{self.name}-{self.count:02d}.png"
            self.page.screenshot(path=shot, full_page=True)
        return text


@pytest.fixture
def walk(browser_page, live_server, client, width, scheme):
    def started(name, *, inside=False):
        page = browser_page(width, scheme)
        page.set_default_timeout(10_000)
        if inside:
            signed_in(page, client, live_server.url)
        return Walk(page, live_server.url, f"{name}-{width}-{scheme}")

    cache.clear()
    return started


@looks
def test_pages_before_signing_in(walk, editor):
    seen = walk("out")
    seen.see("/account/login/")
    assert "Dit moet nog anders" not in seen.page.locator("main").inner_text()
    seen.page.fill("[name=login]", editor.email)
    seen.page.fill("[name=password]", "fout")
    assert "Dit moet nog anders" in seen.send("login")
    seen.see("/account/signup/")
    seen.see("/toegang/")
    assert "Deze 3 dingen moeten nog anders" in seen.send("ask")
    seen.see("/account/password/reset/")
    assert "Dit moet nog anders" in seen.send("reset")
    seen.see("/account/password/reset/done/")
    seen.see("/account/password/reset/key/x-y/")
    uid, token = user_pk_to_url_str(editor), default_token_generator.make_token(editor)
    seen.see(f"/account/password/reset/key/{uid}-{token}/")
    seen.page.fill("[name=password1]", "kort")
    seen.page.fill("[name=password2]", "kort")
    assert "Dit moet nog anders" in seen.send("new password")
    seen.see("/account/password/reset/key/done/")
    seen.see("/account/confirm-email/")
    seen.see("/account/confirm-email/onbekend/")
    address = EmailAddress.objects.create(user=editor, email="ander@de-brug.example")
    seen.see(f"/account/confirm-email/{EmailConfirmationHMAC(address).key}/")
    seen.see("/account/inactive/")

    assert seen.wrong == {}


@looks
def test_pages_of_ones_own_account(walk, client, editor):
    client.post("/account/login/", {"login": editor.email, "password": PASSWORD})
    seen = walk("in", inside=True)
    for path in ("/account/", "/account/logout/", "/account/naam/", "/account/wissen/"):
        seen.see(path)
    seen.see("/account/email/")
    assert "Dit moet nog anders" in seen.send("email")
    seen.page.fill("[name=email]", "nieuw@de-brug.example")
    seen.page.locator("button[name=action_add]").click()
    seen.confirm()
    seen.look("email waits")
    seen.see("/account/password/change/")
    assert "Deze 3 dingen moeten nog anders" in seen.send("change password")
    seen.see("/account/reauthenticate/")
    seen.page.fill("[name=password]", "fout")
    assert "Dit moet nog anders" in seen.send("reauthenticate")

    assert seen.wrong == {}


@looks
def test_pages_of_the_second_step(walk, client, editor):
    client.post("/account/login/", {"login": editor.email, "password": PASSWORD})
    seen = walk("mfa", inside=True)
    seen.see("/account/2fa/")
    seen.see("/account/2fa/totp/activate/")
    seen.confirm()
    seen.look("activate")
    seen.page.fill("[name=code]", "000000")
    assert "Dit moet nog anders" in seen.send("activate")
    TOTP.activate(editor, "JBSWY3DPEHPK3PXP")
    seen.see("/account/2fa/")
    seen.see("/account/2fa/recovery-codes/generate/")
    RecoveryCodes.activate(editor)
    seen.see("/account/2fa/")
    seen.see("/account/2fa/recovery-codes/")
    seen.see("/account/2fa/recovery-codes/generate/")
    seen.see("/account/2fa/totp/deactivate/")
    seen.see("/account/2fa/reauthenticate/")
    seen.page.fill("[name=code]", "000000")
    assert "Dit moet nog anders" in seen.send("reauthenticate")
    seen.see("/account/reauthenticate/")

    stranger = walk("second")
    stranger.page.goto(stranger.base + "/account/login/")
    stranger.page.fill("[name=login]", editor.email)
    stranger.page.fill("[name=password]", PASSWORD)
    stranger.send("login")
    stranger.page.fill("[name=code]", "000000")
    assert "Dit moet nog anders" in stranger.send("second step")

    assert (seen.wrong, stranger.wrong) == ({}, {})
