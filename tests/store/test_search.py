"""A record is found the moment it is kept, whether the index has it yet or not."""

from desktop.store import search, settings
from tests.store.conftest import add, content

NAMES = [f"{number:032x}" for number in range(200)]


def test_one_by_one_each_is_found_at_once_and_ever_after(writer):
    for number, record in enumerate(NAMES):
        add(writer, content(record, title=f"Buổi thứ {number} ở Ấp{number}"))
        assert search.find(writer, f"ap{number}") == [record]
    for number, record in enumerate(NAMES):
        assert search.find(writer, f"buoi thu ap{number}")[-1] == record
    assert search.find(writer, "buoi", limit=3) == NAMES[:-4:-1]


def test_the_index_takes_new_records_in_by_the_score(writer):
    for record in NAMES[:63]:
        add(writer, content(record, title="Buổi"))
    assert settings.get(writer, "search.indexed") == ""
    add(writer, content(NAMES[63], title="Buổi"))
    assert settings.get(writer, "search.indexed") == "64"
    add(writer, *(content(record, title="Buổi") for record in NAMES[64:]))
    assert settings.get(writer, "search.indexed") == "200"


def test_what_waits_is_found_by_the_same_rules(writer):
    """One database waits, the other has it all in the index; both say the same."""
    titles = ["Ma túy", "Má-tuy, đại ĐÔ", "Matuy", "x²y Tổ 3/2", "Tổ 32", "Ấp Bình"]
    asked = ["ma", "ma tuy", "tuy ma", "dai do", "to 3", "3 2", "x", "y", "xy", "áp b"]
    for record, title in zip(NAMES, titles, strict=False):
        add(writer, content(record, title=title))
    waiting = {words: search.find(writer, words) for words in asked}
    rest = NAMES[len(titles) :]
    add(writer, *(content(record, title="Khác") for record in rest))
    assert settings.get(writer, "search.indexed") == "200"
    assert {words: search.find(writer, words) for words in asked} == waiting
    assert waiting["ma tuy"] == [NAMES[1], NAMES[0]]


def test_a_changed_record_is_found_by_its_new_words_alone(writer):
    (first,) = add(writer, content(NAMES[0], title="Cũ"))
    add(writer, *(content(record, title="Khác") for record in NAMES[1:100]))
    (late,) = add(writer, content(NAMES[100], title="Muộn"))
    add(writer, content(NAMES[0], title="Mới", base=[first.hash]))
    add(writer, content(NAMES[100], title="Tối", base=[late.hash]))
    found = [search.find(writer, word) for word in ("cu", "muon", "moi", "toi")]
    assert found == [[], [], [NAMES[0]], [NAMES[100]]]


def test_the_index_and_the_list_agree(writer):
    """SQLite's own comparison of the index with the texts it was made from."""
    lines = add(writer, *(content(record, title="Buổi") for record in NAMES))
    for line in lines[::3]:
        add(writer, content(line.record, title="Ngày", base=[line.hash]))
    writer.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
