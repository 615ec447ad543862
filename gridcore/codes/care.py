"""Codes about care: needs, contact, consent. Own lists, and the standards that the area uses."""

from gridcore.codes import Code, own_list
from gridcore.codes.care_categories import CARE_CATEGORY, CARE_FREQUENCY
from gridcore.codes.gb_t_26341 import DISABILITY_GRADE, DISABILITY_KIND

__all__ = [
    "CARE_CATEGORY",
    "CARE_FREQUENCY",
    "CARE_LEVEL",
    "CARE_NEEDS",
    "CONSENT",
    "CONTACT_WAY",
    "DISABILITY_GRADE",
    "DISABILITY_KIND",
    "LEVEL_FREQUENCY",
]

CARE_NEEDS = own_list(
    "care_needs",
    Code("medicine_reminder", "提醒服药", "Reminder to take medicine"),
    Code("mobility_help", "行动协助", "Help with moving about"),
    Code("escort", "陪同外出或就医", "Company on the way or to the doctor"),
    Code("power_for_device", "设备不能断电", "Power for a device"),
    Code("speak_slowly", "说话放慢", "Speak slowly"),
    Code("speak_loudly", "说话大声", "Speak loudly"),
    Code("wheelchair", "轮椅", "Wheelchair"),
    Code("large_print", "大字材料", "Large print"),
    Code("write_it_down", "书面沟通", "Write it down"),
    Code("chat", "聊天陪伴", "A chat"),
    Code("errands", "代买代办", "Errands"),
    Code("meals", "助餐送餐", "Meals"),
    Code("cleaning", "家务保洁", "Help at home"),
    Code("small_repairs", "小修小补", "Small repairs"),
    Code("phone_help", "手机使用", "Help with the phone"),
    Code("study_help", "学习辅导", "Help with school work"),
    Code("carer_rest", "照护者喘息", "A rest for the carer"),
    Code("call_before_visit", "上门前先打电话", "Call before a visit"),
)
"""Needs in place of reasons: what helps, never why."""

CARE_LEVEL = own_list(
    "care_level",
    Code("close", "高频关爱", "Close care"),
    Code("regular", "重点关爱", "Regular care"),
    Code("general", "一般关爱", "General care"),
)

LEVEL_FREQUENCY = {"close": "weekly", "regular": "monthly", "general": "quarterly"}
"""The three tiers of a published rule."""

CONTACT_WAY = own_list(
    "contact_way",
    Code("door", "上门", "At the door"),
    Code("phone", "电话", "Phone"),
    Code("video", "视频", "Video"),
    Code("elsewhere", "在外遇见", "Met elsewhere"),
)

CONSENT = own_list(
    "consent",
    Code("granted", "已同意", "Granted"),
    Code("guardian", "监护人已同意", "Granted by the guardian"),
    Code("not_asked", "尚未征询", "Not yet asked"),
    Code("refused", "不同意", "Refused"),
    Code("withdrawn", "已撤回", "Withdrawn"),
    # Follows from a guardian's consent for a child under 14, and is never written.
    Code("awaits_approval", "等待主管批准", "Waits for approval", enabled=False),
)
