"""The optional second reader: a language model that the user runs reads the same reports again.

Off unless an endpoint is named. Nothing that it says is believed: a quote must stand in the report letter for letter,
every value in the quote or the report, every word in the codebook; places and dates are resolved by our own resolver.
Its claims are kept beside the built-in reader's as a second reading, and where the two disagree a person looks.
"""

from harmledger.second.compare import Comparison, Differs, compare, disagreements
from harmledger.second.reader import SecondSummary, read_again
from harmledger.second.settings import KEY, SecondReader

__all__ = ["KEY", "Comparison", "Differs", "SecondReader", "SecondSummary", "compare", "disagreements", "read_again"]
