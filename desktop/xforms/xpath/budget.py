"""How much work expressions may make before somebody has waited enough."""

from dataclasses import dataclass

from desktop.xforms.xpath.faults import Failed

MAX_STEPS = 1_000_000  # about a second; a list of 11,000 takes some 50,000
MAX_TURN = 3_000_000  # of all expressions of one turn: an answer, or a look
LETTERS = 20  # of a text cost as much as a node


@dataclass(slots=True)
class Budget:
    """Nodes that may still be visited."""

    steps: int = 0  # of the expression that is being evaluated
    left: int = MAX_TURN  # for the expressions of this turn

    def turn(self) -> None:
        """Somebody answers or looks: what was spent before does not count."""
        self.left, self.steps = MAX_TURN, 0

    def begin(self) -> None:
        """An expression begins; the one before has spent what it has."""
        self.left -= self.steps
        self.steps = 0

    def visited(self, count: int) -> None:
        """Count nodes: an expression that walks without end fails in good time.

        So do many that each walk long.
        """
        self.steps += count
        if self.steps > MAX_STEPS or self.steps > self.left:
            raise Failed("xpath.too_long_walk", limit=MAX_STEPS)

    def read(self, letters: int) -> None:
        """Count what a long text costs."""
        self.visited(letters // LETTERS)

    def told(self, letters: int) -> None:
        """Count what was put together outside of expressions; it stands."""
        self.left -= letters // LETTERS
