"""Codes about consent and mutual aid: who answered, how, for what, and why something ended. Own lists."""

from gridcore.codes import Code, own_list

CONSENT_ANSWER = own_list(
    "consent_answer",
    Code("granted", "同意", "Agreed"),
    Code("refused", "不同意", "Refused"),
)

CONSENT_GIVER = own_list(
    "consent_giver",
    Code("person", "本人", "The person"),
    Code("guardian", "监护人", "The guardian"),
)

CONSENT_WAY = own_list(
    "consent_way",
    Code("paper", "书面签字", "Signed on paper"),
    Code("spoken", "当面口头", "Said in person"),
    Code("phone", "电话", "By phone"),
    Code("video", "视频", "By video"),
)

CONSENT_PURPOSES = own_list(
    "consent_purposes",
    Code("visits", "关爱走访和联系", "Care visits and calls"),
    Code(
        "health", "记录照护需求等敏感信息（单独同意）", "Keeping sensitive needs of care (separate consent)"
    ),
    Code("helper", "告知联系人或邻里帮手", "Telling the contact person or a neighbour who helps"),
    Code("referral", "转介给服务机构", "Passing needs on to a service"),
    Code("photos", "家中拍照", "Photos inside the home"),
)
"""Each may be agreed to without the others; `visits` is what a care plan's visits rest on."""

GUARDIAN_RELATION = own_list(
    "guardian_relation",
    Code("parent", "父母", "Parent"),
    Code("grandparent", "祖父母或外祖父母", "Grandparent"),
    Code("spouse", "配偶", "Spouse"),
    Code("child", "成年子女", "Grown-up child"),
    Code("sibling", "兄弟姐妹", "Brother or sister"),
    Code("committee", "居（村）民委员会或民政部门", "Residents' committee or civil affairs"),
    Code("other", "其他", "Other"),
)

LEGAL_BASIS = own_list(
    "legal_basis",
    Code("consent", "本人同意", "Consent"),
    Code("separate", "单独同意", "Separate consent"),
    Code("guardian", "监护人同意", "Guardian's consent"),
    Code("application", "本人申请", "Application"),
    Code("statutory", "法定职责", "Statutory duty"),
    Code("emergency", "紧急情况，事后告知", "Emergency, told afterwards"),
)

PLAN_END = own_list(
    "plan_end",
    Code("purpose_reached", "已不需要", "No longer needed"),
    Code("wish", "本人不再需要", "Wish of the person"),
    Code("withdrawn", "撤回同意", "Consent withdrawn"),
    Code("period_over", "到期", "The period is over"),
    Code("moved_away", "已迁出", "Moved away"),
    Code("deceased", "已去世", "Died"),
)
