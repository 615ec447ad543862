"""Codes about exported lists: which list, what for, how it was narrowed."""

from gridcore.codes import Code, own_list

LEDGER = own_list(
    "ledger",
    Code("households", "住户台账", "Households"),
    Code("key_people", "重点人群台账", "Key populations"),
    Code("visits", "走访台账", "Visits"),
)

EXPORT_PURPOSE = own_list(
    "export_purpose",
    Code("tour", "入户走访准备", "To prepare visits"),
    Code("meeting", "工作例会", "For a meeting"),
    Code("check", "数据核对", "To check the data"),
    Code("report", "上级要求报送", "A report that was asked for"),
    Code("emergency", "应急处置", "An emergency"),
    Code("other", "其他", "Something else"),
)

EXPORT_FILTER = own_list(
    "export_filter",
    Code("words", "按关键词", "By words"),
    Code("signs", "按标记", "By signs"),
)
