"""What a visit's record says: sentences as workers write them, put together differently each time."""

import random

_OPENINGS = {
    "door": (
        "{part}上门，{who}在家，开门很快。",
        "{part}到家中走访，{who}正在{doing}。",
        "按约{part}上门，{who}已在门口等候。",
        "{part}顺路看望，{who}精神不错，请进屋坐了{minutes}分钟。",
        "{part}敲门后{who}应声，在客厅聊了{minutes}分钟。",
        "{part}与{helper}一同上门，{who}在{doing}。",
    ),
    "phone": (
        "{part}电话联系，{who}接听，通话约{minutes}分钟。",
        "{part}去电，{who}说话清楚，正在{doing}。",
        "{part}第{n}次拨打后接通，{who}说刚才在{doing}。",
    ),
    "video": (
        "{part}视频联系，{who}学会了自己接听。",
        "{part}视频通话{minutes}分钟，{who}正在{doing}，画面清楚。",
    ),
    "elsewhere": (
        "{part}在{place}遇到{who}，站着聊了几句。",
        "{part}在{place}碰见{who}，询问近况。",
    ),
}
_UNMET = (
    "{part}上门，敲门{n}次无人应答，已在门把手上留便条。",
    "{part}上门未遇，{helper}说一早出去了，改日再来。",
    "{part}上门未遇，电话也没有接通，{gap}天内再来一次。",
    "{part}到门口，屋里灯关着，向{helper}问过，说是去了{away}。",
    "{part}拨打电话无人接听，过会儿再打仍未接通。",
)
_CLAUSES = (
    "说最近睡得还好，早上{clock}就起来到{place}走走。",
    "午饭做了{dish}，胃口不错。",
    "冰箱里菜够吃{n}天，缺{item}，请{helper}顺路带一点。",
    "{family}上周末回来过，买了{item}。",
    "{family}在{city}上班，大约{gap}天打一次电话。",
    "{family}下个月要回来住几天，家里正在收拾房间。",
    "厨房{fixture}有点松，已记下，联系物业{weekday}来看。",
    "卫生间地面滑，建议铺一块防滑垫，{who}同意先试用。",
    "{room}的灯管闪，约好{weekday}请志愿者换。",
    "检查了燃气软管和阀门，{result}。",
    "插线板放在{room}门口，提醒挪开，当场帮着收好。",
    "阳台堆了{n}个纸箱，提醒不要靠近电源，{who}答应{weekday}前清走。",
    "电动车在楼下充电棚充电，没有推进楼道，表示感谢。",
    "楼道{fixture}坏了两天，已拍给物业，答复{weekday}修好。",
    "{floor}楼拐角有杂物，向邻居说明后对方愿意清理。",
    "提到{place}的长椅少了一块木板，希望补上。",
    "希望社区食堂{weekday}能多做一次{dish}。",
    "想报名{activity}，已记下名字，{weekday}前回复。",
    "参加过上次的{activity}，觉得热闹，还想去。",
    "问到{service}怎么办，带去了一次性告知单，逐条讲了。",
    "请代办{service}，材料缺一份，约好{weekday}来取。",
    "{service}已办妥，把回执交给{who}，当面核对过。",
    "电话号码没有变，紧急时先打给{family}。",
    "教{who}在手机上{phone}，练了{n}遍，基本会了。",
    "手机字体调大了一号，{who}说看得清楚多了。",
    "提醒接到陌生电话不要转账，遇事先打给社区。",
    "发了一张防火提示单，讲了出门关火、断电、关窗。",
    "天气转凉，提醒夜里关好窗，取暖时留一条缝通风。",
    "天热，提醒中午少出门，家里备好凉白开。",
    "帮忙把{item}从楼下提到家里。",
    "一起把{room}的柜门螺丝拧紧，前后用了{minutes}分钟。",
    "带去{item}一份，{who}签收后说要分给{helper}一半。",
    "{helper}每天{clock}会来敲一下门，互相有个照应。",
    "和{helper}因为{quarrel}有点不愉快，听双方说完后愿意各让一步。",
    "说楼上{clock}常有响动，已约楼上邻居{weekday}一起坐下来谈。",
    "谈到孩子上学，放学后由{helper}顺路接到家。",
    "作业在{room}写，灯光够亮，{n}门功课都能跟上。",
    "想找一个离家近、{clock}以后能下班的活，已转给就业窗口。",
    "愿意教邻居{skill}，可以放在{activity}里。",
    "墙上挂历圈出了下次见面的日子。",
    "家里收拾得干净，窗台上的{plant}开花了。",
    "养的猫很亲人，门口备了水碗。",
    "说话声音放慢一些，{who}都能听清。",
    "按事先说好的，进门前先打了电话。",
    "提醒按自己定的时间吃药，药盒按星期摆好。",
    "轮椅前轮有响声，请志愿者{weekday}上油。",
    "下{weekday}要去医院复查，约好{helper}陪同。",
    "不愿意多谈家里的事，尊重意愿，留下联系卡。",
    "对上次的答复满意，说事情办得比想的快{n}天。",
    "上次提的{fixture}已经修好，试了一下能用。",
    "没有新的需要，说有事会打电话。",
    "{part}阳光好，扶到楼下{place}坐了{minutes}分钟。",
    "读了一段报纸上关于{service}的消息，一起看懂了怎么申请。",
    "约好下次带{item}过来，一起包饺子。",
)
_CLOSINGS = (
    "留下联系卡。",
    "约好下次{weekday}再来。",
    "已记入本月安排。",
    "回来后向{helper}也交代了一声。",
    "一切正常。",
    "出门时提醒锁好门。",
)
_SLOTS = {
    "n": ("2", "3", "4", "5"),
    "gap": tuple(map(str, range(2, 16))),
    "floor": tuple(map(str, range(1, 19))),
    "minutes": tuple(map(str, range(10, 65, 5))),
    "part": ("上午", "下午", "傍晚", "午后", "一早", "饭后", "周末上午", "下班后"),
    "who": ("本人", "老人", "住户", "家里人", "户主"),
    "doing": (
        *(
            "择菜",
            "看电视",
            "浇花",
            "晒被子",
            "和面",
            "听收音机",
            "看报纸",
            "叠衣服",
            "练字",
            "打毛衣",
            "擦窗户",
        ),
        *("做饭", "修小凳子", "陪孩子写作业", "下棋", "包粽子", "腌咸菜", "剪纸", "拉二胡", "整理相册"),
    ),
    "helper": (
        "对门邻居",
        "楼下邻居",
        "楼长",
        "志愿者",
        "隔壁大姐",
        "老同事",
        "单元长",
        "物业管家",
        "小区保洁员",
    ),
    "place": (
        "小花园",
        "凉亭",
        "活动室",
        "楼下长椅",
        "社区门口",
        "菜店门口",
        "健身角",
        "图书角",
        "小广场",
        "河边步道",
    ),
    "dish": (
        "番茄鸡蛋面",
        "小米粥",
        "白菜豆腐",
        "炖冬瓜",
        "蒸南瓜",
        "红烧茄子",
        "土豆丝",
        "鱼汤",
        "韭菜盒子",
        "杂粮饭",
        "打卤面",
    ),
    "item": (
        "一袋米",
        "鸡蛋",
        "牛奶",
        "苹果",
        "挂面",
        "手电筒",
        "老花镜",
        "创可贴",
        "电池",
        "毛线",
        "卷纸",
        "洗衣液",
        "花籽",
    ),
    "family": ("儿子", "女儿", "孙子", "外孙女", "侄子", "妹妹", "弟弟", "儿媳", "女婿", "老姐姐"),
    "city": ("省城", "外地", "邻县", "南方", "市里", "开发区", "海边的城市"),
    "away": ("女儿家", "菜市场", "公园", "老家", "活动室", "理发店"),
    "fixture": (
        "水龙头",
        "门把手",
        "燃气灶旋钮",
        "声控灯",
        "窗户插销",
        "下水口",
        "晾衣架",
        "扶手",
        "单元门闭门器",
        "抽油烟机",
    ),
    "room": ("客厅", "厨房", "卧室", "门厅", "阳台", "卫生间", "小书房"),
    "result": (
        "没有漏气，管子在有效期内",
        "接口处有些旧，已约更换",
        "正常",
        "用肥皂水试过没有气泡",
        "管子偏长，已提醒缩短",
    ),
    "activity": (
        "包饺子活动",
        "手机课",
        "合唱排练",
        "剪纸课",
        "邻里茶话会",
        "跳蚤市集",
        "太极晨练",
        "读书会",
        "种花小组",
        "象棋赛",
    ),
    "service": (
        "老年公交卡",
        "医保缴费",
        "居住证",
        "高龄津贴",
        "水费过户",
        "残疾人证换新",
        "生育登记",
        "社保认证",
        "暖气报停",
        "图书证",
    ),
    "phone": (
        "视频通话",
        "交电费",
        "挂号",
        "看公交到站",
        "拉黑骚扰电话",
        "放大字体",
        "拍照发给孩子",
        "查天气",
    ),
    "quarrel": (
        "晾衣服滴水",
        "楼道放鞋柜",
        "停车位置",
        "空调外机响声",
        "小狗叫",
        "公共露台种菜",
        "夜里关门声",
    ),
    "skill": ("剪纸", "书法", "裁衣服", "修自行车", "做馒头", "养花", "下象棋", "拉二胡"),
    "plant": ("君子兰", "长寿花", "茉莉", "绿萝", "蟹爪兰", "月季", "朱顶红"),
    "weekday": ("周一", "周二", "周三", "周四", "周五", "周六"),
    "clock": ("五点半", "六点", "六点半", "七点", "八点", "下午四点", "晚上九点", "晚上十点"),
}
_PLACES = range(len(_CLAUSES))
_MOST_CLAUSES, _LAST_WORDS = 12, 14
_BYTES_OF_HAN = 3


def write_visit(chance: random.Random, *, way: str, met: bool, size: int) -> str:
    """The words of a visit, about `size` bytes in UTF-8; short where nobody was met."""
    words = _Words(chance)
    if not met:
        return chance.choice(_UNMET).format_map(words)
    parts = [chance.choice(_OPENINGS[way]).format_map(words)]
    length = len(parts[0])
    goal = (0.8 + 0.4 * chance.random()) * size / _BYTES_OF_HAN - _LAST_WORDS
    for place in chance.sample(_PLACES, _MOST_CLAUSES):
        if length >= goal:
            break
        parts.append(_CLAUSES[place].format_map(words))
        length += len(parts[-1])
    parts.append(chance.choice(_CLOSINGS).format_map(words))
    return "".join(parts)


class _Words(dict[str, str]):
    """Words for the gaps of sentences, drawn each time they are asked for."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self._random = chance.random

    def __missing__(self, gap: str) -> str:
        choices = _SLOTS[gap]
        return choices[int(self._random() * len(choices))]
