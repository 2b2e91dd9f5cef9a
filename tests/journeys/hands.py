"""Two ways to use a page: with a finger or a mouse, and with the keyboard alone."""

from __future__ import annotations

from typing import Any

#: More stops than any page of ours has.
MOST_STOPS = 400


class Pointer:
    """Points at what it wants."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def press(self, role: str, name: str, **options: Any) -> None:
        """Press a button, or follow a link."""
        self.page.get_by_role(role, name=name, **options).first.click()

    def write(self, label: str, words: str) -> None:
        """Write in a field, over what is there."""
        self.page.get_by_label(label, exact=True).fill(words)

    def tick(self, label: str) -> None:
        """Choose a box."""
        self.page.get_by_label(label, exact=True).check()

    def choose(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.page.get_by_label(label, exact=True).select_option(label=option)

    def set_day(self, label: str, day: int, month: int, year: int) -> None:
        """Fill in a date."""
        self.write(label, f"{year}-{month:02}-{day:02}")

    def open(self, words: str) -> None:
        """Unfold what is folded."""
        self.page.locator("summary", has_text=words).first.click()


class Keyboard(Pointer):
    """Presses Tab until it is where it wants to be; touches nothing but keys."""

    def _reach(self, wanted: Any) -> None:
        wanted.wait_for(state="attached")
        for _stop in range(MOST_STOPS):
            if wanted.evaluate("element => element === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"The keyboard can't reach {wanted}")

    def press(self, role: str, name: str, **options: Any) -> None:
        """Reach it and press Enter."""
        self._reach(self.page.get_by_role(role, name=name, **options).first)
        self.page.keyboard.press("Enter")

    def write(self, label: str, words: str) -> None:
        """Reach it, take all, type."""
        self._reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)

    def tick(self, label: str) -> None:
        """Reach it and press the space bar; among radio buttons, arrows choose."""
        wanted = self.page.get_by_label(label, exact=True)
        if wanted.get_attribute("type") == "radio":
            self._reach(self.page.locator(f'[name="{wanted.get_attribute("name")}"]').first)
            self.page.keyboard.press("Space")
            while not wanted.is_checked():
                self.page.keyboard.press("ArrowDown")
            return
        self._reach(wanted)
        self.page.keyboard.press("Space")

    def choose(self, label: str, option: str) -> None:
        """Reach the list and type the option."""
        self._reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(option)

    def set_day(self, label: str, day: int, month: int, year: int) -> None:
        """Type it; a day that equals its month reads the same in every country."""
        assert day == month
        self._reach(self.page.get_by_label(label, exact=True))
        self.page.keyboard.type(f"{day:02}{month:02}{year}")

    def open(self, words: str) -> None:
        """Reach the fold and press Enter."""
        self._reach(self.page.locator("summary", has_text=words).first)
        self.page.keyboard.press("Enter")
