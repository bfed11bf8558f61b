"""The patterns of the date grammar, in class names of the codebook file `times`; earlier patterns win.

Each is (kind, classes of which one must occur, pattern over classes, constants). A named group takes the value of the
token where it begins; the group `x` marks the words that belong to the expression where context stands around it.
QUANT, COUNT, ORD, MON, PORTION and ANYTHING stand for several classes (see `grammar`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Pattern = tuple[str, str, str, Mapping[str, Any]]

_OFYEAR = "(?:COMMA|OF|IN)? (?:(?P<year>YEAR)|(?P<yearshift>WHICHYEAR))"
_YEAR = "(?:(?:COMMA|OF|IN)? (?:(?P<year>YEAR) (?!DASH? UNIT)|(?P<yearshift>WHICHYEAR)))?"
_PART = "(?:(?:COMMA? (?:IN|AT) DET?)? (?P<part>PART|OVERNIGHT))?"
_LEAD = (
    "(?:(?:DET? (?P<portion_>EARLY|LATE)? (?P<weekday_>WEEKDAY)? (?P<part_>PART|OVERNIGHT) (?:OF|ON|COMMA))"
    "|(?:EARLY|LATE) (?:ON|IN)?)?"
)
_WEEKDAY = "(?:(?P<weekday>WEEKDAY) DOT? COMMA? (?:DET)?)?"
_WAR = "(?:ANYTHING|EARLIER|BEGIN|END|NUMWORD|ABOUT){0,8}? WAR"
_DAYS = "DET? (?P<day>DAYNUM|ORDNUM) (?:DASH|TO|UNTIL|AND) DET? (?P<day2>DAYNUM|ORDNUM)"
_MONTHDAY = "(?:(?P<month>MON) (?P<day>DAYNUM|ORDNUM)?|(?P<day_>DAYNUM|ORDNUM) (?P<month_>MON))"
_NEXTDAY = "(?:(?:TO|AFTER|DASH|AND) (?P<weekday2>WEEKDAY))?"
_WHICH = "(?:(?P<which>EARLIER|LAST|THIS|NEXT|PAST|PREVIOUS|FOLLOWING|RECENT) (?:ON)?)?"
_TOWARDS = "(?:IN|SINCE|OF|BY|UNTIL|FROM|TO|BETWEEN|OVER|BEFORE|AFTER|DASH"

PATTERNS: tuple[Pattern, ...] = (
    # -- not times: ages, serial numbers of days that are names --------------------------------------------------------
    ("skip", "OLD", "QUANT (?:AND QUANT)? DASH? UNIT DASH? OLD", {}),
    ("skip", "AND", "COUNT DASH OTHER (?=DASH UNIT DASH OLD)", {}),
    # -- since the war began, with the date that the words may give (before whole dates, which would take it) ----------
    ("war", "WAR", f"SINCE (?P<x>{_WAR} STARTING? QUOTE? (?:(?:ON|IN)? {_MONTHDAY} {_YEAR})?)",
     {"role": "since"}),
    ("war", "WAR", f"SINCE (?P<x>ANYTHING{{0,3}}? {_MONTHDAY} ANYTHING{{0,4}}? WAR)", {"role": "since"}),
    # -- whole dates ---------------------------------------------------------------------------------------------------
    ("iso", "ISO", "(?P<iso>ISO)", {}),
    ("numeric", "NUMERIC", "(?P<numeric>NUMERIC) (?P<stamp>CLOCK)", {}),
    ("numeric", "NUMERIC", "(?P<numeric>NUMERIC)", {}),
    ("daterange", "MON",
     f"(?P<month>MON) DOT? {_DAYS} (?!DASH|UNIT|MON) {_YEAR}", {}),
    ("daterange", "MON",
     f"{_DAYS} OF? (?P<month>MON) DOT? {_YEAR}", {}),
    ("date", "MON",
     f"{_LEAD} {_WEEKDAY} (?P<month>MON) DOT? DET? (?P<day>DAYNUM|ORDNUM) (?!UNIT|DASH UNIT) {_YEAR} {_PART}", {}),
    ("date", "MON",
     f"{_LEAD} {_WEEKDAY} DET? (?P<day>DAYNUM|ORD) DASH? OF? (?P<month>MON) DOT? DASH? {_YEAR} {_PART}", {}),
    ("date", "MON", f"(?:DET? (?P<portion>PORTION) DASH? OF?)? (?P<month>MON) DOT? {_OFYEAR}", {}),
    ("date", "SEASON", f"DET? (?P<portion>PORTION)? (?P<season>SEASON) {_OFYEAR}", {}),
    # -- counted from the war's start ----------------------------------------------------------------------------------
    ("nth", "WAR", f"DET? (?P<unit>UNIT) (?P<n>COUNT) (?:OF|IN|AFTER) {_WAR}", {}),
    ("nth", "WAR", f"DET? (?P<n>ORD) (?P<unit>UNIT) (?:OF|IN|AFTER|SINCE) {_WAR}", {}),
    ("nth", "WAR", "WAR (?:OTHER|IN|AFTER|ON|TO|STARTING){0,3}? (?P<x>DET (?P<n>ORD) (?P<unit>UNIT))", {}),
    ("early", "WAR", f"DET? EARLY (?P<unit>UNIT)? (?:ON)? (?:OF|IN) {_WAR}", {}),
    ("first", "WAR", f"DET? (?P<which>ORDWORD|LAST) (?P<n>QUANT)? (?P<unit>UNIT) (?:OF|IN|AFTER|SINCE) {_WAR}", {}),
    ("window", "WAR", f"DET? (?P<which>PAST|LAST) (?P<n>QUANT)? (?P<unit>UNIT) (?=(?:OF|IN) {_WAR})", {}),
    ("intowar", "WAR", f"(?:ABOUT)? (?P<n>QUANT) (?P<unit>UNIT) (?P<rel>AFTER|SINCE) {_WAR} STARTING?", {}),
    ("warlength", "WAR", f"DET? (?P<n>QUANT) (?:CONSECUTIVE)? DASH? (?P<unit>UNIT) OF {_WAR}", {}),
    ("beforewar", "WAR", f"DET? (?P<n>QUANT)? (?P<unit>UNIT) (?P<rel>BEFORE) {_WAR} STARTING?", {}),
    ("war", "WAR", "(?P<x>DET (?:STARTING|BEGIN) (?:OF)? (?:ANYTHING){0,5}? WAR)", {}),
    ("war", "WAR", f"BEFORE (?P<x>{_WAR})", {"role": "before"}),
    ("war", "WAR", f"AFTER (?P<x>{_WAR} STARTING)", {"role": "after"}),
    # -- counted from a dated event of the codebook --------------------------------------------------------------------
    ("byevent", "EVENT", "DET? (?P<n>QUANT)? (?P<unit>UNIT) (?P<rel>BEFORE|AFTER) DET? (?P<event>EVENT)", {}),
    ("event", "EVENT", "SINCE (?P<x>DET? (?P<event>EVENT))", {"role": "since"}),
    ("event", "EVENT", "BEFORE (?P<x>DET? (?P<event>EVENT))", {"role": "before"}),
    ("freed", "FREED", "SINCE (?P<x>(?:OTHER|DET|POSS|COMMA){1,6}? (?P<event>FREED))", {"role": "since"}),
    # -- holidays ------------------------------------------------------------------------------------------------------
    ("holiday", "HOLIDAY", "(?P<holiday>HOLIDAY) POSS? COMMA? (?P<year>YEAR)?", {}),
    # -- relative to the report's date ---------------------------------------------------------------------------------
    ("deixis", "DEIXIS", f"EARLIER? (?P<days>DEIXIS) POSS? {_PART}", {}),
    ("deixis", "PART", "(?:EARLY|LATE)? (?:THIS) (?P<part>PART)", {"days": 0}),
    ("deixis", "PART", "LAST (?P<part>PART)", {"days": -1}),
    ("weekday", "WEEKDAY",
     f"OVERNIGHT (?:ON|AFTER|TO)? (?P<weekday>WEEKDAY) {_NEXTDAY}", {"part": "overnight"}),
    ("weekday", "WEEKDAY", "(?P<weekday>WEEKDAY) (?P<part>OVERNIGHT)", {}),
    ("weekday", "WEEKDAY",
     f"DET? (?P<part>PART) (?:OF|ON|FROM|BETWEEN)? DET? (?P<weekday>WEEKDAY) {_NEXTDAY}", {}),
    ("weekday", "WEEKDAY", "(?P<weekday>WEEKDAY) (?P<week>LAST|NEXT|THIS) UNIT", {}),
    ("weekday", "WEEKDAY",
     f"DET? {_WHICH} (?:EARLY|LATE)? (?P<weekday>WEEKDAY) {_PART}", {}),
    ("overnight", "OVERNIGHT", "(?P<part>OVERNIGHT) (?!WEEKDAY)", {}),
    ("ago", "AGO", "ABOUT? (?P<n>QUANT)? CONSECUTIVE? (?P<unit>UNIT|WEEKEND) AGO", {}),
    # -- relative to a time named before -------------------------------------------------------------------------------
    ("shift", "UNIT", "DET (?P<unit>UNIT) BEFORE (?!YEAR|MON|WEEKDAY|WAR|DEIXIS)", {"n": -1}),
    ("shift", "UNIT", "DET (?P<unit>UNIT) AFTER (?!YEAR|MON|WEEKDAY|WAR|DEIXIS|OTHER|DET)", {"n": 1}),
    ("shift", "LATER", "ABOUT? (?P<n>QUANT)? (?P<unit>UNIT) LATER", {"sign": 1}),
    ("shift", "EARLIER", "ABOUT? (?P<n>QUANT)? (?P<unit>UNIT) EARLIER", {"sign": -1}),
    ("shift", "LATER EARLIER", "(?:LATER|EARLIER) (?:ON|IN)? (?P<x>DET|SAME|THAT) SAME? (?P<unit>UNIT|PART)", {"n": 0}),
    ("shift", "SAME THAT", "(?:(?:DET|THAT|THIS) SAME|THAT) (?P<unit>UNIT|PART)", {"n": 0}),
    ("calendar", "CONSECUTIVE", "(?:ARTICLE|DET) ORDWORD CONSECUTIVE (?P<unit>UNIT)", {"which": "this"}),
    ("shift", "PREVIOUS", "DET (?:PREVIOUS) (?P<unit>UNIT|PART)", {"n": -1}),
    ("shift", "NEXT FOLLOWING", "DET (?:NEXT|FOLLOWING) (?P<unit>ONEUNIT|PART)", {"n": 1}),
    # -- spans up to the report's date ---------------------------------------------------------------------------------
    ("window", "NEXT", "DET? NEXT (?P<n>QUANT)? (?:CONSECUTIVE)? (?P<unit>UNIT)", {"which": "next"}),
    ("window", "FOLLOWING", "DET? FOLLOWING (?P<n>QUANT) (?P<unit>UNIT)", {"which": "next"}),
    ("window", "PAST", "(?:DET|THIS)? (?P<which>PAST) (?P<n>QUANT)? (?:CONSECUTIVE|OTHER)? (?P<unit>UNIT)", {}),
    ("window", "LAST", "DET? (?P<which>LAST) (?P<n>QUANT) (?:CONSECUTIVE|OTHER)? (?P<unit>UNIT)", {}),
    ("window", "LAST", "(?:DET|THIS) (?P<which>LAST) (?P<unit>UNIT)", {}),
    ("window", "LAST", "(?:OVER|FOR) (?P<x>(?P<which>LAST) (?P<unit>UNIT))", {}),
    ("window", "PREVIOUS", "DET? (?P<which>PREVIOUS) (?P<n>QUANT) (?P<unit>UNIT)", {}),
    ("window", "RECENT", "(?:DET|THIS)? (?P<which>RECENT) (?P<n>QUANT)? (?P<unit>UNIT)", {}),
    ("weekend", "WEEKEND", "(?:DET|(?P<which>LAST|THIS|NEXT|PAST|PREVIOUS))+ (?P<unit>WEEKEND)", {}),
    ("window", "WHICHYEAR", "DET (?P<yearshift>WHICHYEAR)", {"which": "past", "unit": "year"}),
    ("calendar", "WHICHYEAR",
     "(?:(?P<portion>PORTION) DASH?|EARLIER|LATER)? (?P<yearshift>WHICHYEAR)", {"unit": "year"}),
    ("calendar", "LAST", "(?P<portion>PORTION)? (?P<which>LAST) (?P<unit>UNIT|SEASON)", {}),
    ("calendar", "LAST", "(?P<which>LAST) (?P<month>MON)", {}),
    ("calendar", "THIS", "(?:(?P<portion>PORTION) DASH?|EARLIER|LATER)? (?P<which>THIS) (?P<unit>UNIT|SEASON)", {}),
    ("calendar", "THIS", "(?:(?P<portion>PORTION) DASH?)? (?P<which>THIS) (?P<month>MON)", {}),
    ("calendar", "PORTION", "(?P<portion>PORTION) (?:DET|THIS|LAST) (?P<unit>UNIT|SEASON)", {"which": "this"}),
    # -- months, seasons, years ----------------------------------------------------------------------------------------
    ("date", "MON", "DET? (?P<portion>PORTION) DASH? (?:OF|IN)? DET? (?P<month>MON)", {}),
    ("date", "SEASON",
     "(?:DET|IN|SINCE|OVER|BY|UNTIL) (?P<x>DET? (?P<portion>PORTION)? (?P<season>SEASON)) (?!OF|OTHER)", {}),
    ("date", "MON", f"{_TOWARDS}|AND|FOR) (?P<x>(?P<month>MON)) (?!COUNT)", {}),
    ("date", "MONTH", "(?P<month>MONTH) (?!COUNT)", {}),
    ("decade", "DECADE", "(?:DET? (?P<portion>PORTION)? DASH?) (?P<decade>DECADE)", {}),
    ("date", "YEAR", "(?:PORTION) DASH? (?:IN)? (?P<year>YEAR)", {}),
    ("date", "YEAR", f"{_TOWARDS}|BEGIN|DET) (?P<x>(?P<year>YEAR)) (?!DASH? UNIT|COUNT)", {}),
    ("date", "YEAR", "(?:STOP|DOT) (?P<x>(?P<year>YEAR)) (?=STOP|COMMA|DASH)", {}),
    # -- the 24th ------------------------------------------------------------------------------------------------------
    ("date", "ORDNUM",
     "(?:ON|SINCE|UNTIL|BY|BETWEEN|FROM) (?P<x>DET (?P<day>ORDNUM)) (?!OTHER|UNIT|OF|DASH|POSS|SOMEMONTH)", {}),
    # -- durations and rates -------------------------------------------------------------------------------------------
    ("rate", "PER", "PER (?P<n>QUANT)? (?P<unit>UNIT|PART|WEEKDAY)", {}),
    ("rate", "RATE", "(?P<unit>RATE)", {}),
    ("rate", "UNIT", "(?:COUNT|TIMES|VAGUE) (?:OTHER){0,4} (?P<x>ARTICLE DASH? (?P<unit>ONEUNIT)) (?!AND)", {}),
    ("rate", "UNIT", "(?:STOP|TIMES|COUNT) (?P<x>ARTICLE DASH (?P<unit>UNIT))", {}),
    ("duration", "UNIT",
     "ABOUT? ARTICLE? (?P<n>QUANT) (?:AND ARTICLE? NUMWORD)? (?:DASH|CONSECUTIVE)* (?P<unit>UNIT) (?:DASH? LONG)?", {}),
    ("duration", "UNIT", "(?:FOR|OVER|AFTER|IN) (?P<x>(?P<unit>MANYUNITS) (?:OF)?)", {}),
    ("duration", "UNIT", "(?P<unit>MANYUNITS) (?=AFTER (?:DET|OTHER|ARTICLE))", {}),
    ("duration", "UNIT", "(?P<unit>UNIT) DASH? LONG", {}),
    ("duration", "UNIT", "(?P<unit>MANYUNITS) (?:OF) (?!DET|THIS|ARTICLE)", {}),
    ("part", "PART", "(?:IN|AT|OVER|BY|BEFORE|AFTER) (?P<x>(?:DET|ARTICLE)? (?:EARLY|LATE)? (?P<part>PART))", {}),
    ("clock", "CLOCK", "ABOUT? (?P<clock>CLOCK) ZONE?", {}),
)  # fmt: skip
