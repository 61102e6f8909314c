"""Which of an account's own guest fields holds what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checkin.connectors.badgestic.payloads import Guest
from checkin.model import form

COMPANY = "company_field"
JOB_TITLE = "job_title_field"
TICKET_TYPE = "ticket_type_field"
CHECKIN = "checkin_field"
"""Options of a connection; each names a guest field, or is empty for none."""

# Which field takes check-ins is never guessed, for it is written to.
_USUAL_NAMES = {
    COMPANY: ("company", "company_name", "organization", "organisation", "employer"),
    JOB_TITLE: ("job_title", "jobtitle", "position", "role"),
    TICKET_TYPE: ("ticket_type", "guest_type", "category", "type"),
}


def guess(option: str, fields: Sequence[str]) -> str:
    """The field that is likely meant, by its name; empty when none is."""
    by_name = {field.strip().casefold().replace(" ", "_"): field for field in reversed(fields)}
    return next((by_name[name] for name in _USUAL_NAMES.get(option, ()) if name in by_name), "")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldMap:
    """Which guest field holds what; empty where none does."""

    company: str = ""
    job_title: str = ""
    ticket_type: str = ""
    checkin: str = ""

    @classmethod
    def of(cls, options: Mapping[str, str], fields: Sequence[str]) -> "FieldMap":
        """As a person chose, and by the usual names where nobody was asked."""
        checkin = options.get(CHECKIN, "")
        others = {
            option: options[option] if option in options else guess(option, fields)
            for option in (COMPANY, JOB_TITLE, TICKET_TYPE)
        }
        company, job_title, ticket_type = ("" if one == checkin else one for one in others.values())
        return cls(company=company, job_title=job_title, ticket_type=ticket_type, checkin=checkin)

    def platform_name(self, name: str) -> str:
        """How Badgestic calls what a form asks; empty for what it has no field for."""
        theirs = {
            form.GIVEN_NAME: "first_name",
            form.FAMILY_NAME: "last_name",
            form.EMAIL: "email",
            form.COMPANY: self.company,
            form.JOB_TITLE: self.job_title,
        }
        return theirs.get(name, name)

    def is_mapped(self, field: str) -> bool:
        """Whether a field holds something we have a word for."""
        return field in {self.company, self.job_title, self.ticket_type, self.checkin}


def value(guest: Guest, field: str) -> str:
    """What a guest's own field says; empty for no field."""
    return guest.custom.get(field, "").strip()
