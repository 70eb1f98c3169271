"""What cannot run inside Windows' Python, and why: by the start of a test's name.

Each line is a reason of the test, not of the program: a tool, a call or a folder that
only Linux has. Whatever is not named here runs.
"""

REASONS = {
    "Qt's screenless screen has no letters on Windows: each is a box, and far wider": (
        "tests/gui/test_entry_page.py::test_a_new_row_is_in_sight_however_large",
        "tests/gui/test_form.py::test_words_stand_above_the_controls_where",
        "tests/gui/test_large_text.py::test_the_entry_page_fits_in_every_state[175]",
        "tests/gui/test_large_text.py::test_the_entry_page_fits_in_every_state[200]",
        "tests/gui/test_large_text.py::test_two_records_side_by_side_fit_with",
        "tests/gui/test_large_text.py::test_certificates_fit_with_the_button",
        "tests/gui/test_pages.py::test_names_of_figures_differ_on_the_screen",
        "tests/gui/test_pages.py::test_an_empty_list_of_records_behind_a_figure",
    ),
    "asks Linux's /proc which files are open": (
        "tests/bundle/test_delivery.py::test_all_of_it_reaches_the_disk",
        "tests/signing/test_files.py::test_the_content_reaches_the_disk",
        "tests/signing/test_keyring.py::test_a_sealed_file_is_let_go_of",
    ),
    "pipes and links in a folder are POSIX's": (
        "tests/bundle/test_delivery.py::test_a_name_is_free_where_nothing",
        "tests/bundle/test_delivery.py::test_a_pipe_is_not_waited_for",
    ),
    "a file that is open cannot be taken away there; its process has ended by then": (
        "tests/bundle/test_delivery.py::test_on_the_way_it_has_a_name",
    ),
    "the stock tools are Linux programs here": (
        "tests/bundle/test_bundle.py::test_stock_tools_open",
        "tests/signing/test_certs.py::test_stock_openssl",
        "tests/signing/test_cms.py::test_stock_openssl",
        "tests/signing/test_envelope.py::test_stock_age",
    ),
}


def reason(name):
    """Why a test is left out there; "" for most."""
    for why, starts in REASONS.items():
        if name.startswith(starts):
            return why
    return ""
