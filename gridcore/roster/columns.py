"""What a column of a roster can hold, and the headings under which offices keep it."""

import re
from collections.abc import Mapping
from enum import StrEnum

from gridcore.fields import Label, label
from gridcore.tidy import tidy_code


class Column(StrEnum):
    """What is taken from a roster."""

    SERIAL = "serial"
    NAME = "name"
    IDENTITY_NUMBER = "identity_number"
    DOCUMENT = "document"
    SEX = "sex"
    BIRTH_DATE = "birth_date"
    RELATION = "relation"
    IS_HEAD = "is_head"
    HEAD_NAME = "head_name"
    PHONE = "phone"
    FURTHER_PHONE = "further_phone"
    GRID = "grid"
    ESTATE = "estate"
    BUILDING = "building"
    UNIT = "unit"
    FLOOR = "floor"
    ROOM = "room"
    ADDRESS = "address"
    HOUSEHOLD_NUMBER = "household_number"
    TENURE = "tenure"
    REGISTERED_HERE = "registered_here"
    MOVED_IN_ON = "moved_in_on"
    STATUS = "status"
    REMARK = "remark"
    FACILITY_NAME = "facility_name"
    FACILITY_KIND = "facility_kind"
    HOURS = "hours"
    OFFERS = "offers"
    CLOSED_ON = "closed_on"


PLACE_COLUMNS = (Column.ESTATE, Column.BUILDING, Column.UNIT, Column.FLOOR, Column.ROOM, Column.ADDRESS)
OF_HOMES = frozenset({*PLACE_COLUMNS, Column.GRID, Column.HOUSEHOLD_NUMBER, Column.TENURE})
"""What is said of a home, and of nobody in it."""
OF_FACILITIES = frozenset(
    {Column.FACILITY_NAME, Column.FACILITY_KIND, Column.HOURS, Column.OFFERS, Column.CLOSED_ON}
)
"""What is said of a facility alone."""
BESIDE_FACILITIES = frozenset(
    {Column.SERIAL, Column.GRID, Column.ESTATE, Column.BUILDING, Column.ADDRESS, Column.PHONE}
)
"""What a list of facilities says like one of people."""

COLUMN_LABELS: Mapping[Column, Label] = {
    Column.SERIAL: label("RosterColumn", "Row number (not kept)"),
    Column.NAME: label("RosterColumn", "Name"),
    Column.IDENTITY_NUMBER: label("RosterColumn", "Identity number"),
    Column.DOCUMENT: label("RosterColumn", "Kind of document"),
    Column.SEX: label("RosterColumn", "Sex"),
    Column.BIRTH_DATE: label("RosterColumn", "Date of birth"),
    Column.RELATION: label("RosterColumn", "Relation to the head"),
    Column.IS_HEAD: label("RosterColumn", "Head of household, yes or no"),
    Column.HEAD_NAME: label("RosterColumn", "Name of the head of household"),
    Column.PHONE: label("RosterColumn", "Phone"),
    Column.FURTHER_PHONE: label("RosterColumn", "Further phone"),
    Column.GRID: label("RosterColumn", "Grid"),
    Column.ESTATE: label("RosterColumn", "Estate"),
    Column.BUILDING: label("RosterColumn", "Building"),
    Column.UNIT: label("RosterColumn", "Entrance"),
    Column.FLOOR: label("RosterColumn", "Floor"),
    Column.ROOM: label("RosterColumn", "Room number"),
    Column.ADDRESS: label("RosterColumn", "Address"),
    Column.HOUSEHOLD_NUMBER: label("RosterColumn", "Household number"),
    Column.TENURE: label("RosterColumn", "Tenure"),
    Column.REGISTERED_HERE: label("RosterColumn", "Registered here"),
    Column.MOVED_IN_ON: label("RosterColumn", "Here since"),
    Column.STATUS: label("RosterColumn", "Status"),
    Column.REMARK: label("RosterColumn", "Remark"),
    Column.FACILITY_NAME: label("RosterColumn", "Name of the facility"),
    Column.FACILITY_KIND: label("RosterColumn", "Kind of facility"),
    Column.HOURS: label("RosterColumn", "Opening hours"),
    Column.OFFERS: label("RosterColumn", "What it offers"),
    Column.CLOSED_ON: label("RosterColumn", "Closed since"),
}

_HEADINGS: Mapping[Column, str] = {
    Column.SERIAL: "序号 编号 序 no no. 行号",
    Column.NAME: (
        "姓名 居民姓名 人员姓名 成员姓名 家庭成员 家庭成员姓名 住户姓名 业主姓名 本人姓名 常住人口姓名 "
        "人口姓名 name"
    ),
    Column.IDENTITY_NUMBER: (
        "身份证 身份证号 身份证号码 身份证件号 身份证件号码 公民身份号码 公民身份证号码 居民身份证号 "
        "居民身份证号码 证件号 证件号码 idnumber identitynumber idcard id"
    ),
    Column.DOCUMENT: "证件类型 证件种类 证件类别 documentkind",
    Column.SEX: "性别 sex gender",
    Column.BIRTH_DATE: "出生日期 出生年月 出生年月日 出生时间 生日 dateofbirth birthdate born",
    Column.RELATION: (
        "与户主关系 与户主的关系 户主关系 与户主之关系 家庭关系 关系 成员关系 与业主关系 relation "
        "relationtothehead"
    ),
    Column.IS_HEAD: "是否户主 是户主 户主是否 ishead",
    Column.HEAD_NAME: "户主姓名 户主 户主名 所属户主 headofhousehold",
    Column.PHONE: (
        "联系电话 电话 手机 手机号 手机号码 电话号码 联系方式 联系号码 联系手机 本人电话 移动电话 "
        "公开电话 服务电话 咨询电话 值班电话 办公电话 phone telephone mobile"
    ),
    Column.FURTHER_PHONE: (
        "备用电话 其他电话 其它电话 第二电话 第二联系电话 固定电话 座机 家庭电话 furtherphone otherphone"
    ),
    Column.GRID: "网格 网格编号 网格编码 网格号 网格名称 所属网格 所在网格 网格代码 grid gridcode",
    Column.ESTATE: "小区 小区名称 所属小区 所在小区 居民小区 楼盘 院落名称 小区名 estate",
    Column.BUILDING: (
        "楼栋 楼栋号 楼号 楼幢 楼幢号 栋号 幢号 楼 栋 幢 楼座 楼宇 楼院 所属楼栋 楼栋名称 building"
    ),
    Column.UNIT: "单元 单元号 门栋 entrance unit",
    Column.FLOOR: "楼层 层 所在楼层 floor",
    Column.ROOM: "房号 房间号 室号 室 门牌 门牌号 房屋号 户室 房间 房室号 门号 房屋编号 室号/户号 room",
    Column.ADDRESS: (
        "住址 地址 家庭住址 现住址 居住地址 居住地 家庭地址 详细地址 现居住地 现居住地址 常住地址 房屋地址 "
        "房屋坐落 实际居住地 实际居住地址 居住详址 所在地址 具体地址 地点 位置 所在位置 具体位置 address"
    ),
    Column.HOUSEHOLD_NUMBER: "户号 户编号 家庭编号 户口号 户序号 householdnumber",
    Column.TENURE: (
        "房屋性质 住房性质 房屋类型 房屋使用情况 房屋状态 住房情况 居住性质 房屋用途 入住情况 tenure"
    ),
    Column.REGISTERED_HERE: (
        "户籍情况 人户状态 人户情况 户籍状态 是否本地户籍 是否户籍人口 人口类型 人口类别 户籍性质 "
        "registeredhere"
    ),
    Column.MOVED_IN_ON: "入住日期 入住时间 迁入日期 迁入时间 搬入时间 来此居住时间 movedin heresince",
    Column.STATUS: "居住状态 人员状态 在住情况 居住情况 人员去向 status",
    Column.REMARK: "备注 备注说明 说明 其他说明 remark remarks note notes",
    Column.FACILITY_NAME: (
        "场所名称 设施名称 服务点名称 服务站名称 站点名称 驿站名称 网点名称 点位名称 名称 场所 设施 服务点 "
        "服务站 站点 驿站 网点 facility facilityname"
    ),
    Column.FACILITY_KIND: (
        "场所类型 场所类别 设施类型 设施类别 服务点类型 服务站类型 站点类型 网点类型 类型 类别 种类 "
        "facilitykind kind type"
    ),
    Column.HOURS: "开放时间 营业时间 服务时间 开门时间 办公时间 工作时间 openinghours hours",
    Column.OFFERS: "服务内容 服务项目 提供服务 主要服务 服务范围 主要功能 功能 offers whatitoffers",
    Column.CLOSED_ON: "关停日期 停用日期 关闭日期 撤销日期 停止服务日期 closedsince",
}
_BY_HEADING: Mapping[str, Column] = {
    words: column for column, headings in _HEADINGS.items() for words in headings.split()
}
_USUAL: Mapping[Column, str] = {column: headings.split()[0] for column, headings in _HEADINGS.items()}
_BESIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|[*※★#::\"'_]|必填|选填|[0-9]+$")


def column_of(heading: str) -> Column | None:
    """The column that a heading means; notes in brackets, stars and a number at the end do not count."""
    words = (tidy_code(heading).value or "").lower()
    return _BY_HEADING.get(words) or _BY_HEADING.get(_BESIDE.sub("", words))


def heading_for(column: Column, written: str = "") -> str:
    """A heading that `column_of` understands: the written one if it does, else the usual one."""
    return written if column_of(written) is column else _USUAL[column]
