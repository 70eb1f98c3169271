"""One expression by itself: compiled once, then evaluated at any node."""

from dataclasses import dataclass

from desktop.xforms.tree import Node
from desktop.xforms.xpath.compile import Compiler, Fault
from desktop.xforms.xpath.context import Context, Run, World
from desktop.xforms.xpath.faults import Failed
from desktop.xforms.xpath.parser import parse
from desktop.xforms.xpath.values import Value


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression; ``faults`` are what will fail when it is reached."""

    source: str
    run: Run
    faults: tuple[Fault, ...]

    def at(self, node: Node, world: World) -> Value:
        """The value seen from ``node``; Failed where it has none."""
        return guarded(self.run, Context(world, node))


def expression(source: str) -> Expression:
    """Compile; Broken names the place where the text is no expression."""
    compiler = Compiler()
    run = compiler.run(parse(source))
    return Expression(source, run, tuple(compiler.faults))


def guarded(run: Run, context: Context) -> Value:
    """Numbers beyond the machine and nesting beyond the stack are failures too."""
    world = context.world
    if world.steps and not world.running:
        world.begin()
    world.running += 1
    try:
        return run(context)
    except (ArithmeticError, RecursionError) as error:
        raise Failed("xpath.beyond", name=type(error).__name__) from error
    finally:
        world.running -= 1
