"""What the command is, and what it can be told to do."""

from functools import partial

from desktop import assets
from desktop.cli.main import VERBS
from desktop.cli.options import Options
from desktop.cli.showing import show
from desktop.text.messages import Messages, load


def tell(options: Options) -> int:
    """The version, or every verb with what it takes; returns the exit code."""
    messages = load(assets.resources() / "messages", options.language)
    show(partial(_version if options.version else _verbs, messages))
    return 0


def _version(messages: Messages) -> None:
    print(messages.say("cli.version", {"version": assets.version()}))


def _verbs(messages: Messages) -> None:
    print(messages.say("cli.help"))
    for verb in sorted(VERBS, key=lambda one: one.words):
        print(f"  sophoihop {verb.words}")
    print(messages.say("cli.help_more"))
