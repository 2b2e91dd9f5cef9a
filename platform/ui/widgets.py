"""Form controls that Django does not have."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.forms import SelectMultiple, Widget


@dataclass(frozen=True, slots=True)
class Branch:
    """One term of a hierarchy and those below it."""

    value: str
    label: str
    children: tuple["Branch", ...] = ()
    help: str = ""

    def values(self) -> set[str]:
        """Return the values of this branch and all below it."""
        return {self.value}.union(*(child.values() for child in self.children))


class TreeSelect(SelectMultiple):
    """Checkboxes in a hierarchy, of which the branches fold.

    It needs no script: a branch is a ``details`` that is open when something in it is chosen.
    ``branches`` is what to choose from, or a callable that returns it for every drawing.
    Which values are allowed is for the form field to say.
    """

    template_name = "components/tree.html"
    use_fieldset = True
    allow_multiple_selected = True

    def __init__(
        self, attrs: Mapping[str, Any] | None = None, branches: Any = (), open: bool = False
    ) -> None:
        self.branches = branches
        self.open = open
        super().__init__(dict(attrs) if attrs else None)

    def __deepcopy__(self, memo: dict[int, Any]) -> "TreeSelect":
        copied: TreeSelect = super().__deepcopy__(memo)
        copied.branches = self.branches
        return copied

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return what the template draws: the branches with an id and a tick each."""
        context: dict[str, Any] = Widget.get_context(self, name, value, attrs)
        chosen = {str(one) for one in (value or [])}
        branches: Iterable[Branch] = self.branches() if callable(self.branches) else self.branches
        numbers = iter(range(10_000))
        base = context["widget"]["attrs"].get("id", name)

        def drawn(branch: Branch) -> dict[str, Any]:
            place = next(numbers)
            return {
                "branch": branch,
                "id": f"{base}_{place}",
                "checked": branch.value in chosen,
                "open": self.open or bool(chosen & (branch.values() - {branch.value})),
                "children": [drawn(child) for child in branch.children],
            }

        context["tree"] = [drawn(branch) for branch in branches]
        return context

    def id_for_label(self, id_: str, index: str | None = None) -> str:
        """Return no id: the legend names the whole tree."""
        return ""
