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

DISTRICT_LEVEL = own_list(
    "district_level",
    Code("city", "市", "City"),
    Code("county", "县（市、区）", "County or district"),
    Code("subdistrict", "街道（乡镇）", "Sub-district or town"),
    Code("area", "管区（片区）", "Area"),
    Code("community", "社区（村）", "Community or village"),
    Code("grid", "网格", "Grid"),
    aliases={
        "city": "地级市 设区市",
        "county": "县 区 县级市 旗 district",
        "subdistrict": "街道 乡镇 镇 乡 镇（街） 镇街 street",
        "area": "管区 片区 工作站 一级网格 大网格",
        "community": "社区 村 居委会 村委会 社区（管区） 二级网格 中网格 village",
        "grid": "小区网格 基础网格 专属网格 村（小区） 三级网格 三级小网格 小网格",
    },
)
"""From the top to the bottom; an office leaves out the levels that it does not have."""

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
