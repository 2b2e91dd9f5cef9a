"""Adding scores of all documents at once, against adding them one by one."""

from random import Random

import pytest

from search.index.bitmaps import Membership, bitmap, slots_in
from search.index.sums import added, at_least, groups, planes_of


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.slow
def test_sums_are_those_of_plain_numbers(seed):
    random = Random(seed)
    size = random.choice([1, 9, 300, 2000])
    total, planes = dict.fromkeys(range(size), 0), []
    for _clause in range(random.randint(1, 5)):
        scores = [
            (random.randint(1, 700), random.sample(range(size), random.randint(0, size)))
            for _level in range(4)
        ]
        for slot in total:
            total[slot] += max((score for score, slots in scores if slot in slots), default=0)
        planes = added(planes, planes_of([(score, bitmap(slots)) for score, slots in scores]))
    among = set(random.sample(range(size), random.randint(0, size)))

    ranked = [sorted(slots_in(group)) for group in groups(planes, bitmap(among))]

    wanted: dict[int, list[int]] = {}
    for slot in sorted(among):
        wanted.setdefault(total[slot], []).append(slot)
    assert ranked == [wanted[score] for score in sorted(wanted, reverse=True)]
    least = random.randint(0, 1500)
    enough = {slot for slot in among if total[slot] >= least}
    assert set(slots_in(at_least(planes, least, bitmap(among)))) == enough


@pytest.mark.parametrize("slots", [[], [0], [7, 8], list(range(100)), [0, 5000]])
def test_a_bitmap_holds_what_was_put_in(slots):
    bits = bitmap(slots)
    held = Membership(bits)

    assert list(slots_in(bits)) == slots
    assert [slot for slot in range(5100) if slot in held] == slots
