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

PARTY_KIND = own_list(
    "party_kind",
    Code("person", "自然人", "Person"),
    Code("organisation", "单位", "Organisation"),
)

SPEAKS_FOR = own_list(
    "speaks_for",
    Code("guardian", "监护人", "Guardian"),
    Code("legal", "法定代表人或负责人", "Legal representative or head"),
    Code("chosen", "推选的代表人", "Chosen by the party's people"),
)
"""As whom somebody speaks for a party by law; an agent has a power of attorney of its own."""

ATTORNEY_POWERS = own_list(
    "attorney_powers",
    Code("apply", "代为申请或者终止调解", "Apply for mediation, or stop it"),
    Code("evidence", "代为收集、提供证据", "Collect and hand in evidence"),
    Code("mediator", "代为选择或者接受调解员", "Choose or accept the mediator"),
    Code("requests", "代为承认、变更、放弃请求", "Admit, change or give up requests"),
    Code("sign", "代为参加调解、签署笔录和协议", "Take part, sign records and the agreement"),
    Code("papers", "代为签收文书", "Receive papers"),
    Code("other", "其他", "Other"),
)
"""What a power of attorney ticks."""

HELPER_RELATION = own_list(
    "helper_relation",
    Code("relative", "亲属", "Relative"),
    Code("neighbour", "邻里", "Neighbour"),
    Code("colleague", "同事", "Colleague"),
    Code("expert", "专业人员", "Expert"),
    Code("organisation", "社会组织人员", "Member of a social organisation"),
    Code("other", "其他", "Other"),
)
"""Whom both parties may let take part (People's Mediation Law, article 20)."""

HOW_PERFORMED = own_list(
    "how_performed",
    Code("whole", "已全部履行", "Performed"),
    Code("partly", "部分履行", "Partly performed"),
    Code("not", "未履行", "Not performed"),
)

SATISFACTION = own_list(
    "satisfaction",
    Code("satisfied", "满意", "Satisfied"),
    Code("fairly", "基本满意", "Fairly satisfied"),
    Code("not", "不满意", "Not satisfied"),
)

CONFIRMATION_RESULT = own_list(
    "confirmation_result",
    Code("confirmed", "裁定协议有效", "Ruled to be valid"),
    Code("rejected", "裁定驳回申请", "Rejected"),
    Code("withdrawn", "撤回申请", "Withdrawn"),
)
"""A court's ruling on an agreement (Civil Procedure Law 2023, article 206)."""

CASE_OUTCOME = own_list(
    "case_outcome",
    Code("agreed_written", "达成书面协议", "Agreed in writing"),
    Code("agreed_oral", "达成口头协议", "Agreed orally"),
    Code("terminated", "终止调解", "Terminated"),
    Code("not_accepted", "不予受理", "Not accepted"),
    Code("withdrawn", "撤回申请", "Withdrawn"),
)
"""How a case came out; each code is the state of the case in which that was settled."""

CASE_PAPER = own_list(
    "case_paper",
    Code("cover", "卷宗封面", "Cover"),
    Code("contents", "卷内目录", "Contents"),
    Code("application", "人民调解申请书", "Application for mediation"),
    Code("acceptance_register", "人民调解受理登记表", "Register of acceptance"),
    Code("rights_notice", "人民调解当事人权利义务告知书", "Notice of rights and duties"),
    Code("identity_proof", "当事人身份证明", "Proof of identity"),
    Code("power_of_attorney", "授权委托书", "Power of attorney"),
    Code("investigation_record", "人民调解调查记录", "Record of an investigation"),
    Code("evidence", "人民调解证据材料", "Evidence"),
    Code("mediation_record", "人民调解记录", "Mediation record"),
    Code("agreement", "人民调解协议书", "Mediation agreement"),
    Code("oral_agreement_register", "人民调解口头协议登记表", "Register of an oral agreement"),
    Code("performance_proof", "履行凭证", "Proof of performance"),
    Code("return_visit_record", "人民调解回访记录", "Record of a return visit"),
    Code("judicial_confirmation", "司法确认有关材料", "Papers on judicial confirmation"),
    Code("file_note", "卷宗情况说明", "Note on the file"),
    Code("back_cover", "封底", "Back cover"),
    Code("termination_notice", "终止调解通知书", "Notice of termination"),
    Code("non_acceptance_notice", "不予受理通知书", "Notice that a case is not accepted"),
    Code("closing_report", "结案报告表", "Closing report"),
)
"""The papers of a file in their order (format of the Ministry of Justice, 2010), then the notices."""

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
