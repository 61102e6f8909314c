"""A simulated Nutickets platform with an invented event, served over real HTTP.

It behaves as the REST API reference says: bearer tokens, companies, languages, limits, answers that are
prepared in the background, zones, guest lists and sales; and it can be told to misbehave.
"""

from checkin.practice.nutickets.serve import NuticketsPractice

__all__ = ["NuticketsPractice"]
