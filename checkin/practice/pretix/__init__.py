"""A simulated pretix 2026.8 with invented events, served over real HTTP; it speaks eventyay's dialect, too.

It behaves as a real server was observed to behave, its oddities included; of eventyay, as its source says.
"""

from checkin.practice.pretix.serve import PretixPractice

__all__ = ["PretixPractice"]
