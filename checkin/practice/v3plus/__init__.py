"""A simulated V3Plus portal over real HTTP, as the API's reference has it.

What the reference leaves open is answered as Laravel, on which the real one is built, answers by itself.
Attendees are in no answer: they are in a spreadsheet (`V3PlusPractice.roster_file`).
"""

from checkin.practice.v3plus.serve import V3PlusPractice

__all__ = ["V3PlusPractice"]
