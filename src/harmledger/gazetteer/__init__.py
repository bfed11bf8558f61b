"""Places of the world, with spellings, kept in the installation: no server, no download.

`Gazetteer().lookup(name)` gives what a name may mean; `add_geonames` adds a GeoNames country file that the user has.
"""

from harmledger.gazetteer.lookup import VERSION, Gazetteer
from harmledger.gazetteer.overlay import Added, add_geonames
from harmledger.gazetteer.records import Candidate

__all__ = ["VERSION", "Added", "Candidate", "Gazetteer", "add_geonames"]
