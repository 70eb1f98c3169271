"""What the command is, and what it can be told to do."""

from desktop import assets
from desktop.cli.main import VERBS
from desktop.cli.options import Options
from desktop.text.messages import load


def tell(options: Options) -> int:
    """The version, or every verb with what it takes; returns the exit code."""
    messages = load(assets.resources() / "messages", options.language)
    if options.version:
        print(messages.say("cli.version", {"version": assets.version()}))
        return 0
    print(messages.say("cli.help"))
    for verb in sorted(VERBS, key=lambda one: one.words):
        print(f"  sophoihop {verb.words}")
    print(messages.say("cli.help_more"))
    return 0
