"""The tree over the lines of a sheet."""

from hocba.documents.merkle import leaf_hash, path_of, root_from_path, root_hash

_INPUTS = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
LEAVES = [leaf_hash(bytes.fromhex(one)) for one in _INPUTS]


def test_roots_are_those_of_certificate_transparency() -> None:
    """The roots of 0, 1, 2, 3 and 8 leaves are the published test vectors of RFC 6962 logs."""
    roots = [root_hash(LEAVES[:count]).hex() for count in (0, 1, 2, 3, 8)]
    assert roots == [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]


def test_every_leaf_of_every_size_leads_to_the_root() -> None:
    """In trees of 1 to 60 leaves each path proves its leaf."""
    for count in range(1, 61):
        leaves = [leaf_hash(bytes([number])) for number in range(count)]
        reached = {root_from_path(leaves[n], n, count, path_of(leaves, n)) for n in range(count)}
        assert reached == {root_hash(leaves)}


def test_a_foreign_leaf_or_place_does_not_lead_to_the_root() -> None:
    """Another leaf, another position, a path too short or too long never gives the root."""
    root, path = root_hash(LEAVES), path_of(LEAVES, 3)
    wrong = [
        root_from_path(LEAVES[4], 3, 8, path),
        root_from_path(LEAVES[3], 2, 8, path),
        root_from_path(LEAVES[3], 3, 8, path[:-1]),
        root_from_path(LEAVES[3], 3, 8, (*path, LEAVES[0])),
        root_from_path(LEAVES[3], 8, 8, path),
    ]
    assert root not in wrong
