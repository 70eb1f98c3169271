"""Somebody praised, whose name stays at the desk that it was typed at."""

import zipfile
from datetime import date

NAME = "Trần Thị Thử"
LABEL = "Tên người được khen"
QUESTION = "/data/person_name"


def praise(**more):
    return {
        "kind": "individual",
        "merit_field": "model",
        "decision_no": "77/QĐ-UBND",
        "decision_date": "2025-07-01",
        "award_form": "giay_khen",
        "award_level": "ubnd_xa",
        "name_is_public": "yes",
        "person_name": NAME,
        "post_or_org": "Tổ trưởng tổ dân phố 3",
    } | more


def shown(desk, record):
    return dict(desk.ask.records.view(record).lines)


def held(desk):
    """All that a desk has in its tables."""
    reader = desk.core.reader()
    named = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT NULL"
    tables = [name for (name,) in reader.execute(named)]
    rows = [row for t in tables for row in reader.execute(f'SELECT * FROM "{t}"')]
    reader.close()
    return repr([tuple(row) for row in rows])


def inside(desk, handed, folder):
    """All that its reader finds in a bundle."""
    out = desk.act.unpack(handed.path, folder / f"{handed.path.stem}.asice")
    with zipfile.ZipFile(out) as box:
        return b"".join(map(box.read, box.namelist())).decode("utf-8", "replace")


def change(desk, record, question, text):
    entry = desk.ask.records.edit(record)
    entry.answer(question, text)
    desk.act.finish(entry.finish())


def praised(desk):
    days = date(2025, 7, 1), date(2025, 7, 31)
    found = desk.ask.period.figures(("20854",), *days)
    return next(one.value for one in found if one.code == "I30.individuals")
