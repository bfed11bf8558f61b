"""Every error that harmledger raises, in one tree.

HarmledgerError
├── InputError                a report, file or table that cannot be read; kept with its reason, the run goes on
│   ├── UnreadableInput       not what its name says: damaged, cut short, binary noise, encrypted
│   ├── EmptyInput            nothing to read in it: empty file, a pdf without text
│   ├── OversizedInput        larger than the limit: a huge file, an archive that unpacks without end
│   └── TableError            a table without the column that was named
├── ExtractionError           a report that was read but could not be coded
├── GazetteerError            the gazetteer is missing, damaged, or an added file is no GeoNames file
├── CodebookError             a codebook file that breaks its schema
├── LedgerError               the ledger file cannot be used
│   ├── LedgerVersionError    written by a newer harmledger
│   ├── LedgerDamaged         not a ledger, or damaged
│   ├── LedgerFull            the disk is full; what was stored before is safe
│   ├── NotFound              no such incident, claim, report or decision
│   ├── Clash                 what a decision is about has changed since the reviewer saw it
│   └── NotLinked             a decision is stored, but its incidents could not be brought up to date
├── ExportError               an export that cannot be written or read back
├── SecondReaderError         a report that the second reader could not read; kept with its second reading
│   ├── SecondReaderUnreachable   the endpoint does not answer, or refuses
│   ├── SecondReaderAnswer    the model's answer is not what was asked for
│   └── SecondReaderWithheld  a report that is not sent to another machine
└── UsageError                options that contradict each other

Each has a stable `code`, the `subject` (which report, file or option) and a `remedy` (what to do).
"""

from __future__ import annotations


class HarmledgerError(Exception):
    """Base of all errors: what happened, to which subject, and what the user can do about it."""

    code = "H000"
    exit_code = 1

    def __init__(self, what: str, *, subject: str = "", remedy: str = "") -> None:
        self.what = what
        self.subject = subject
        self.remedy = remedy
        super().__init__(self.message())

    def __reduce__(self) -> tuple[object, ...]:
        """For another process: made again from what it says."""
        return _again, (type(self), self.what, self.subject, self.remedy), vars(self)

    def message(self) -> str:
        """One line for a person: subject, what happened, what to do, and the code to look up."""
        head = f"{self.subject}: {self.what}" if self.subject else self.what
        tail = f" {self.remedy}" if self.remedy else ""
        return f"{head.rstrip('.')}.{tail} [{self.code}]"

    def to_json(self) -> dict[str, str]:
        """The error as it is kept in the ledger beside the report it stopped."""
        return {"code": self.code, "what": self.what, "subject": self.subject, "remedy": self.remedy}


def _again(kind: type[HarmledgerError], what: str, subject: str, remedy: str) -> HarmledgerError:
    return kind(what, subject=subject, remedy=remedy)


class InputError(HarmledgerError):
    """A report, file or table that cannot be read."""

    code = "H100"


class UnreadableInput(InputError):
    """The input is not what its name says: damaged, cut short, binary noise or encrypted."""

    code = "H101"


class EmptyInput(InputError):
    """There is no text in the input."""

    code = "H102"


class OversizedInput(InputError):
    """The input, or what it unpacks to, is larger than the limit."""

    code = "H103"


class TableError(InputError):
    """A table lacks a column that was named or that a report needs."""

    code = "H104"


class ExtractionError(HarmledgerError):
    """A report that was read but could not be coded."""

    code = "H200"


class GazetteerError(HarmledgerError):
    """The gazetteer is missing or damaged, or an added file is not a GeoNames file."""

    code = "H300"


class CodebookError(HarmledgerError):
    """A codebook file does not follow its schema."""

    code = "H310"


class LedgerError(HarmledgerError):
    """The ledger file cannot be used."""

    code = "H400"


class LedgerVersionError(LedgerError):
    """The ledger was written by a newer harmledger."""

    code = "H401"


class LedgerDamaged(LedgerError):
    """The file is not a ledger, or it is damaged."""

    code = "H402"


class LedgerFull(LedgerError):
    """The disk is full; everything stored before is safe."""

    code = "H403"


class NotFound(LedgerError):
    """No incident, claim, report or decision has this id."""

    code = "H404"


class Clash(LedgerError):
    """What a decision is about has changed since the reviewer saw it."""

    code = "H405"


class NotLinked(LedgerError):
    """Decisions are stored and hold, but bringing the incidents up to date failed: the next run does it."""

    code = "H406"


class ExportError(HarmledgerError):
    """An export that cannot be written, or cannot be read back."""

    code = "H500"


class SecondReaderError(HarmledgerError):
    """A report that the second reader could not read."""

    code = "H700"

    def __init__(self, what: str, *, subject: str = "", remedy: str = "", answer: str = "") -> None:
        self.answer = answer
        super().__init__(what, subject=subject, remedy=remedy)


class SecondReaderUnreachable(SecondReaderError):
    """The second reader's endpoint does not answer in time, or refuses."""

    code = "H701"


class SecondReaderAnswer(SecondReaderError):
    """The second reader's answer is not what was asked for; `answer` holds what came."""

    code = "H702"


class SecondReaderWithheld(SecondReaderError):
    """The report tells of what is not sent to another machine."""

    code = "H703"


class UsageError(HarmledgerError):
    """Options that contradict each other or values outside their range."""

    code = "H600"
    exit_code = 2
