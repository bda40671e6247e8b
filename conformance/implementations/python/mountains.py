"""The shape of both trees of the chapter _Receipts_ (_The log_, Shape and Sides).

Of n nodes, n > 1, the first k stand on the left, k being the largest power of two below n. What it
means to join two of them is up to who asks. `Undefined` is raised where there is no such place.
"""

from typing import Callable, List, Sequence, TypeVar

from encoding import Undefined

T = TypeVar("T")
Join = Callable[[T, T], T]
LEFT, RIGHT = "left", "right"


def split(size: int) -> int:
    """The largest power of two below a size above 1."""
    return 1 << (size - 1).bit_length() - 1


def way(place: int, size: int) -> List[str]:
    """On which side each sibling lies on the way from a place to the root, from the bottom up."""
    if not 0 <= place < size:
        raise Undefined("no place %d among %d" % (place, size))
    sides = []
    while size > 1:
        first = split(size)
        if place < first:
            sides.append(RIGHT)
            size = first
        else:
            sides.append(LEFT)
            place, size = place - first, size - first
    return sides[::-1]


def fits(path: Sequence[T], place: int, size: int) -> bool:
    """Has a path as many siblings as there are on the way (RE-16, RE-26)?"""
    return len(path) == len(way(place, size))


def climb(leaf: T, place: int, size: int, path: Sequence[T], join: Join) -> T:
    """The root to which a path leads; none if it has not the length of the way."""
    sides = way(place, size)
    if len(path) != len(sides):
        raise Undefined("not the right number of siblings")
    node = leaf
    for side, sibling in zip(sides, path):
        node = join(sibling, node) if side == LEFT else join(node, sibling)
    return node


def append(peaks: Sequence[T], count: int, leaf: T, join: Join) -> List[T]:
    """The mountains of `count` leaves, the largest first, and one leaf more."""
    below, last = list(peaks), leaf
    while count % 2 == 1:
        last = join(below.pop(), last)
        count //= 2
    return below + [last]


def bag(peaks: Sequence[T], empty: T, join: Join) -> T:
    """The root over mountains, bagged from the right."""
    if not peaks:
        return empty
    root = peaks[-1]
    for peak in reversed(peaks[:-1]):
        root = join(peak, root)
    return root


def root_of(leaves: Sequence[T], empty: T, join: Join) -> T:
    """The root over some leaves."""
    peaks: List[T] = []
    for count, leaf in enumerate(leaves):
        peaks = append(peaks, count, leaf, join)
    return bag(peaks, empty, join)


def path_of(leaves: Sequence[T], place: int, empty: T, join: Join) -> List[T]:
    """The siblings on the way from a place, from the bottom up."""
    if not 0 <= place < len(leaves):
        raise Undefined("no place %d among %d" % (place, len(leaves)))
    if len(leaves) == 1:
        return []
    first = split(len(leaves))
    left, right = leaves[:first], leaves[first:]
    if place < first:
        return path_of(left, place, empty, join) + [root_of(right, empty, join)]
    return path_of(right, place - first, empty, join) + [root_of(left, empty, join)]
