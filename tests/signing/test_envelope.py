"""The envelope opens for its receiver and for stock age, and for nothing else."""

import errno
import io
import subprocess

import pytest

from desktop.errors import Fault, Refused
from desktop.signing import envelope, keys

ME, OTHER = keys.new_age_identity(), keys.new_age_identity()


def sealed(content=b"x" * 200_000):
    out = io.BytesIO()
    envelope.encrypt(io.BytesIO(content), out, [ME.recipient])
    return out.getvalue()


def opened(raw, identity=ME):
    out = io.BytesIO()
    envelope.decrypt(io.BytesIO(raw), out, [identity.secret])
    return out.getvalue()


def refusal(raw, identity=ME):
    with pytest.raises(Refused) as refused:
        opened(raw, identity)
    return refused.value.code


def test_it_opens_for_its_receiver():
    assert opened(sealed(b"hello")) == b"hello"


def test_stock_age_opens_it(tmp_path):
    (tmp_path / "id").write_text(ME.secret + "\n")
    (tmp_path / "file").write_bytes(sealed(b"hello"))
    run = subprocess.run(
        ["age", "-d", "-i", "id", "file"], cwd=tmp_path, capture_output=True
    )
    assert run.stdout == b"hello"


def test_it_stays_shut_for_others():
    assert refusal(sealed(), OTHER) == "envelope.not_for_me"


@pytest.mark.parametrize("at", range(0, 65_536 * 3, 65_536))
def test_a_cut_file_is_refused(at):
    raw = sealed()
    header = raw.index(b"\n---") + 50
    assert refusal(raw[: header + at]) == "envelope.broken"


class Full:
    """A disk without room, or a stick that was pulled out."""

    def __init__(self, error):
        self.error = error

    def read(self, size=-1):
        raise self.error

    def write(self, piece):
        raise self.error


@pytest.mark.parametrize("error", [OSError(errno.ENOSPC, "full"), Refused("x.y")])
def test_what_went_wrong_at_either_end_comes_through(error):
    """Told as it is, never as a broken bundle."""
    source, whole = io.BytesIO(b"x" * 200_000), io.BytesIO(sealed())
    with pytest.raises(type(error)) as told:
        envelope.encrypt(source, Full(error), [ME.recipient])
    assert told.value is error
    with pytest.raises(type(error)) as told:
        envelope.encrypt(Full(error), io.BytesIO(), [ME.recipient])
    assert told.value is error
    with pytest.raises(type(error)) as told:
        envelope.decrypt(whole, Full(error), [ME.secret])
    assert told.value is error


STANZA = b"-> X25519 " + b"A" * 43 + b"\n" + b"A" * 43 + b"\n"
END = b"--- " + b"A" * 43 + b"\n" + b"x" * 100


@pytest.mark.parametrize(
    "header",
    [
        STANZA.replace(b"X25519", b"scrypt") + END,
        STANZA.replace(b"X25519", b"mlkem768x25519") + END,
        b"-> X25519 " + b"A" * 43 + b"\n" + END,  # no body
        STANZA[:-1] + END,  # no final line
        STANZA.replace(b"A\n", b"B\n", 1) + END,  # bits behind the key
        STANZA * 65 + END,
        END,
        STANZA + b"--- short\n",
        STANZA,
    ],
)
def test_a_crooked_header_is_refused(header):
    assert refusal(envelope.MAGIC + header) == "envelope.header"


def test_the_most_stanzas_are_64():
    envelope.check_header(io.BytesIO(envelope.MAGIC + STANZA * 64 + END))


def test_a_header_is_looked_at_from_its_start_and_left_there():
    source = io.BytesIO(sealed(b"hello"))
    source.seek(7)
    envelope.check_header(source)
    assert source.tell() == 0


OTHER_KIND = b"-> other\n"


@pytest.mark.parametrize(
    "body",
    [
        b"A" * 63 + b"B\n" + b"A" * 65 + b"\n",  # a line too long
        b"A\n",  # no base64 has one letter more than fours
        b"AB\n",  # bits behind the last byte
        b"A-\n",
        b"",
        (b"A" * 64 + b"\n") * 1100 + b"\n",  # more than all of a header may be
    ],
)
def test_another_stanzas_body_is_as_strict(body):
    header = envelope.MAGIC + OTHER_KIND + body + STANZA + END
    assert refusal(header) == "envelope.header"


@pytest.mark.parametrize("body", [b"\n", b"AA\n", b"A" * 64 + b"\n\n", b"AAAA\n"])
def test_a_body_ends_with_a_line_that_is_not_full(body):
    whole = envelope.MAGIC + OTHER_KIND + body + STANZA + END
    envelope.check_header(io.BytesIO(whole))


@pytest.mark.parametrize("more", [0, 1])
def test_a_line_of_a_header_is_256_bytes_at_most(more):
    line = b"-> " + b"x" * (252 + more) + b"\n"
    header = envelope.MAGIC + line + b"\n" + STANZA + END
    if more:
        assert refusal(header) == "envelope.header"
    else:
        envelope.check_header(io.BytesIO(header))


def test_a_receiver_that_is_none_is_a_fault():
    with pytest.raises(Fault, match=r"^envelope\.recipient"):
        envelope.encrypt(io.BytesIO(b"x"), io.BytesIO(), ["age1none"])


def test_what_is_sealed_to_nobody_is_a_fault():
    with pytest.raises(Fault, match=r"^envelope\.broken"):
        envelope.encrypt(io.BytesIO(b"x"), io.BytesIO(), [])


def test_a_stanza_of_another_type_is_passed_over():
    """It is another's way in; the header's seal covers it all the same."""
    header, rest = envelope.MAGIC, sealed(b"hello")[len(envelope.MAGIC) :]
    other = b"-> made-up and more\n" + b"A" * 64 + b"\n\n"
    envelope.check_header(io.BytesIO(header + other + rest))
    assert refusal(header + other + rest) == "envelope.broken"


@pytest.mark.parametrize(
    "raw", [b"", b"-----BEGIN AGE ENCRYPTED FILE-----\n", b"PK\x03\x04"]
)
def test_what_is_no_age_file_is_refused(raw):
    assert refusal(raw) == "envelope.not_age"
