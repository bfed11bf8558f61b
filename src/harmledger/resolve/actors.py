"""Actors: which party the words of a text name, and whose side it is on.

The words are the codebook's (`parties.yaml`); extraction needs them too, so the reading itself lies below both stages.
"""

from __future__ import annotations

from harmledger.codebook.parties import party, relatives, side
from harmledger.extract.party_mentions import PartyMention, find_parties

__all__ = ["PartyMention", "find_parties", "party", "relatives", "side"]
