"""What a split or a merge of a problem lacks, one thing at a time."""

from __future__ import annotations

from case_builder import sha
from removals import Removal

LINEAGE = [
    Removal("supersede", "no reason", ("reason_missing",), request={"reason": ""}),
    Removal("supersede", "one part", ("successors_missing",),
            request={"data": {"successors": ["i-1"]}}),
    *(Removal("supersede", str(change), ("heirs_plan_missing",), request=change)
      for change in ({"data": {"plan_sha256": None}}, {"data": {"plan_sha256": sha("other")}},
                     {"documents": ()})),
    *(Removal("succeed", str(data), ("heir_unnamed",), request={"data": data})
      for data in ({"of": None}, {"of": ["i-1"]}, {"of": ["i-0", "i-1"]}, {"how": "x"})),
    *(Removal("succeed", str(data), ("heir_state_missing",), request={"data": data})
      for data in ({"state": None}, {"state": "closed"}, {"state": "planned"})),
]  # fmt: skip
