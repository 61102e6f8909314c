"""Numbers with the word for what was counted."""


def counted(number: int, one: str, several: str = "") -> str:
    """Such as "1 badge" and "2 badges"; `several` where it takes more than an s."""
    return f"{number:,} {one if number == 1 else several or f'{one}s'}"
