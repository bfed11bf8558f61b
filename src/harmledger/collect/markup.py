"""The text of a piece of HTML, for bodies of feeds and mail that are no whole page."""

from __future__ import annotations

import re

_BLOCK = {"p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure"}
_HIDDEN = {"script", "style", "head", "noscript", "template"}
_TAG = re.compile(r"<[a-zA-Z/!][^>]*>|&(?:#\d+|#x[0-9a-fA-F]+|\w+);")


def text_of(html: str) -> str:
    """Words of the markup, each block on its own lines; text without tags or entities comes back as it is."""
    if not _TAG.search(html):
        return html
    from lxml import etree
    from lxml import html as parser

    try:
        root = parser.fragment_fromstring(html, create_parent="div")
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return _TAG.sub(" ", html)
    parts: list[str] = []
    for event, node in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            parts.append(node.tail or "")
            continue
        hidden = node.tag in _HIDDEN
        if event == "start":
            parts.extend(("\n" if node.tag in _BLOCK else "", "" if hidden else _blanks(node.text)))
        else:
            parts.extend(("\n" if node.tag in _BLOCK else "", _blanks(node.tail)))
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def _blanks(text: str | None) -> str:
    return re.sub(r"\s+", " ", text or "")
