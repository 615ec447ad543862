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
    aliases={
        "service_point": (
            "服务点 服务站 便民服务站 便民服务中心 便民代办点 便民代办服务点 代办点 党群服务点 党群服务站 "
            "党群服务中心 社区服务站"
        ),
        "grid_station": "驿站 网格服务站",
        "canteen": "食堂 幸福食堂 长者食堂 老年食堂 老年餐厅 助餐点",
        "clinic": "卫生站 卫生室 卫生服务中心 社区卫生服务站 社区卫生服务中心 诊所 医务室",
        "school": "学校 幼儿园 小学 中学 托育点",
        "elder_care": "养老院 敬老院 日间照料中心 养老服务站 养老服务中心",
        "mediation_room": "人民调解室 调解工作室",
        "meeting": "活动室 会议室 议事厅 文化活动室 党员活动室 图书室 文化长廊 青年小屋 妇女儿童之家",
        "shop": "商店 超市 门店 店铺 便利店",
        "market": "菜市场 农贸市场 集市",
        "open_space": "广场 公园 游园 口袋公园",
        "equipment": "健身器材 健身设施 充电设施",
        "other": "其它 other",
    },
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
