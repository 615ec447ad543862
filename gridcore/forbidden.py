"""What this product never keeps about people (docs/security.md), and the words by which it is recognised.

The same table refuses whatever is declared (`tests/architecture/test_schema_linter.py`) and roster columns,
in Chinese, pinyin and English, and warns gently while free text is typed.
"""

import functools
import re
from dataclasses import dataclass

from gridcore.pinyin import readings


@dataclass(frozen=True)
class _Topic:
    """Words of one topic; those in `columns` are too common in speech to warn about in a note.

    Chinese words count in pinyin too, as programmers and rosters name columns: `minzu`, `zheng_zhi_mian_mao`.
    """

    name: str
    words: str
    columns: str


_TOPICS = (
    _Topic(
        "religion",
        "宗教|信教|教徒|religion|religious",
        "信仰|佛教|道教|基督教|天主教|伊斯兰|belief|faith|church",
    ),
    _Topic("ethnicity", "民族|族别|ethnicity|ethnic|ethnic group", "族裔|种族|汉族|nationality|race"),
    _Topic(
        "politics",
        "政治面貌|政治面目|党员|党派|political outlook|party member|party membership",
        "政治身份|政治态度|政治倾向|政治表现|zzmm|political|politics",
    ),
    _Topic(
        "petition",
        "信访|上访|非访|缠访|闹访|钉子户|petition|petitions|petitioner|petitioners",
        "stability list",
    ),
    _Topic(
        "policing",
        "重点人口|重点人员|重点青少年|邪教|吸毒|涉毒|行径可疑|可疑人员|前科|刑满释放|肇事肇祸|稳控|维稳|涉稳"
        "|cult|drug user|drug use|drug addict|suspicious person|criminal record|key person|key youth",
        "可疑|不稳定因素|不放心人员|suspicious|suspect|stability|offence|conviction",
    ),
    _Topic(
        "biometric",
        "人脸|指纹|声纹|虹膜|步态|车牌|face image|face photo|face id|face recognition|faceprint|fingerprint"
        "|fingerprints|voiceprint|biometric|biometrics|plate number|licence plate|license plate",
        "视频监控|监控视频|生物特征|面部特征|face|faces|facial|iris|gait|palm print",
    ),
    _Topic(
        "tracking",
        "轨迹|打卡|电子围栏|gps|geofence|location track",
        "定位|签到|经纬度|经度|纬度|行踪|足迹|track|tracks|tracking|check in|latitude|longitude|geolocation"
        "|whereabouts|location history",
    ),
    _Topic("messages", "聊天记录|通话记录|群监控|chat log|chat history|call log|phone records", "chat group"),
    _Topic(
        "money",
        "银行卡|银行账号|银行账户|卡号|开户行|bank account|bank card|card number",
        "年收入|月收入|收入|工资|income|salary",
    ),
    _Topic(
        "diagnosis",
        "诊断|艾滋|病种|病名|用药清单|diagnosis|diagnoses|hiv|medicine list|medication list|medical history",
        "疾病|病史|患病|disease|illness",
    ),
    _Topic(
        "family_planning",
        "节育|避孕|婚检|孕检|contraception|marriage test",
        "计生|生育情况|生育状况|family planning",
    ),
    _Topic(
        "scoring",
        "信用分|诚信分|黑名单|红名单|红黑榜|风险等级|人员等级|blacklist|black list|risk level",
        "积分|评分|打分|诚信等级|信用等级|星级户|score|scores|scoring|credit|red list|risk grade",
    ),
    _Topic(
        "colour",
        "三色预警|三色管理|红黄绿|分色管理|人员颜色",
        "三色|颜色等级|风险颜色|risk colou?r|person colou?r|people colou?r|resident colou?r|member colou?r"
        "|household colou?r|colou?r of person|colou?r of resident|traffic light",
    ),
    _Topic(
        "ranking",
        "在线时长|登录天数|leaderboard|login days",
        "排名|排行|绩效|考核|业绩|rank|ranks|ranking|rankings|online time|worker performance"
        "|performance rating|performance review|kpi",
    ),
    _Topic(
        "identity_photo",
        "身份证照片|身份证复印件|身份证扫描件|户口本照片|户口簿照片|id card photo|identity card photo",
        "id photo|register photo",
    ),
    _Topic("workplace", "work unit", "工作单位|服务处所|单位名称|employer|workplace"),
    _Topic("foreigners", "境外人员|外籍人员|foreign national", "国籍|foreigner|foreigners"),
    _Topic("rumour", "邻居评价|neighbours opinion", "群众反映|口碑|rumour|rumor|reputation"),
)
# Named after what is refused for people: 民族路 is a street, and a village's public income is nobody's own.
_HARMLESS = re.compile(
    r"民族(?:东|西|南|北|中)?(?:路|街|巷|里|村|新村|小区|大道|广场|学校|中学|小学|大学|医院|团结|乐|舞)"
    r"|党员活动室|党员之家|定位器|收入院|农民工工资"
)
_HARMLESS_ENGLISH = re.compile(r"\bpublic income\b")
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_SPACE = re.compile(r"\s+")


def _pattern(words: str) -> re.Pattern[str]:
    """Chinese words anywhere, English ones as whole words."""
    return re.compile("|".join(rf"\b(?:{word})\b" if word.isascii() else word for word in words.split("|")))


def _with_pinyin(words: str) -> str:
    """The words, and each Chinese one in all its readings, its syllables apart or not."""
    chinese = [word for word in words.split("|") if not word.isascii()]
    read = (" ?".join(reading) for word in chinese for reading in readings(word))
    return "|".join((words, *dict.fromkeys(read)))


_IN_TEXT = tuple((topic.name, _pattern(topic.words)) for topic in _TOPICS)


@functools.cache  # the table of readings is unpacked when the first name is judged, not while typing starts
def _in_names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((topic.name, _pattern(_with_pinyin(f"{topic.words}|{topic.columns}"))) for topic in _TOPICS)


def forbidden_topic(text: str, *, free_text: bool = False) -> str | None:
    """The topic that a column, field or tag name is about, if it is one that must not exist.

    With `free_text` only words that hardly mean anything else count: enough for a gentle warning.
    """
    chinese = _HARMLESS.sub("", _SPACE.sub("", text))
    english = _HARMLESS_ENGLISH.sub("", " ".join(_WORD.findall(text)).lower())
    searched = f"{chinese} | {english}"
    return next(
        (topic for topic, words in (_IN_TEXT if free_text else _in_names()) if words.search(searched)), None
    )
