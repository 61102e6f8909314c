"""A simulated Open Event 1.19 platform with a generated event, served over real HTTP.

For the demo, for training staff and for tests: it behaves as a real server was observed to behave,
its oddities included, and it can be told to misbehave (`checkin.practice.faults`).
"""

from checkin.practice.open_event.programme import BIG, PRACTICE_ACCOUNT, PRACTICE_PASSWORD, SMALL
from checkin.practice.open_event.serve import PracticeServer

__all__ = ["BIG", "PRACTICE_ACCOUNT", "PRACTICE_PASSWORD", "SMALL", "PracticeServer"]
