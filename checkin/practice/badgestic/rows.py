"""What the simulated platform keeps."""

from dataclasses import dataclass, field

CHECKED_IN_AT = "checked_in_at"
"""The account's own field that takes check-ins."""

OWN_FIELDS = ("company", "job_title", "ticket_type", "dietary_needs", CHECKED_IN_AT)
"""The account's own guest fields, in the order they are shown."""


@dataclass(slots=True, kw_only=True)
class EventRow:
    """An event.

    Attributes:
        account: whose it is.
        fields: as they were sent: texts by their names.
    """

    id: int
    account: str
    fields: dict[str, str]


@dataclass(slots=True, kw_only=True)
class GuestRow:
    """A guest.

    Attributes:
        code: what their QR code says; empty for none.
        own: the account's own fields.
        check_ins: how often a check-in was written and not taken back; a second one over the first counts.
    """

    id: int
    event: int
    first_name: str
    last_name: str
    email: str = ""
    active: bool = True
    code: str = ""
    own: dict[str, str] = field(default_factory=dict)
    check_ins: int = 0

    def shown(self) -> dict[str, object]:
        """As Show Event has it."""
        standard: dict[str, object] = {
            "id": self.id,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "email": self.email,
            "active": self.active,
        }
        return standard | {name: self.own.get(name, "") for name in OWN_FIELDS}

    def write(self, name: str, value: str) -> None:
        """Change one of the account's own fields."""
        if name == CHECKED_IN_AT and value != self.own.get(name, ""):
            self.check_ins = self.check_ins + 1 if value else 0
        self.own[name] = value
