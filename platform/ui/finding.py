"""What a finder shows beside its results: filters with their counts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter. ``count`` is None when it is not counted."""

    value: str
    label: str
    count: int | None = None
    checked: bool = False
    children: tuple["Option", ...] = ()

    @property
    def checked_within(self) -> int:
        """Return how many of this option and all below it are chosen."""
        return int(self.checked) + sum(child.checked_within for child in self.children)


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter: the parameter it sets, its name for people and its options."""

    parameter: str
    label: str
    options: tuple[Option, ...]
    shown: int = 8
    open: bool = False

    @property
    def chosen(self) -> int:
        """Return how many options are chosen, on any level."""
        return sum(option.checked_within for option in self.options)

    @property
    def first(self) -> tuple[Option, ...]:
        """Return the options to show at once: the first ones, every chosen one, a lonely last."""
        rest = self.rest
        return tuple(option for option in self.options if option not in rest)

    @property
    def rest(self) -> tuple[Option, ...]:
        """Return the options that fold under *more*: two or more, or nothing is won."""
        rest = tuple(
            option
            for place, option in enumerate(self.options)
            if place >= self.shown and not option.checked_within
        )
        return rest if len(rest) > 1 else ()
