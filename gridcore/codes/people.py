"""Codes about households and residents: this product's own lists, and the standards that the area uses."""

from gridcore.codes import Code, own_list
from gridcore.codes.gb_t_2261 import SEX
from gridcore.codes.gb_t_4761 import RELATION, RELATION_SHORT

__all__ = [
    "ARRIVAL",
    "CONTACT_PREFERENCE",
    "GONE",
    "HOUSEHOLD_TAGS",
    "ID_DOCUMENT",
    "LANGUAGE",
    "PHONE_KIND",
    "PHONE_OWNER",
    "REGISTERED_HERE",
    "RELATION",
    "RELATION_SHORT",
    "RESIDENT_STATUS",
    "SEX",
    "TENURE",
]

TENURE = own_list(
    "tenure",
    Code("owner", "自有住房", "Owner-occupied"),
    Code("rented", "租住", "Rented"),
    Code("vacant", "空置", "Vacant"),
    Code("other", "其他", "Other"),
    aliases={
        "owner": "自有 自住 自有房 产权房",
        "rented": "租房 出租 出租房 租赁",
        "vacant": "空房 空户",
    },
)

HOUSEHOLD_TAGS = own_list(
    "household_tags",
    Code("service_post", "服务岗位户", "Service post household"),
    Code("volunteer", "志愿户", "Volunteer household"),
    Code("contact", "联系户", "Contact household"),
    Code("mutual_aid", "邻里互助户", "Mutual aid household"),
    Code("hosts_meetings", "邻里议事点", "Hosts neighbours' meetings"),
)
"""What a household does for others and wishes to show; never what somebody thinks of it."""

REGISTERED_HERE = own_list(
    "registered_here",
    Code("here", "户籍在此", "Registered here"),
    Code("same_city", "本市其他地方", "Elsewhere in the city"),
    Code("elsewhere", "外地", "Elsewhere"),
    Code("unknown", "不清楚", "Unknown"),
    aliases={
        "here": "是 本地 本社区 在册 户籍 户籍人口 人户一致",
        "same_city": "本市 市内 人户分离",
        "elsewhere": "否 外来 流动 流动人口 外省",
        "unknown": "未知 不详",
    },
)

RESIDENT_STATUS = own_list(
    "resident_status",
    Code("lives_here", "居住在此", "Lives here"),
    Code("away", "暂时外出", "Away for a time"),
    Code("moved_away", "已迁出", "Moved away"),
    Code("deceased", "已去世", "Deceased"),
    aliases={
        "lives_here": "在住 常住 居住",
        "away": "外出 外出务工",
        "moved_away": "迁出 搬走 已搬走",
        "deceased": "死亡 去世 已故 故",
    },
)

GONE = ("moved_away", "deceased")
"""Residents of these states are kept for the record and no longer live there."""

ARRIVAL = own_list(
    "arrival",
    Code("born", "出生", "Born into the household"),
    Code("moved_in", "迁入", "Moved in"),
    Code("already_here", "登记时已居住", "Lived here when first registered"),
    aliases={"moved_in": "搬入 搬来", "already_here": "原住"},
)

PHONE_KIND = own_list(
    "phone_kind",
    Code("mobile", "手机", "Mobile"),
    Code("landline", "座机", "Landline"),
    Code("other", "其他", "Other"),
    aliases={"mobile": "移动电话", "landline": "固话 固定电话"},
)

PHONE_OWNER = own_list(
    "phone_owner",
    Code("self", "本人", "The person's own"),
    Code("spouse", "配偶", "Spouse's"),
    Code("child", "子女", "Child's"),
    Code("parent", "父母", "Parent's"),
    Code("relative", "其他亲属", "Another relative's"),
    Code("neighbour", "邻居", "Neighbour's"),
    Code("carer", "护工或保姆", "Carer's"),
    Code("other", "其他", "Somebody else's"),
)

CONTACT_PREFERENCE = own_list(
    "contact_preference",
    Code("call", "打电话", "A call"),
    Code("message", "发短信或微信", "A message"),
    Code("door", "直接上门", "A visit at the door"),
    Code("family", "先联系家人", "Through the family"),
    Code("none", "尽量不打扰", "As seldom as possible"),
)

LANGUAGE = own_list(
    "language",
    Code("putonghua", "普通话", "Standard Chinese"),
    Code("local", "本地话", "The local dialect"),
    Code("dialect", "其他方言", "Another dialect"),
    Code("sign", "手语", "Sign language"),
    Code("other", "其他语言", "Another language"),
)
"""In what one is understood; never which people somebody belongs to."""

ID_DOCUMENT = own_list(
    "id_document",
    Code("1", "居民身份证", "Resident identity card"),
    Code("2", "户口簿", "Household register"),
    Code("3", "港澳居民居住证或通行证", "Permit of a Hong Kong or Macao resident"),
    Code("4", "台湾居民居住证或通行证", "Permit of a Taiwan resident"),
    Code("5", "外国人永久居留身份证或护照", "Permanent residence card or passport"),
    Code("9", "其他", "Other"),
    Code("0", "未提供", "Not shown"),
    aliases={"1": "身份证 二代身份证", "2": "户口本", "5": "护照", "0": "无"},
)
