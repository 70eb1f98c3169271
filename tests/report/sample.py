"""A commune's report as the desk would hand it to the typesetter."""

from dataclasses import replace

from desktop.report.document import (
    Align,
    Appendix,
    Body,
    Column,
    FigureLine,
    Head,
    Heading,
    Level,
    Paragraph,
    Report,
    Signature,
    Table,
)
from desktop.report.words import reference, undated

UBND = Body(name=("ỦY BAN NHÂN DÂN", "XÃ TIÊN PHƯỚC"))
HEAD = Head(
    bodies=(UBND,),
    symbol="BC-UBND",
    place="Tiên Phước",
    date=undated(2026),
    title="BÁO CÁO",
    summary="Kết quả thực hiện Chương trình phối hợp về đẩy mạnh phong trào "
    "“Toàn dân bảo vệ an ninh Tổ quốc” năm 2026",
    addressees=("Ủy ban nhân dân thành phố Đà Nẵng",),
)

FIGURES = Table(
    caption="Bảng 1. Số liệu chủ yếu trong kỳ",
    columns=(
        Column("TT", 1, Align.CENTER),
        Column("Chỉ tiêu", 6),
        Column("Đơn vị", 2, Align.CENTER),
        Column("Số liệu", 4, Align.RIGHT),
        Column("Ghi chú", 4),
    ),
    rows=(
        ("1", "Số nhiệm vụ được giao", "nhiệm vụ", "39", ""),
        ("2", "Tỷ lệ hoàn thành", "%", "34/39, đạt 87,2 %", "Hoàn thành muộn: 4"),
        ("3", "Số buổi tuyên truyền", "buổi", "91", ""),
        ("4", "Số lượt người tham dự", "lượt", "8.686", "Bình quân 95,5 lượt/đợt"),
        ("5", "Tỷ lệ hoạt động có phối hợp", "%", "57/91, đạt 62,6 %", ""),
        ("6", "Số mô hình", "mô hình", "31", "375 thành viên"),
    ),
)

MODELS = Table(
    columns=(
        Column("TT", 1, Align.CENTER),
        Column("Tên mô hình", 6),
        Column("Nơi thực hiện", 4),
        Column("Ngày ra mắt", 2.4, Align.CENTER),
        Column("Số điểm", 1.6, Align.RIGHT),
        Column("Số thành viên", 2, Align.RIGHT),
        Column("Ghi chú", 3),
    ),
    rows=tuple(
        (
            str(n),
            f"Tổ tự quản “Ánh sáng an ninh” kết hợp camera cộng đồng số {n}",
            "Phường Điện Bàn Đông",
            "14/02/2026",
            "3",
            "27",
            "",
        )
        for n in range(1, 32)
    ),
    total=("", "Cộng", "", "", "93", "837", ""),
)


def _sections() -> tuple[Heading | Paragraph | FigureLine | Table, ...]:
    return (
        Heading("I. ĐẶC ĐIỂM TÌNH HÌNH"),
        Paragraph(
            "Xã Tiên Phước được thành lập trên cơ sở sắp xếp thị trấn Tiên Kỳ và các "
            "xã Tiên Mỹ, Tiên Phong, Tiên Thọ; diện tích 74,6 km², dân số 28.137 "
            "người, gồm 27 thôn. Địa bàn giáp Phường Điện Bàn Đông và các xã lân cận."
        ),
        Heading("II. KẾT QUẢ THỰC HIỆN"),
        Heading("1. Công tác lãnh đạo, chỉ đạo", Level.ITEM),
        Paragraph(
            "Ủy ban nhân dân xã đã ban hành Kế hoạch số 12/KH-UBND ngày 15 tháng 01 "
            "năm 2026 về công tác phối hợp giữa Công an với Mặt trận Tổ quốc và các "
            "tổ chức thành viên.\nTrong kỳ đã giao 39 nhiệm vụ."
        ),
        Heading("a) Tiến độ", Level.POINT),
        FigureLine("Tỷ lệ nhiệm vụ hoàn thành", "34/39, đạt 87,2 %"),
        FigureLine("Tỷ lệ nhiệm vụ hoàn thành đúng hạn", "30/39, đạt 76,9 %"),
        Heading("2. Thông tin, tuyên truyền, vận động", Level.ITEM),
        Paragraph(
            "Trong kỳ đã tổ chức 91 buổi, 8.686 lượt người tham dự (tăng 12,4 % so "
            "với cùng kỳ), bình quân 95,5 lượt người/buổi."
        ),
        FIGURES,
        Heading("III. ĐÁNH GIÁ CHUNG"),
        Paragraph(
            "Công tác phối hợp được duy trì thường xuyên; vai trò của các tổ chức "
            "thành viên được phát huy. Tuy nhiên, một số nhiệm vụ hoàn thành muộn so "
            "với thời hạn được giao."
        ),
        Heading("IV. PHƯƠNG HƯỚNG, NHIỆM VỤ KỲ TỚI"),
        Paragraph(
            "Tiếp tục thực hiện 5 nhiệm vụ chưa hoàn thành; nhân rộng 2 mô hình."
        ),
        Heading("V. ĐỀ XUẤT, KIẾN NGHỊ"),
        Paragraph(
            "Đề nghị Công an thành phố hướng dẫn việc tập huấn cho lực lượng tham gia "
            "bảo vệ an ninh, trật tự ở cơ sở./."
        ),
    )


REPORT = Report(
    head=HEAD,
    blocks=_sections(),
    signature=Signature(("TM. ỦY BAN NHÂN DÂN",), "CHỦ TỊCH", "Nguyễn Văn Thử"),
    recipients=(
        "Như trên",
        "Thường trực Đảng ủy (b/c)",
        "Ban Thường trực Ủy ban MTTQ Việt Nam xã",
        "Công an xã",
        "Lưu: VT, CA",
    ),
    training=True,
    note="Số liệu kỳ 15/12/2025 - 14/12/2026, danh mục đơn vị 2026-04-30.",
    appendices=(
        Appendix(
            "I",
            "DANH SÁCH MÔ HÌNH",
            (MODELS,),
            reference("Báo cáo", "", "BC-UBND", undated(2026)),
            wide=True,
        ),
    ),
)

POLICE = Body(
    name=("CÔNG AN XÃ", "TIÊN PHƯỚC"), superior=("CÔNG AN THÀNH PHỐ ĐÀ NẴNG",)
)
FRONT = Body(name=("BAN THƯỜNG TRỰC", "UBMTTQ VIỆT NAM XÃ TIÊN PHƯỚC"))
JOINT = replace(
    REPORT,
    head=replace(HEAD, bodies=(POLICE, FRONT), symbol="BC-CA-MTTQ", number="5"),
    signature=Signature((), "TRƯỞNG CÔNG AN XÃ", "Trần Thị Mẫu"),
    co_signature=Signature(("TM. BAN THƯỜNG TRỰC",), "CHỦ TỊCH", "Lê Văn Ví Dụ"),
    training=False,
    appendices=(),
)
