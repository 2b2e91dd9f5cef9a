"""Who wants to hear that terms got other names or another place, registered by packages above."""

from __future__ import annotations

from collections.abc import Callable, Collection

from vocabularies.records import Concept

Follower = Callable[[Collection[Concept]], None]

_followers: list[Follower] = []


def register(follower: Follower) -> None:
    """Call ``follower(concepts)`` in the transaction of what changes them."""
    if follower not in _followers:
        _followers.append(follower)


def concepts_changed(concepts: Collection[Concept]) -> None:
    """Tell every follower that these terms are new, or are called or stand otherwise."""
    if concepts:
        for follower in _followers:
            follower(concepts)
