"""One form: the racers stand ready in processes of their own and run turn by turn."""

import json
import subprocess
from dataclasses import dataclass, field

WARM_UPS = 3  # runs that do not count: just-in-time compilers learn in them
RUNS = 5


@dataclass
class Result:
    """What one racer did on one form."""

    loads: list[float] = field(default_factory=list)
    answers: list[list[float]] = field(default_factory=list)  # of each run
    values: dict[str, str | None] = field(default_factory=dict)  # at the end


class Broken(Exception):
    """A racer ended before its time."""


class Racer:
    """A process that runs once for each "go"."""

    def __init__(self, command, log):
        self._log = log
        with log.open("w") as said:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=said,
                text=True,
            )

    def ask(self, word):
        """Its answer to "go" or "end"."""
        try:
            self._process.stdin.write(word + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            words = [one for one in self._log.read_text("utf-8").splitlines() if one]
            raise Broken(next((one for one in words if "Error" in one), words[-1:]))
        return json.loads(line)

    def close(self):
        self._process.kill()
        self._process.communicate()


def race(starts, form, script, folder):
    """The result of each racer; one that breaks is told and left out from there."""
    racers, results = {}, {}
    for name, start in starts.items():
        racers[name] = Racer(start(str(form), str(script)), folder / f"{name}.log")
        results[name] = Result()
    for turn in range(WARM_UPS + RUNS + 1):
        for name in list(racers):
            try:
                _turn(racers[name], results[name], turn)
            except Broken as reason:
                print(f"left out: {name} on {form.stem}: {reason}")
                racers.pop(name).close()
                del results[name]
    for racer in racers.values():
        racer.close()
    return results


def _turn(racer, result, turn):
    if turn == WARM_UPS + RUNS:
        result.values = racer.ask("end")["values"]
        return
    told = racer.ask("go")
    if turn >= WARM_UPS:
        result.loads.append(told["load"])
        result.answers.append(told["answers"])
