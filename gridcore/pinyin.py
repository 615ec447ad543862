"""Names in pinyin, for search and for finding the same person twice: readings without tones, ü as v.

Surnames are read as surnames (曾 zeng, 单 shan, 尉迟 yuchi). A name with several usual readings has several
keys; the first is the likeliest, all of them are searched.
"""

import base64
import functools
import lzma
import re
from itertools import islice, product

from gridcore.pinyin_table import BEYOND, PACKED, SYLLABLES

_FIRST = 0x4E00
_FEW = 8
"""Readings of one name that are kept; more would be guesses upon guesses."""

# The likeliest reading first; the ordinary reading of the character is added to them.
_SURNAMES = (
    "曾zeng 单shan 仇qiu 朴piao 查zha 盖ge 解xie 区ou 翟zhai 乐yue 缪miao 覃qin 卜bu 薄bo 阚kan 乜nie "
    "佴nai 么yao 句gou 员yun 种chong 洗xian 召shao 折she 黑he 秘bi 能nai 祭zhai 繁po 都du 炅gui 藏zang "
    "郗chi 冒mo 隗wei,kui 尉wei,yu 郇xun 牟mu 莘shen,xin 谌chen,shen 柏bai,bo 那na,nuo 盛sheng,cheng "
    "郄qie,xi"
)
_IN_GIVEN_NAMES = (
    "长chang 晟sheng,cheng 乐le,yue 重chong,zhong 行xing,hang 朝chao,zhao 茜qian,xi 澄cheng,deng "
    "参can,shen 藏cang,zang 降jiang,xiang 都du,dou 颉jie,xie 莘xin,shen 靓liang,jing 盛sheng,cheng "
    "曾zeng,ceng 单dan,shan 柏bai,bo 薄bo 阿a,e 仔zi,zai 什shi 率shuai,lv 绿lv,lu 还huan,hai 纶lun,guan "
    "翟zhai,di 佛fo 弹tan,dan 调tiao,diao 畜xu 查cha,zha 解jie,xie 卜bu 仇qiu,chou 蔚wei,yu 角jiao,jue "
    "隽jun,juan"
)
_COMPOUND = (
    "欧阳ou,yang 上官shang,guan 司马si,ma 诸葛zhu,ge 夏侯xia,hou 皇甫huang,fu 尉迟yu,chi 万俟mo,qi "
    "长孙zhang,sun 单于chan,yu 令狐ling,hu 澹台tan,tai 呼延hu,yan 鲜于xian,yu 宰父zai,fu 谷梁gu,liang "
    "公孙gong,sun 慕容mu,rong 宇文yu,wen 轩辕xuan,yuan 钟离zhong,li 东方dong,fang 独孤du,gu "
    "南宫nan,gong 端木duan,mu 百里bai,li 东郭dong,guo 西门xi,men 第五di,wu 赫连he,lian 拓跋tuo,ba "
    "淳于chun,yu 太叔tai,shu 申屠shen,tu 仲孙zhong,sun 濮阳pu,yang 公冶gong,ye 宗政zong,zheng "
    "闾丘lv,qiu 左丘zuo,qiu 梁丘liang,qiu 完颜wan,yan 纳兰na,lan 耶律ye,lv 叶赫ye,he 那拉na,la "
    "司徒si,tu 司空si,kong 亓官qi,guan 巫马wu,ma 公西gong,xi 漆雕qi,diao 乐正yue,zheng 壤驷rang,si "
    "公良gong,liang 夹谷jia,gu 段干duan,gan 羊舌yang,she 微生wei,sheng 南门nan,men"
)
_TOKEN = re.compile(r"[A-Za-zÀ-ɏ0-9]+|\w")
_NOT_TYPED = re.compile(r"[\s'’·.-]+")

COMPOUND_SURNAMES = frozenset(entry[:2] for entry in _COMPOUND.split(" "))


def syllables(name: str) -> tuple[str, ...]:
    """The likeliest reading, a syllable for each character; a Latin word is one syllable."""
    return readings(name)[0]


@functools.lru_cache(maxsize=2_048)  # search asks for pinyin and for initials of the same name
def readings(name: str) -> tuple[tuple[str, ...], ...]:
    """Every usual reading of a name, the likeliest first; at least one, at most eight."""
    tables = _tables()
    first = tables.first
    found = [first.get(each) for each in name]
    plain = tuple(each for each in found if each is not None)
    if len(plain) == len(name) and name[:2] not in tables.compound and tables.ambiguous.isdisjoint(name):
        return (plain,)
    tokens = _TOKEN.findall(name)
    choices = [tables.choices(token, place) for place, token in enumerate(tokens)]
    readings_found = list(islice(product(*choices), _FEW))
    if (compound := tables.compound.get("".join(tokens[:2]))) is not None:
        likeliest = [(*compound, *rest) for rest in islice(product(*choices[2:]), _FEW)]
        readings_found = [*likeliest, *readings_found]
    return tuple(dict.fromkeys(readings_found))[:_FEW]


def pinyin_key(name: str) -> str:
    """The likeliest reading as one word."""
    return "".join(syllables(name))


def initials_key(name: str) -> str:
    """The first letters of the likeliest reading."""
    return "".join(each[0] for each in syllables(name))


def pinyin_keys(name: str) -> tuple[str, ...]:
    """Every reading as one word, and with u where v stands for ü, as many people type it."""
    keys = ["".join(each) for each in readings(name)]
    return tuple(dict.fromkeys([*keys, *(each.replace("v", "u") for each in keys)]))


def initials_keys(name: str) -> tuple[str, ...]:
    """The first letters of every reading."""
    return tuple(dict.fromkeys("".join(part[0] for part in each) for each in readings(name)))


def typed_key(text: str) -> str:
    """What somebody typed, as the keys are written: lower case, no spaces or apostrophes, v for ü and lyu."""
    key = _NOT_TYPED.sub("", text.lower()).replace("ü", "v")
    return re.sub(r"(?<=[ln])yu(?=e|$|[^aeinv])", "v", key)


class _Tables:
    """The readings, unpacked once."""

    def __init__(self) -> None:
        sounds = SYLLABLES.split(" ")
        filters = [{"id": lzma.FILTER_LZMA2, "preset": 9, "lc": 0, "lp": 0, "pb": 0}]
        planes = lzma.decompress(base64.b64decode(PACKED), format=lzma.FORMAT_RAW, filters=filters)
        count = len(planes) // 2
        places = zip(planes[:count], planes[count:], strict=True)
        self.first = {
            chr(_FIRST + offset): sounds[low | high << 8]
            for offset, (low, high) in enumerate(places)
            if low or high  # the empty sound: a character without a known reading
        }
        self.first.update((entry[0], entry[1:]) for entry in BEYOND.split(" "))
        self.surnames = self._with_ordinary(_SURNAMES)
        self.given = self._with_ordinary(_IN_GIVEN_NAMES)
        self.compound = {entry[:2]: tuple(entry[2:].split(",")) for entry in _COMPOUND.split(" ")}
        self.ambiguous = frozenset(self.surnames) | frozenset(self.given)

    def _with_ordinary(self, entries: str) -> dict[str, tuple[str, ...]]:
        found = {entry[0]: (*entry[1:].split(","), self.first[entry[0]]) for entry in entries.split(" ")}
        return {each: tuple(dict.fromkeys(sounds)) for each, sounds in found.items()}

    def choices(self, token: str, place: int) -> tuple[str, ...]:
        """The sounds of a character at its place in a name; a word, or an unknown character, is its own."""
        special = (self.surnames if place == 0 else self.given).get(token)
        return special or (self.first.get(token) or token.lower(),)


@functools.cache
def _tables() -> _Tables:
    return _Tables()
