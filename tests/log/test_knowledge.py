"""What the authors of moves knew, asked for again and again."""

from collections import Counter

from fold_replica import pair

from greenshield.log.knowledge import Knowledge


class Counted(Knowledge):
    """Counts how often it works out what one author knew."""

    def __init__(self, project, events):
        super().__init__(project, events)
        self.worked = Counter()

    def _joined(self, event):
        self.worked[event.event_id] += 1
        return super()._joined(event)


def test_that_what_each_author_knew_is_worked_out_once():
    one, _ = pair()
    for name in ("assign", "check", "register", "plan"):
        one.move(name)
    known = Counted("p", one.events)
    last = one.events[-1]
    for event in [*one.events, last, *one.events]:
        known.reach_of(event)
        known.redacted_for(event, last)
    assert set(known.worked.values()) == {1}
    assert known.reach_of(last) == {("229901", one.key.device_id): last.header.seq - 1}
