"""With a record travels who brought it: the names of colleagues and their laptops, as far as one may read."""

from backports import zstd

from gridcore.sync.edits import Remove
from gridcore.sync.stored import Written
from gridcore.wire.messages import GoneLine, RecordLine, decode_line
from gridserver.installation import Installation
from tests.server.field import AT, GRID_1, Laptop, Reply, new_group, new_id
from tests.server.homes import move_in


def written_in(reply: Reply, record: str) -> tuple[Written, ...]:
    """What an answer says of who wrote a record."""
    (line,) = [each for each in reply.rows if each.id == record]
    return line.written


def test_a_colleague_hears_who_changed_what_and_on_which_laptop(field: Installation, address: str) -> None:
    li, zhang = Laptop(field, address, "li"), Laptop(field, address, "zhang")
    home = move_in(li, GRID_1)
    li.sync()
    zhang.sync()
    base = zhang.row(home.household).seq
    li.set(home.household, "phone", "13900001111", base)
    (changed,) = li.sync().verdicts
    heard = zhang.sync()
    assert Written(changed.seq, li.replica, AT) in written_in(heard, home.household)
    assert [each.names for each in heard.commits if each.names] == [{li.replica: ("李建国", "of li")}]


def test_values_of_two_people_name_both(field: Installation, address: str) -> None:
    li, zhang, chen = (Laptop(field, address, each) for each in ("li", "zhang", "sun"))
    home = move_in(li, GRID_1)
    made = li.sync().verdicts[2].seq
    zhang.sync()
    zhang.set(home.household, "phone", "13900001111", made)
    changed = zhang.sync().verdicts[0].seq
    heard = chen.sync()
    assert written_in(heard, home.household) == (
        Written(made, li.replica, AT),
        Written(changed, zhang.replica, AT),
    )
    named = {replica: told for each in heard.commits for replica, told in each.names.items()}
    assert named[zhang.replica] == ("张桂英", "of zhang")
    assert named[li.replica] == ("李建国", "of li")


def test_in_one_answer_each_is_named_once(field: Installation, address: str) -> None:
    li, zhang = Laptop(field, address, "li"), Laptop(field, address, "zhang")
    zhang.sync()
    for _ in range(60):
        move_in(li, GRID_1)
    li.sync()
    heard = zhang.sync()
    assert len(heard.commits) > len(zhang.scopes), "it came in several slices"
    assert sum(li.replica in each.names for each in heard.commits) == 1


def test_a_first_reading_names_nobody(field: Installation, address: str) -> None:
    li = Laptop(field, address, "li")
    home = move_in(li, GRID_1)
    li.sync()
    body = zstd.decompress(li.get(f"/snapshot/{GRID_1}").content)
    assert home.household.encode() in body
    assert li.replica.encode() not in body


def test_in_a_sealed_scope_it_is_told_to_those_who_follow_it_alone(field: Installation, address: str) -> None:
    ma, sun = Laptop(field, address, "ma"), Laptop(field, address, "sun")
    ma.sync()
    sun.sync()
    case = new_id("case")
    cells = {"title": "楼道堆物", "progress": "draft"}
    ma.create("mediation_case", case, cells, scope=f"case/{case}")  # type: ignore[arg-type]
    ma.sync()
    later = Laptop(field, address, "ma")
    heard = later.sync()
    lines = [each for each in heard.rows if each.id == case]
    assert [one.replica for each in lines for one in each.written] == [ma.replica]
    assert ma.replica.encode() not in sun.sync().raw


def test_what_the_server_imported_names_nobody(field: Installation, address: str) -> None:
    heard = Laptop(field, address, "sun").sync()
    grids = [each for each in heard.rows if isinstance(each, RecordLine) and each.kind == "grid"]
    assert grids
    assert not any(each.written for each in grids)


def test_a_removal_travels_with_who_removed_it(field: Installation, address: str) -> None:
    li, zhang = Laptop(field, address, "li"), Laptop(field, address, "zhang")
    home = move_in(li, GRID_1)
    li.sync()
    zhang.sync()
    base = zhang.row(home.resident).seq
    zhang.write(Remove(0, new_group(), home.resident, base, at=AT))
    (removal,) = zhang.sync().verdicts
    heard = li.sync()
    (gone,) = [each for each in map(decode_line, heard.raw.splitlines()) if isinstance(each, GoneLine)]
    assert gone == GoneLine(home.resident, False, (Written(removal.seq, zhang.replica, AT),))
    assert {zhang.replica: ("张桂英", "of zhang")} in [each.names for each in heard.commits]
