"""The multi-value register: nobody replaces a mark that he has not seen."""

from hocba.sync.op import Op
from hocba.sync.protocol import RESOLVE, SET, OpDetail, Value
from hocba.sync.register import EMPTY, Challenger, Head, merge

HEAD = Head(70, 5, 1, 0, 0, 5)


def an_op(value: Value, kind: int = SET, seen: tuple[int, ...] = ()) -> Op:
    return Op(1, 3, 7, "ddgtx1", value, 0, 0, kind, OpDetail(seen=seen))


def test_first_mark_becomes_the_head() -> None:
    """An empty cell takes any mark, whatever its writer thought to have seen."""
    assert merge(EMPTY, (), an_op(85), 0, 1, 1).head == Head(85, 1, 1, 0, 0, 1)


def test_whoever_saw_the_head_replaces_it() -> None:
    """Base = head: accepted."""
    merged = merge(HEAD, (), an_op(85), 5, 9, 2)
    assert (merged.verdict, merged.head.value, merged.after) == ("ok", 85, 9)


def test_same_value_is_no_conflict_and_stands_for_the_head() -> None:
    """A value equal to the head is `same`, and a later edit on top of it has seen the head."""
    merged = merge(HEAD, (), an_op(70), 0, 9, 2)
    assert (merged.verdict, merged.head.seq, merged.after, merged.challengers) == ("same", 5, 5, ())


def test_unseen_head_stays_and_the_newcomer_waits() -> None:
    """Another base and another value: the incumbent stays official, the cell is flagged."""
    merged = merge(HEAD, (), an_op(85), 0, 9, 2)
    assert (merged.verdict, merged.head.value, merged.head.flag) == ("conflict", 70, 1)
    assert merged.challengers == (Challenger(9, 2, 85),)


def test_own_chain_replaces_its_challenger() -> None:
    """Who corrects his own waiting mark leaves one, not two."""
    merged = merge(HEAD, (Challenger(9, 2, 85),), an_op(90), 9, 10, 2)
    assert merged.challengers == (Challenger(10, 2, 90),)


def test_nobody_removes_the_challenger_of_another() -> None:
    """Naming somebody else's challenger as base does not make it vanish."""
    merged = merge(HEAD, (Challenger(9, 2, 85),), an_op(90), 9, 10, 3)
    assert merged.challengers == (Challenger(9, 2, 85), Challenger(10, 3, 90))


def test_resolution_that_saw_all_closes_the_conflict() -> None:
    """The resolver names head and challengers; then his value is official and the flag is gone."""
    merged = merge(HEAD, (Challenger(9, 2, 85),), an_op(85, RESOLVE, (5, 9)), 0, 11, 1)
    assert (merged.verdict, merged.head.value, merged.head.flag, merged.challengers) == ("ok", 85, 0, ())


def test_resolution_that_missed_something_is_one_more_value() -> None:
    """Two who resolve at once make a new conflict, not a loss."""
    merged = merge(HEAD, (Challenger(9, 2, 85), Challenger(10, 3, 60)), an_op(85, RESOLVE, (5, 9)), 0, 11, 1)
    assert (merged.verdict, merged.head.value, len(merged.challengers)) == ("conflict", 70, 3)
