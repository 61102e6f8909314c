"""The journal: everything that happened at doors, once more, in plain files beside the mirror.

It follows the mirror's log of movements and never leads: a movement is on the disk in the mirror first, and
in the journal within a second. From the files alone movements can be rebuilt, and read by anybody.
"""
