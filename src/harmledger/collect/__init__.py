"""Collect: from files, folders, tables, web archives, feeds and archives to one `Raw` a report."""

from harmledger.collect.raw import CollectOptions, Given, Raw
from harmledger.collect.walk import collect

__all__ = ["CollectOptions", "Given", "Raw", "collect"]
