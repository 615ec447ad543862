"""Made-up names of people and places: usual characters, no known person, no real address."""

import random
from bisect import bisect
from collections.abc import Collection, Sequence
from itertools import accumulate, product

RARE_CHARACTERS = "龑䶮㛃喆堃犇"
"""Characters of real names that many programs cannot show, sort or find."""
_RARE_SHARE = 0.006


def _words(words: str) -> tuple[str, ...]:
    return tuple(words.split(" "))


_SURNAMES = (
    "王71 李70 张67 刘54 陈45 杨31 黄22 赵21 吴20 周19 徐17 孙15 马13 朱13 胡12 林12 郭11 何11 高10 罗10 "
    "郑9 梁9 谢8 宋8 唐8 许7 邓7 韩7 冯7 曹6 彭6 曾6 肖6 田6 董6 潘5 袁5 蔡5 蒋5 余5 于5 杜5 叶5 程5 魏5 "
    "苏5 吕5 丁5 任5 卢4 姚4 沈4 钟4 姜4 崔4 谭4 陆4 范4 汪4 廖4 石3 金3 贾3 夏3 付3 方3 邹3 熊3 白3 孟3 "
    "秦3 邱3 侯3 江3 尹3 薛3 闫3 段3 雷2 龙2 史2 陶2 黎2 贺2 毛2 郝2 顾2 龚2 邵2 万2 覃2 武2 钱2 戴2 严2 "
    "莫2 孔2 向2 常2 汤2 康2 易2 乔2 单1 仇1 解1 盖1 区1 查1 翟1 欧阳1 诸葛1 尉迟1 上官1 司徒1"
)
_GIVEN = {
    ("old", "1"): (
        "建国 国华 志明 德福 永福 长林 玉林 福生 金生 广田 树林 文彬 明德 世昌 兆祥 新民 学文 庆丰 宝山 "
        "春生 传福 连生 忠义 克俭 瑞祥 振华 占山 守信 凤山 润生 炳文 立业 维新 有田 长贵 满仓 恒昌 敬之 "
        "先进 四海 国栋 云山 本立 德全"
    ),
    ("old", "2"): (
        "桂英 秀英 玉兰 桂兰 秀兰 凤英 玉珍 淑珍 淑芳 秀珍 桂芳 玉梅 翠兰 凤兰 素珍 春兰 惠芳 月英 淑华 "
        "美珍 爱莲 巧云 玉芬 素芬 兰英 桂花 银花 彩云 金凤 秋菊 腊梅 雪梅 菊香 荷花 慧珍 瑞兰 素贞 文秀 "
        "佩兰 静芝 云仙 香莲 喜凤 莲英"
    ),
    ("grown", "1"): (
        "伟 磊 勇 超 斌 波 辉 刚 平 健 俊 亮 峰 宏伟 志刚 建华 海涛 晓东 文斌 永刚 立新 春雷 国庆 卫东 "
        "建军 海波 志勇 少华 振宇 明辉 学军 红兵 向阳 长青 文博 凯 鑫 浩 晨 旭 帆 翔宇 子豪 家豪 俊杰 "
        "嘉伟 志远 思源 天宇 一凡 云飞 广平 书林 大海"
    ),
    ("grown", "2"): (
        "芳 敏 静 丽 艳 燕 玲 霞 娟 萍 红 梅 莉 颖 婷 雪 慧 倩 洁 琳 丹 丽娟 海燕 晓燕 春梅 丽华 红梅 "
        "建平 亚男 文静 晓丽 雅琴 玉洁 秋霞 佳 悦 露 思思 梦瑶 雨欣 诗雨 嘉怡 晓彤 冰洁 若曦 欣然 志红 "
        "卫红 巧玲 淑敏 月华 惠玲 美华 翠萍"
    ),
    ("young", "1"): (
        "浩宇 子轩 宇轩 梓豪 俊熙 睿哲 一诺 沐辰 奕辰 宇航 子墨 浩然 博文 天佑 嘉懿 明轩 文轩 昊天 泽宇 "
        "景行 承泽 知远 子安 乐天 瑞霖 启航 书航 亦凡 星辰 思远 程远 皓轩 晨曦 铭泽 俊豪 沐阳 宸睿 言蹊 "
        "清扬 予安"
    ),
    ("young", "2"): (
        "梓涵 欣怡 诗涵 雨桐 可馨 语桐 一诺 沐瑶 若汐 佳怡 思琪 雨萱 欣妍 梓萱 艺涵 心怡 语嫣 紫涵 婉清 "
        "静姝 芷若 念安 知夏 书瑶 清妍 安然 乐怡 星语 亦菲 可欣 雅涵 锦瑶 初夏 米多 暖阳 诗琪 沐晴 语诺 "
        "听雨 禾苗"
    ),
}
_RARE_GIVEN = tuple(f"{before}{rare}" for before, rare in product(("", "文", "玉", "子"), RARE_CHARACTERS))

STREETS = _words(
    "睦邻路 和合街 守望路 相助街 敦亲路 同德街 和顺路 仁里街 善邻路 礼让街 修睦路 共济街 友邻路 德馨街 "
    "勤和路 暖阳街 互助路 春晓街 同心路 邻里街"
)
_ESTATE_FIRST = _words(
    "向阳 和合 睦邻 春晓 同心 明德 仁和 安居 友善 德馨 守望 相助 祥和 暖阳 致远 清和 修睦 勤和 惠民 康宁 "
    "怡和 敦亲 共济 礼让 静安居 乐善 信义 听雨 望舒 棠梨 梧桐 紫藤 青禾 云栖 松风 竹里 菊香 海棠 银杏 "
    "石榴"
)
_ESTATE_LAST = ("里", "苑", "花园", "新村", "家园", "小区", "名居", "雅庭")
VILLAGES = _words("北园村 桥头村 柳林村 河湾村 坡上村 井台村 东埂村 塘边村 磨坊村 槐树村 渡口村 西桥村")
COMMUNITY_NAMES = _words(
    "睦邻 和合 向阳 同心 守望 相助 敦亲 同德 和顺 仁里 善邻 礼让 修睦 共济 友邻 德馨 暖阳"
)
_DIGITS = "零一二三四五六七八九"


class Names:
    """Draws names from one source of chance."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def surname(self, *, other_than: str = "") -> str:
        """A surname about as frequent as in life."""
        while True:
            found = _SURNAME_LIST[bisect(_SURNAME_BOUNDS, self._chance.random() * _SURNAME_BOUNDS[-1])]
            if found != other_than:
                return found

    def given(self, sex: str, age: int, *, taken: Collection[str] = ()) -> str:
        """A given name as the person's generation has it, none of those that are taken in the household."""
        if self._chance.random() < _RARE_SHARE:
            choices: Sequence[str] = _RARE_GIVEN
        else:
            choices = _GIVEN_LISTS["old" if age >= 56 else "grown" if age >= 17 else "young", sex]
        while (found := self._chance.choice(choices)) in taken:
            choices = _GIVEN_LISTS["grown", sex]
        return found


def estate_names(chance: random.Random, estates: int, villages: int) -> list[str]:
    """Different names, those of villages last. Raises ValueError for more than there are."""
    return [*chance.sample(_ESTATES, estates), *chance.sample(VILLAGES, villages)]


def community_name(number: int) -> str:
    """The name of the nth community, from 1; every one says that it is for demonstration."""
    rounds, place = divmod(number - 1, len(COMMUNITY_NAMES))
    return f"{COMMUNITY_NAMES[place]}{chinese_number(rounds + 1) if rounds else ''}社区（演示）"


def chinese_number(number: int) -> str:
    """A number from 1 to 999 as it stands in a name: 三, 十二, 一百零五."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += f"{_DIGITS[tens] if tens > 1 or hundreds else ''}十"
    elif hundreds and ones:
        words += "零"
    return words + (_DIGITS[ones] if ones else "")


def _split_weight(entry: str) -> tuple[str, int]:
    words = entry.rstrip("0123456789")
    return words, int(entry[len(words) :])


_WEIGHTED = tuple(_split_weight(entry) for entry in _SURNAMES.split(" "))
_SURNAME_LIST = tuple(surname for surname, _ in _WEIGHTED)
_SURNAME_BOUNDS = tuple(accumulate(weight for _, weight in _WEIGHTED))
_GIVEN_LISTS = {group: _words(words) for group, words in _GIVEN.items()}
_ESTATES = tuple(f"{first}{last}" for first, last in product(_ESTATE_FIRST, _ESTATE_LAST))
