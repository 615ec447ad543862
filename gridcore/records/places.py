"""Places: communities, their grids, buildings, rooms, and what is there for everybody."""

from gridcore.codes.places import (
    BUILDING_LAYOUT,
    COMMUNITY_KIND,
    DISTRICT_LEVEL,
    FACILITY_KIND,
    GRID_KIND,
    ROOM_STATUS,
)
from gridcore.fields import (
    ADDRESS,
    ASK_KEEP,
    COMMUNITY,
    GRID,
    LAST,
    NAME,
    P0,
    P1,
    choice,
    date,
    flag,
    label,
    link,
    long_text,
    number,
    record,
    text,
)


@record("district", label("District", "District"), scope=COMMUNITY)
class District:
    """A division above a community, up to the city; each community holds those that it lies in."""

    code = text(label("District", "Division code"), P0, required=True, merge=ASK_KEEP, max_length=20)
    name = text(label("District", "Name"), P0, required=True, max_length=60)
    level = choice(label("District", "Level"), DISTRICT_LEVEL, P0, required=True)
    above = link(label("District", "Lies in"), "district", P0)


@record("community", label("Community", "Community"), scope=COMMUNITY)
class Community:
    """The area of a residents' committee; the unit of order and of distribution."""

    code = text(label("Community", "Division code"), P0, required=True, merge=ASK_KEEP, max_length=12)
    name = text(label("Community", "Name"), P0, required=True, max_length=60)
    community_kind = choice(label("Community", "Kind"), COMMUNITY_KIND, P0)
    district = link(label("Community", "District"), "district", P0, computed=True)
    committee = text(label("Community", "Short name of the mediation committee"), P0, max_length=20)


@record("grid", label("Grid", "Grid"), scope=COMMUNITY)
class Grid:
    """The smallest service area, with one primary worker."""

    code = text(label("Grid", "Grid code"), P0, required=True, merge=ASK_KEEP, max_length=16)
    name = text(label("Grid", "Name"), P0, required=True, max_length=60)
    grid_kind = choice(label("Grid", "Kind"), GRID_KIND, P0)
    community = link(label("Grid", "Community"), "community", P0, required=True)
    worker = text(label("Grid", "Grid worker on duty"), P0, merge=LAST, max_length=60)
    in_use_since = date(label("Grid", "In use since"), P0, merge=LAST, computed=True)
    ended_on = date(label("Grid", "Ended on"), P0, merge=LAST, computed=True)


@record("building", label("Building", "Building"), scope=GRID)
class Building:
    """A building, or a courtyard of village houses."""

    code = text(label("Building", "Building code"), P0, merge=ASK_KEEP, max_length=17)
    estate = text(label("Building", "Estate"), P0, max_length=60)
    name = text(label("Building", "Name"), P0, required=True, find=ADDRESS, max_length=60)
    layout = choice(label("Building", "Layout"), BUILDING_LAYOUT, P0)
    units = number(label("Building", "Entrances"), P0, lowest=1, highest=40)
    floors = number(label("Building", "Floors"), P0, lowest=1, highest=120)
    rooms_a_floor = number(label("Building", "Flats on each floor of an entrance"), P0, lowest=1, highest=40)
    in_grid_since = date(label("Building", "In this grid since"), P0, merge=LAST, computed=True)
    tour_order = number(label("Building", "Place in the tour"), P0, merge=LAST, lowest=0, highest=9_999)


@record("grid_period", label("GridPeriod", "Former grid of a building"), scope=COMMUNITY)
class GridPeriod:
    """When a building belonged to a grid that it has left; the grid that it belongs to is where it lies."""

    building = link(label("GridPeriod", "Building"), "building", P0, required=True)
    grid = text(label("GridPeriod", "Grid code"), P0, required=True, max_length=16)
    since = date(label("GridPeriod", "From"), P0)
    until = date(label("GridPeriod", "Until"), P0, required=True)


@record("grid_change", label("GridChange", "Split or merge of grids"), scope=COMMUNITY)
class GridChange:
    """Buildings go from one grid to another on a day: planned until then, afterwards what was done."""

    grid = text(label("GridChange", "From the grid"), P0, required=True, max_length=16)
    to = text(label("GridChange", "To the grid"), P0, required=True, max_length=16)
    name = text(label("GridChange", "Name of the new grid"), P0, max_length=60)
    worker = text(label("GridChange", "Grid worker on duty"), P0, max_length=60)
    on = date(label("GridChange", "From"), P0, required=True, computed=True)
    ends = flag(label("GridChange", "The old grid ends"), P0)
    buildings = text(label("GridChange", "Buildings"), P0, max_length=20_000, computed=True)
    """Their ids with a blank between them; none where all of them go."""
    keeps_workers = flag(label("GridChange", "Its workers go along"), P0)
    done_on = date(label("GridChange", "Done on"), P0, merge=LAST, computed=True)
    obstacle = text(label("GridChange", "Why it was not done"), P0, merge=LAST, max_length=40, computed=True)


@record("room", label("Room", "Room"), scope=GRID, parent="building")
class Room:
    """A dwelling: one cell of the people-and-house chart."""

    building = link(label("Room", "Building"), "building", P1, required=True, group="place")
    unit = number(label("Room", "Entrance"), P1, group="place", lowest=0, highest=40)
    floor = number(label("Room", "Floor"), P1, group="place", lowest=-9, highest=120)
    room_number = text(
        label("Room", "Room number"), P1, required=True, group="place", find=ADDRESS, max_length=20
    )
    status = choice(label("Room", "Use"), ROOM_STATUS, P1)
    checked_on = date(label("Room", "Last checked"), P1, merge=LAST, computed=True)


@record("facility", label("Facility", "Facility"), scope=GRID)
class Facility:
    """A service point, or another place for everybody; about the place, never about its visitors."""

    name = text(label("Facility", "Name"), P0, required=True, find=NAME, max_length=60)
    facility_kind = choice(label("Facility", "Kind"), FACILITY_KIND, P0, required=True)
    building = link(label("Facility", "Building"), "building", P0)
    address = text(label("Facility", "Address"), P0, find=ADDRESS)
    hours = text(label("Facility", "Opening hours"), P0, max_length=100)
    phone = text(label("Facility", "Public phone"), P0, max_length=20)
    offers = long_text(label("Facility", "What it offers"), P0)
    closed_on = date(label("Facility", "Closed since"), P0)
