"""Claims of one event, brought together within and across reports, with a reason for every join.

`link(claims, reports)` gives incidents: views over claims that never replace them. The result does not depend on the
order in which the claims come.
"""

from harmledger.link.figures import Step, steps
from harmledger.link.grades import BY_RULE
from harmledger.link.linker import link
from harmledger.link.reconcile import RULES
from harmledger.link.settings import VERSION, made_by
from harmledger.link.sources import Voice, voices

__all__ = ["BY_RULE", "RULES", "VERSION", "Step", "Voice", "link", "made_by", "steps", "voices"]
