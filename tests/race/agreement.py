"""Whether two racers ended with the same record: else it was not one race."""

import re

PREFIX = re.compile(r"(?<=/)[\w.-]+:")  # orx:meta is meta to another engine
SHOWN = 5


def agreement(ours, theirs, moving):
    """(agreeing, compared, the refs that differ) of all leaves that both have.

    ``moving``: refs whose value comes from a clock, from chance or from the device.
    """
    mine, other = _plain(ours), _plain(theirs)
    refs = [ref for ref in mine | other if ref not in moving]
    differ = [ref for ref in refs if not _same(mine.get(ref), other.get(ref))]
    return len(refs) - len(differ), len(refs), differ


def lines(name, ours, theirs, moving):
    """The agreement in words; some of the refs that differ, with both values."""
    agreeing, compared, differ = agreement(ours, theirs, moving)
    yield f"  {name}: {agreeing} of {compared} leaves end as ours do"
    mine, other = _plain(ours), _plain(theirs)
    for ref in differ[:SHOWN]:
        yield f"    {ref}: ours {mine.get(ref)!r:.60}, theirs {other.get(ref)!r:.60}"


def moving(form):
    """Refs that no two runs have in common."""
    sources = {one.ref: one.bind for one in form.listed}
    return {
        ref
        for ref, bind in sources.items()
        if bind.preload or re.search(r"\b(now|uuid|random|once)\(", bind.calculate)
    }


def _plain(values):
    return {PREFIX.sub("", ref): value for ref, value in values.items()}


def _same(one, other):
    """None (not relevant) and a leaf that is not there are the same; 5 and 5.0, too."""
    if one == other:
        return True
    try:
        return float(one) == float(other)
    except (TypeError, ValueError):
        return False
