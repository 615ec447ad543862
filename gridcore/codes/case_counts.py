"""Codes of the counters over mediation cases."""

from gridcore.codes import Code, own_list

AMOUNT_BAND = own_list(
    "amount_band",
    Code("none", "不涉及金额", "No amount"),
    Code("to_1k", "不满1千元", "Below 1,000 yuan"),
    Code("to_10k", "1千元至不满1万元", "1,000 to below 10,000 yuan"),
    Code("to_50k", "1万元至不满5万元", "10,000 to below 50,000 yuan"),
    Code("to_200k", "5万元至不满20万元", "50,000 to below 200,000 yuan"),
    Code("more", "20万元及以上", "200,000 yuan and more"),
)
"""In which band an agreed amount lies."""
