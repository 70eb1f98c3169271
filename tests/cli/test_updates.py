"""The newest program by command: announced by a province, compared by a desk."""

from tests.cli.test_verbs import Profile


def test_a_setup_file_is_announced_and_compared(tmp_path):
    province = Profile(tmp_path, "48")
    file, other = tmp_path / "setup.exe", tmp_path / "other.exe"
    file.write_bytes(b"MZ one")
    other.write_bytes(b"MZ two")
    code, said, aside = province("update", "check", file)
    assert (code, said) == (3, "")
    assert aside == (
        "update.none: Máy này chưa được tỉnh báo bản mới nào."
        " Hãy nhận gói mới của tỉnh trước.\n"
    )
    code, said, _ = province("update", "announce", file, "--version", "0.9.0")
    assert code == 0 and said == (
        "Đã báo bản 0.9.0. Các xã biết khi nhận gói kế tiếp và đối chiếu được"
        " tệp cài đặt.\n"
    )
    code, said, _ = province("update", "check", file)
    assert (code, said) == (
        0, "Đúng là tệp cài đặt bản 0.9.0 mà tỉnh đã báo.\n",
    )  # fmt: skip
    code, said, aside = province("update", "check", other)
    assert (code, said) == (3, "")
    assert aside == (
        "update.other: Tệp other.exe không phải tệp cài đặt bản 0.9.0 mà tỉnh đã báo."
        " Đừng chạy tệp này; hãy xin lại ở tỉnh.\n"
    )
