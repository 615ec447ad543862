"""By what a laptop says whom it can name: the same people, the same word; nobody, no word."""

from gridcore.ids import UserId
from gridcore.wire.colleagues import digest_of

MA, LIU = UserId("ma"), UserId("liu")


def test_the_same_colleagues_have_one_digest_and_nobody_else_has_it() -> None:
    both = digest_of({MA: "马建军", LIU: "刘洋"})
    assert both == digest_of({LIU: "刘洋", MA: "马建军"})
    others = [
        digest_of({MA: "马建军"}),
        digest_of({MA: "马建军", LIU: "刘阳"}),
        digest_of({LIU: "马建军", MA: "刘洋"}),
    ]
    assert len({both, *others}) == 4


def test_who_can_name_nobody_says_nothing() -> None:
    assert digest_of({}) == ""
