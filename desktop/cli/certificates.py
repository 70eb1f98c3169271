"""enrol status, renew, revoke: certificates as they stand, the next, and their end."""

import argparse

from desktop.cli.context import Answer, Context, Verb
from desktop.cli.plain import plain
from desktop.desk.desk import Desk
from desktop.desk.key_views import Keys, KnownKey
from desktop.signing.reasons import REASONS
from desktop.text.dates import format_iso


def status(context: Context, desk: Desk) -> Answer:
    """Whose desk this is, and how its certificates stand."""
    view, keys = desk.ask.desk(), desk.ask.keys()
    state = "enrol.certified" if view.certified else "enrol.not_certified"
    lines = (
        context.say("cli.desk", unit=view.unit_name, device=view.device),
        context.say("cli.desk_code", code=view.check_code),
        *_lasting(context, keys),
        *(_told(context, known) for known in keys.desks),
        context.say(state),
    )
    value = plain(view)
    assert isinstance(value, dict)
    return Answer(value | {"keys": plain(keys)}, lines)


def _lasting(context: Context, keys: Keys) -> tuple[str, ...]:
    if not keys.until:
        return stale(context, keys)
    until, days = format_iso(keys.until), keys.days_left
    said = context.say("keys.until", until=until, days=days)
    asked = (context.say("keys.asked"),) if keys.asked else ()
    return (said, *asked, *stale(context, keys))


def stale(context: Context, keys: Keys) -> tuple[str, ...]:
    """A warning where the list of revoked certificates has grown old."""
    over = keys.crl_days_over
    return (context.say("keys.crl_old", days=over),) if over else ()


def _told(context: Context, known: KnownKey) -> str:
    return context.say(
        f"keys.{known.status}",
        unit=known.unit_name,
        device=known.device,
        until=format_iso(known.until),
        sha256=known.cert_sha256[:16],
    )


def _status(context: Context, _: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        return status(context, desk)


def _revoke_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("which", metavar="DEVICE|CERT")
    parser.add_argument("--reason", required=True, choices=REASONS)


def _revoke(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        gone = desk.act.enrol.revoke(arguments.which, arguments.reason)
        keys = desk.ask.keys()
    hit = {one.cert_sha256 for one in gone}
    revoked = [known for known in keys.desks if known.cert_sha256 in hit]
    lines = tuple(_told(context, known) for known in revoked)
    listed = context.say("keys.listed", number=keys.crl_number)
    value = {"revoked": plain(tuple(revoked)), "crl_number": keys.crl_number}
    return Answer(value, (*lines, listed))


def _renew_arguments(parser: argparse.ArgumentParser) -> None:
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--signer", default="", metavar="pkcs11:…")
    how.add_argument("--by-phone", action="store_true")


def _renew(context: Context, arguments: argparse.Namespace) -> Answer:
    with context.desk() as desk:
        if arguments.by_phone:
            desk.act.enrol.begin_again()
        else:
            desk.act.enrol.renew(arguments.signer)
        return status(context, desk)


def _nothing(_: argparse.ArgumentParser) -> None:
    """No arguments of its own."""


VERBS = (
    Verb("enrol status", _nothing, _status),
    Verb("enrol renew", _renew_arguments, _renew),
    Verb("enrol revoke", _revoke_arguments, _revoke),
)
