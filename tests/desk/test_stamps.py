"""A secret paper is known by its stamp, and ordinary papers about secrets pass."""

import pytest

from desktop.desk import profile
from desktop.desk.stamps import in_name, in_text, stamp

BY = stamp(profile.load_pack())

STAMPED = [
    "MẬT", "TỐI MẬT", "TUYỆT MẬT", "Mật", "Tối mật\nSố: 12/BC", "T U Y Ệ T  M Ậ T",
    "M Ậ T", "[MẬT]", "* TỐI MẬT *", "UBND XÃ A\nMẬT CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Số: 12/BC-CAX MẬT", "Độ mật: MẬT", "TÀI LIỆU MẬT", "TOI MAT", "Dau TUYET MAT",
    "MA\u0302\u0323T", "TỐI\nMẬT", "BÍ THƯ\nMẬT",
]  # fmt: skip
ORDINARY = [
    "bảo vệ bí mật nhà nước", "KẾ HOẠCH BẢO VỆ BÍ MẬT NHÀ NƯỚC", "BẢO VỆ BÍ\nMẬT NHÀ NƯỚC",
    "giữ kín, không để lộ bí\nmật.", "mật", "mật khẩu", "ĐỔI MẬT KHẨU", "MẬT ONG", "MẬT ĐỘ",
    "BẢO MẬT THÔNG TIN", "gặp mặt thân mật", "THÂN MẬT", "tôi mất xe", "MẶT TRẬN TỔ QUỐC",
    "MAT TRAN TO QUOC", "tài liệu độ Tối mật, Tuyệt mật do cấp trên giữ", "toi mat xe", "",
]  # fmt: skip
SECRET_NAMES = [
    "TỐI MẬT.pdf", "to_trinh_toi mat.pdf", "cv MẬT 12.pdf", "tuyet-mat.docx", "mật.pdf",
    "tài liệu mật.docx", "ke_hoach_mật_12.docx", "MA\u0302\u0323T.pdf", "BC12_TUYET_MAT.pdf",
]  # fmt: skip
PLAIN_NAMES = [
    "tuyên truyền bảo vệ bí mật nhà nước.docx", "gặp mặt thân mật.jpg", "mat tran.pdf",
    "mặt trận.pdf", "đổi mật khẩu.docx", "mat_bang.png", "an ninh tổ quốc.pdf", "mật ong.jpg",
]  # fmt: skip


@pytest.mark.parametrize("text", STAMPED)
def test_a_stamp_is_seen(text):
    assert in_text(f"Kế hoạch\n{text}\nngày 12", BY)


@pytest.mark.parametrize("text", ORDINARY)
def test_running_text_about_secrets_is_no_stamp(text):
    assert not in_text(f"Kế hoạch {text} và phối hợp\n{text}\n", BY)


@pytest.mark.parametrize("name", SECRET_NAMES)
def test_a_name_that_says_secret_is_seen(name):
    assert in_name(name, BY)


@pytest.mark.parametrize("name", PLAIN_NAMES)
def test_a_name_that_says_something_else_passes(name):
    assert not in_name(name, BY)
