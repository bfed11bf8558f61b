"""Expressions of time, from words to days: used by the cleaner (a report's own date), the extractor and the resolver.

`grammar.read_times(text)` finds expressions and what they say; `calendar.days(reading, base)` turns one into days.
It stands beside the stages, like the gazetteer, because two stages need the same reading of the same words.
"""
