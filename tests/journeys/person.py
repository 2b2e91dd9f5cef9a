"""Somebody who uses the site."""

from __future__ import annotations

from typing import Any

from tests.accounts.factories import PASSWORD
from tests.journeys.hands import Pointer


class Person:
    """Somebody at a device: signs in, and uses pages with their hands."""

    def __init__(self, opened: Any, hand: type[Pointer], address: str, width: int = 390) -> None:
        self.page = opened(width)
        self.hand = hand(self.page)
        self.address = address

    def sign_in(self, email: str) -> Person:
        """Through the door that everybody uses."""
        self.page.goto(f"{self.address}/account/login/")
        self.hand.write("E-mailadres", email)
        self.hand.write("Wachtwoord", PASSWORD)
        self.hand.press("button", "Meld je aan")
        self.page.wait_for_url("**/mijn/")
        return self

    def to_desk(self) -> None:
        """Back to one's work."""
        self.page.goto(f"{self.address}/mijn/")

    def sees(self, words: str) -> None:
        """Wait until the page says it."""
        self.page.get_by_text(words).first.wait_for()
