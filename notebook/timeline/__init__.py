"""What happened and what was said (interactions), and who promised whom what (promises).

Public: `Timeline`, `Promises` and the records in ``records``; ``phrases`` reads the one-line grammar.
"""
