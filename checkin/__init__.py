"""The check-in desk's core: everything but the window.

The data's way, top to bottom::

    scanner   a frame or a burst of keys becomes a payload
    model     a payload becomes lookup keys; `admission.decide` says yes or no
    desk      one verb a module; `admit` writes movement and operation in one transaction
    mirror    SQLite: what the platform last said, what happened here, what is still to be told
    sync      pulls the platform into the mirror, pushes the outbox to the platform
    connectors  one folder a platform
    badges    a template and an attendee become a PDF, a PDF becomes a badge
    practice  a simulated platform over real HTTP

`app` puts the pieces together and is the only module that constructs them.
"""

__version__ = "0.1.0"
