"""This station's SQLite file: what the platform last said, what happened here, what is still to be told.

The home of SQLAlchemy. `database` opens the file and hands out transactions; every other module is
functions over one of its connections, so that the caller decides what belongs into one transaction.
No row leaves this package: callers get the values of `checkin.model`.
"""
