"""A stick or a computer is lost: what was on it, and the draft of a notice."""

from datetime import date

import pypdfium2
import pytest

from desktop.errors import Refused
from tests.desk.conftest import event
from tests.desk.praised import praise
from tests.report.reading import whole_text

DAY = date(2025, 7, 3)


def told(lost):
    return {form.form: (form.records, form.fields) for form in lost.forms}


def test_a_stick_holds_what_no_receipt_had_named_when_it_was_written(pair):
    before = told(pair.commune.ask.privacy.lost(DAY))
    pair.add("mobilisation_event", event(pair, note="lần một"))
    first = pair.hand(pair.commune)
    pair.take(pair.province, first)
    pair.take(pair.commune, pair.hand(pair.province, "20854"))
    pair.add("mobilisation_event", event(pair, note="lần hai"))
    pair.add("mobilisation_event", event(pair, note=""))
    second = pair.hand(pair.commune)
    lost = pair.commune.ask.privacy.lost(DAY, [second.name])
    assert told(lost) == {"mobilisation_event": (2, ("Ghi chú",))}
    assert [bundle.name for bundle in lost.bundles] == [second.name]
    both = pair.commune.ask.privacy.lost(DAY, [first.name, second.name])
    assert told(both)["mobilisation_event"] == (3, ("Ghi chú",))
    assert "organisation" in before


def test_a_lost_stick_has_no_name_that_stays_here_a_lost_computer_has(pair):
    pair.add("exemplar", praise())
    handed = pair.hand(pair.commune)
    stick = told(pair.commune.ask.privacy.lost(DAY, [handed.name]))
    assert stick["exemplar"] == (1, ("Chức danh, đơn vị",))
    computer = told(pair.commune.ask.privacy.lost(DAY))
    assert computer["exemplar"] == (1, ("Tên người được khen", "Chức danh, đơn vị"))


def test_a_computer_holds_everything(bench):
    bench.add("mobilisation_event", event(bench))
    lost = bench.commune.ask.privacy.lost(DAY)
    assert lost.bundles == ()
    assert told(lost)["mobilisation_event"] == (1, ("Ghi chú",))
    assert told(lost)["organisation"][0] > 5


def test_a_bundle_that_was_never_written_is_refused(bench):
    with pytest.raises(Refused) as found:
        bench.commune.ask.privacy.lost(DAY, ["la.sph"])
    assert found.value.code == "incident.bundle"


def test_the_notice_says_what_protects_it_and_what_comes_next(pair):
    pair.add("mobilisation_event", event(pair))
    handed = pair.hand(pair.commune)
    ask = pair.commune.ask
    for bundles, words in (
        ([handed.name], ("mất USB", "chỉ máy có khóa", "Tuyên truyền, vận động")),
        ([], ("mất máy tính", "thu hồi chứng thư", pair.commune.core.profile.device)),
    ):
        pdf = ask.privacy.print_notice(ask.privacy.lost(DAY, bundles))
        text = " ".join(whole_text(pypdfium2.PdfDocument(pdf)).split())
        for word in ("THÔNG BÁO", "dự thảo", "03/07/2025", "Ghi chú", *words):
            assert word in text
