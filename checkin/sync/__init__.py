"""Pull and push: the platform into the mirror, the outbox to the platform.

`cycle` decides what is due and does it, `loop` is the one thread that runs it; `pull` and `push` are
single steps, each leaving the mirror so that the process may die right after it.
"""
