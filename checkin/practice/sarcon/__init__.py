"""A simulated Sarcon: the documented envelope, pages and errors with their oddities.

Only the list of events, the envelope, the statuses, Laravel's pages and the limit of sixty requests a minute
are Sarcon's public documentation. The paths of registrations, tickets and check-ins are invented here, in the
manner of Laravel, to fit ``resources/mappings/sarcon.example.toml``.
"""

from checkin.practice.sarcon.serve import PRACTICE_TOKEN, SarconPractice

__all__ = ["PRACTICE_TOKEN", "SarconPractice"]
