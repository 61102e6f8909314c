"""Simulated platforms with invented events, served over real HTTP: for the demo, for training and for tests.

Each behaves as its platform's contract says or a real server was observed to behave, oddities included, and
can be told to misbehave (`checkin.practice.faults`).
"""
