"""The components, as template tags. A template needs no ``load``: settings make them builtins."""

from ui.components import actions, entrance, finders, forms, guide, pages, trails, words
from ui.components.library import register

__all__ = [
    "actions",
    "entrance",
    "finders",
    "forms",
    "guide",
    "pages",
    "register",
    "trails",
    "words",
]
