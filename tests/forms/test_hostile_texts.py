"""Two hundred texts in every text question of every form: held as they were typed."""

from unicodedata import normalize

import pytest

from tests.forms.pack import FORMS, definition, opened
from tests.hostile.texts import TEXTS
from tests.hostile.typed import typed


@pytest.mark.parametrize("name", FORMS)
def test_a_question_holds_whatever_is_typed_into_it(name):
    record = opened(name)
    for question in typed(definition(name)):
        for text in TEXTS:
            record.set(question.ref, text)
            node = record.node(question.ref)
            assert normalize("NFC", node.value or node.invalid) == normalize(
                "NFC", text
            )
            record.problems()
        record.set(question.ref, "")
