"""A simulated Badgestic over real HTTP: events, guests with fields of the account's own, and QR codes.

What its document leaves open is decided here and promised nowhere: error codes of inputs, the bodies of
errors, the names of an event's fields, and what a QR code says.
"""

from checkin.practice.badgestic.serve import BadgesticPractice

__all__ = ["BadgesticPractice"]
