"""Notices travel as text, so that an older laptop passes over what it does not know."""

from gridcore.wire.notices import CopyNoticed, DeviceSuspended, decode_notice, encode_notice


def test_a_notice_comes_as_it_was_sent_and_an_unknown_one_is_passed_over() -> None:
    told = CopyNoticed("2026-03-02T08:00:00Z", "李建国", "laptop of li")
    stopped = DeviceSuspended("2026-03-02T08:00:00Z", "李建国", "laptop of li")
    assert decode_notice(encode_notice(told)) == told
    assert decode_notice(encode_notice(stopped)) == stopped
    for other in ('["later",1]', "", "{", '["fork",1,2,3]'):
        assert decode_notice(other) is None
