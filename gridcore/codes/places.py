"""Codes about communities, grids, buildings and rooms: this product's own lists."""

from gridcore.codes import Code, own_list

COMMUNITY_KIND = own_list(
    "community_kind",
    Code("urban", "城市社区", "Urban community"),
    Code("oilfield", "油田社区", "Oilfield community"),
    Code("village", "村", "Village"),
    Code("other", "其他", "Other"),
)

GRID_KIND = own_list(
    "grid_kind",
    Code("1", "基础网格", "Basic grid"),
    Code("2", "专属网格", "Dedicated grid"),
)
"""The code is the 13th character of a grid code (`gridcore.codes.divisions`)."""

BUILDING_LAYOUT = own_list(
    "building_layout",
    Code("tower", "楼房", "Building with flats"),
    Code("courtyard", "院落", "Courtyard of houses"),
)

FACILITY_KIND = own_list(
    "facility_kind",
    Code("service_point", "便民服务点", "Service point"),
    Code("grid_station", "网格驿站", "Grid station"),
    Code("canteen", "社区食堂", "Canteen"),
    Code("clinic", "卫生服务站", "Clinic"),
    Code("school", "学校或幼儿园", "School or kindergarten"),
    Code("elder_care", "养老服务点", "Care for older people"),
    Code("mediation_room", "调解室", "Mediation room"),
    Code("meeting", "议事活动场所", "Meeting place"),
    Code("shop", "商铺", "Shop"),
    Code("market", "市场", "Market"),
    Code("open_space", "广场或公园", "Square or park"),
    Code("equipment", "公共设施", "Public equipment"),
    Code("other", "其他", "Other"),
)
"""What a place is for; never who goes there."""

ROOM_STATUS = own_list(
    "room_status",
    Code("occupied", "自住", "Lived in"),
    Code("rented", "出租", "Rented"),
    Code("vacant", "空置", "Vacant"),
    Code("business", "经营或办公", "Shop or office"),
    Code("unknown", "不清楚", "Unknown"),
    aliases={
        "occupied": "常住 有人居住 居住",
        "rented": "租住 出租房",
        "vacant": "空房 无人居住 空关",
        "business": "商用 门面",
    },
)
