"""A desk that knows its pack and the number of the shape opens without its forms."""

from desktop.desk import profile
from desktop.desk.catalogue import SHAPE, Catalogue
from desktop.desk.shapes import table_spec
from desktop.xforms.parse import parse
from desktop.xforms.xlsform import compile_markdown

EVERYTHING = """
| survey |
| | type | name | label | bind::sph:role | bind::sph:scale | bind::sph:id |
| | text | title | Tên | title |  |  |
| | date | day | Ngày | date |  | since |
| | begin group | g | Nhóm |  |  |  |
| | integer | people | Số người | detail |  |  |
| | decimal | money | Kinh phí |  | 3 |  |
| | select_one_from_file yes_no.csv | one | Một |  |  |  |
| | select_multiple few | some | Vài |  |  |  |
| | end group | | | | | |
| | begin repeat | rows | Dòng |  |  |  |
| | text | org | Bên |  |  |  |
| | end repeat | | | | | |

| choices |
| | list_name | name | label |
| | few | a | Một |

| settings |
| | form_id | form_title | version | namespaces |
| | everything | Mọi thứ | 1 | sph="urn:so-phoi-hop:columns:1" |
"""
# The number, and the shape it stands for. Whoever changes the second raises the first:
# desks in use would not make their tables anew otherwise.
KNOWN = (3, "0455ee20b4edf462f79024313a87f158c942ebfbafed2069a6632ee6e0a3c8f0")


def test_another_shape_of_the_same_form_has_another_number():
    definition = parse(compile_markdown(EVERYTHING, "everything").xform)
    spec = table_spec(definition, profile.load_pack())
    assert (SHAPE, spec.fingerprint) == KNOWN


def test_the_mark_names_the_pack_and_the_shape():
    pack = profile.load_pack()
    assert Catalogue(pack).mark == f"{pack.sha256}/{SHAPE}"
