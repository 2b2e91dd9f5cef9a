"""What a finder shows beside its results: filters with their counts."""

from dataclasses import dataclass

#: From so many options on a list can be searched.
LONG = 12


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
    def is_long(self) -> bool:
        """Whether the list is so long that one wants to search in it."""
        return _size(self.options) >= LONG

    @property
    def chosen(self) -> int:
        """Return how many options are chosen, on any level."""
        return sum(option.checked_within for option in self.options)

    @property
    def first(self) -> tuple[Option, ...]:
        """Return the options to show at once: the first ones, every chosen one, a lonely last."""
        folded = self._folded
        return tuple(option for place, option in enumerate(self.options) if place not in folded)

    @property
    def rest(self) -> tuple[Option, ...]:
        """Return the options that fold under *more*: two or more, or nothing is won."""
        return tuple(self.options[place] for place in self._folded)

    @property
    def _folded(self) -> list[int]:
        rest = range(self.shown, len(self.options))
        late = [place for place in rest if not _any_checked(self.options[place])]
        return late if len(late) > 1 else []


def _any_checked(option: Option) -> bool:
    return option.checked or any(_any_checked(child) for child in option.children)


def _size(options: tuple[Option, ...]) -> int:
    return sum(1 + _size(option.children) for option in options)
