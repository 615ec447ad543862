"""The demo's funded project is the one of the article, with places that its rule proposed."""

from demo.aid import BUDGET, PLACES, RULE, project_id
from demo.community import Community
from gridcore.aid import Member, aid_grant_id, yuan_each
from gridcore.codes.people import GONE
from tests.demo.conftest import TODAY


def test_some_of_those_whom_the_rule_fits_have_a_place_and_most_of_them_their_bell(made: Community) -> None:
    records = list(made.records())
    (project,) = [each for each in records if each.kind == "aid_project"]
    assert (project.cells["budget"], project.cells["quota"]) == (BUDGET, PLACES)
    assert str(yuan_each(BUDGET, PLACES)) == "1200.00"
    grants = [each for each in records if each.kind == "aid_grant"]
    assert 5 <= len(grants) < PLACES
    homes = {each.id: each for each in made.households}
    for each in grants:
        home = homes[each.cells["household"]]  # type: ignore[index]
        assert each.id == aid_grant_id(project_id(made.code), home.id)
        assert each.scope == f"grid/{home.grid.code}"
        members = [Member(p.id, p.birth_date, p.relation) for p in home.people if p.status not in GONE]
        assert each.cells["resident"] in {reason.resident for reason in RULE.reasons(members, TODAY)}
    devices = [each.cells["device"] for each in grants if "device" in each.cells]
    assert len(set(devices)) == len(devices)
    assert len(grants) / 2 < len(devices) < len(grants)
