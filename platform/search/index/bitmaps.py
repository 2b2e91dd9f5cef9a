"""Sets of slots as whole numbers: bit n says whether slot n is in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

#: The places of the bits of each byte.
_PLACES = [tuple(place for place in range(8) if byte >> place & 1) for byte in range(256)]
#: Up to so many slots, a bitmap is made by adding; more are written into bytes.
FEW = 12


def bitmap(slots: Iterable[int]) -> int:
    """The set of ``slots``."""
    listed = list(slots)
    if len(listed) <= FEW:
        return sum(1 << slot for slot in set(listed))
    held = bytearray((max(listed) >> 3) + 1)
    for slot in listed:
        held[slot >> 3] |= 1 << (slot & 7)
    return int.from_bytes(held, "little")


def slots_in(bits: int) -> Iterator[int]:
    """The slots of a set, the lowest first."""
    if bits.bit_count() <= FEW:
        while bits:
            low = bits & -bits
            yield low.bit_length() - 1
            bits ^= low
        return
    held = bits.to_bytes((bits.bit_length() >> 3) + 1, "little")
    for place, byte in enumerate(held):
        if byte:
            for bit in _PLACES[byte]:
                yield place * 8 + bit


class Membership:
    """Asks one set about many slots, each in the same short time."""

    def __init__(self, bits: int) -> None:
        self._held = bits.to_bytes((bits.bit_length() >> 3) + 1, "little")

    def __contains__(self, slot: int) -> bool:
        place = slot >> 3
        return place < len(self._held) and bool(self._held[place] >> (slot & 7) & 1)
