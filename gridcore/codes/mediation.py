"""Codes about people's mediation.

Types and sources follow two published statistics (a city bureau's monthly report of August 2016 and a county
report); numbers and sub-types are this product's. Case sources ① and ② are those of the acceptance register.
"""

from gridcore.codes import Code, own_list

DISPUTE_TYPE = own_list(
    "dispute_type",
    Code("01", "婚姻家庭纠纷", "Marriage and family"),
    Code("02", "邻里纠纷", "Between neighbours"),
    Code("03", "房屋宅基地纠纷", "House or homestead"),
    Code("04", "合同纠纷", "Contract"),
    Code("05", "生产经营纠纷", "Production and business"),
    Code("06", "损害赔偿纠纷", "Damages"),
    Code("07", "山林土地纠纷", "Forest and land"),
    Code("08", "征地拆迁纠纷", "Land taking and resettlement"),
    Code("09", "环境污染纠纷", "Pollution"),
    Code("10", "劳动争议纠纷", "Work"),
    Code("11", "消费纠纷", "Purchase"),
    Code("12", "医疗纠纷", "Medical"),
    Code("13", "道路交通事故纠纷", "Road accident"),
    Code("14", "物业纠纷", "Property management"),
    Code("15", "拖欠农民工工资纠纷", "Unpaid wages of migrant workers"),
    Code("16", "村务管理纠纷", "Village affairs"),
    Code("99", "其他纠纷", "Other"),
)

DISPUTE_SUBTYPE = own_list(
    "dispute_subtype",
    Code("noise", "噪音", "Noise"),
    Code("water_leak", "漏水", "Leaking water"),
    Code("light_and_air", "采光通风", "Light and air"),
    Code("stairwell", "楼道堆物", "Things in the stairwell"),
    Code("parking", "停车", "Parking"),
    Code("pets", "宠物", "Pets"),
    Code("adding_a_lift", "加装电梯", "Adding a lift"),
    Code("cooking_smoke", "油烟", "Cooking smoke"),
    Code("drainage", "排水", "Drainage"),
    Code("plants", "树木绿植", "Trees and plants"),
    Code("boundary", "共墙与边界", "Shared walls and boundaries"),
    Code("falling_objects", "高空抛物", "Objects thrown down"),
    Code("property_fee", "物业费", "Property fee"),
    Code("repair_duty", "维修责任", "Duty to repair"),
    Code("public_income", "公共收益", "Revenue of shared parts"),
    Code("security_duty", "安保责任", "Duty to keep the place safe"),
)
"""Asked for types 02 and 14."""

CASE_SOURCE = own_list(
    "case_source",
    Code("01", "当事人申请", "Application by a party"),
    Code("02", "主动调解", "On the committee's own initiative"),
    Code("03", "公安机关移送或引导", "Passed on by the police"),
    Code("04", "人民法院委派委托或引导", "Passed on by a court"),
    Code("05", "政府部门移送", "Passed on by a government department"),
    Code("06", "其他单位引导", "Passed on by another office"),
    Code("07", "网格走访发现", "Found on a grid visit"),
    Code("09", "其他", "Other"),
)

PARTY_ROLE = own_list(
    "party_role",
    Code("applicant", "申请人", "Applicant"),
    Code("respondent", "被申请人", "Respondent"),
)

MEMBER_ROLE = own_list(
    "member_role",
    Code("mediator", "调解员", "Mediator"),
    Code("recorder", "记录人", "Recorder"),
    Code("supervisor", "审批人", "Approving supervisor"),
    Code("legal_adviser", "法律顾问", "Legal adviser"),
)

EVIDENCE_KIND = own_list(
    "evidence_kind",
    Code("document", "书证", "Document"),
    Code("photo", "照片", "Photo"),
    Code("audio", "录音", "Audio recording"),
    Code("object_note", "物证说明", "Note about an object"),
    Code("statement", "证人证言", "Statement"),
)

CASE_SCALE = own_list(
    "case_scale",
    Code("simple", "简单", "Simple"),
    Code("general", "一般", "General"),
    Code("complex", "疑难复杂", "Complex"),
)

RETENTION_PERIOD = own_list(
    "retention_period",
    Code("short", "短期", "Short"),
    Code("long", "长期", "Long"),
    Code("permanent", "永久", "Permanent"),
)
"""Required on the cover of a file; how many years each means is set with the archives authority."""
