"""Page furniture: what is cut, and what must never be."""

from __future__ import annotations

import pytest

from harmledger import codebook
from harmledger.clean.furniture import outlet_stem
from harmledger.clean.layout import lay_out

FIRST = "Shells hit the market of Lower Brennick on Monday morning, killing two traders, the district head said."
SECOND = "Rescuers searched the stalls until dark and carried eleven wounded people to the clinic on the hill."
THIRD = "The army of the coast denied that it had fired, and blamed a stray rocket of the hill brigade for the deaths."


def cut(text: str, *, title: str = "", outlet: str = "") -> tuple[str, dict[str, list[str]]]:
    """What is left of a text without its furniture, and the words of each kind of region."""
    whole = f"{title}\n{text}" if title else text
    layout = lay_out(whole, title_length=len(title), outlet=outlet)
    kept = list(whole)
    words: dict[str, list[str]] = {}
    for region in layout.regions:
        words.setdefault(region.kind, []).append(whole[region.start : region.end].strip())
        if region.kind == "furniture":
            kept[region.start : region.end] = "\0" * (region.end - region.start)
    return "".join(kept).replace("\0", ""), words


FURNITURE = [
    "Sign up to our morning newsletter",
    "Subscribe now",
    "Already a subscriber? Log in",
    "Sign in or open a free account to read on",
    "Please register or log in to continue.",
    "Start your free trial today",
    "Download our app",
    "We use cookies to improve this site.",
    "Share this article",
    "Facebook Twitter WhatsApp",
    "12 comments",
    "Follow us on Telegram: @brennickpost",
    "Join our WhatsApp channel for breaking news",
    "Read more: Flood in Ostrava Hill leaves four dead",
    "READ ALSO: Flood in Ostrava Hill leaves four dead",
    "Related: Four die in flood",
    "WATCH: Drone shows burning mill",
    "Watch the video of the attack on the mill",
    "ADVERTISEMENT",
    "Story continues below advertisement",
    "By Mara Oule and Tim O’Deer",
    "Reporting by Mara Oule; Editing by Tim Deer",
    "Mara Oule reported from Brennick. Tim Deer contributed to this report.",
    "Reuters contributed to this story",
    "Write to Mara Oule at mara@post.example",
    "Sources: Interfax, PAP",
    "Published 7 March 2022",
    "Updated: 14.42 BST",
    "Mon, 7 Mar 2022 10:15",
    "5 min read",
    "© 2022 Brennick Post. All rights reserved.",
    "Copyright 2022 The Brennick Post",
    "d41d8cd98f00b204e9800998ecf8427e",
    "https://post.example/2022/03/07/market",
    "Your email address will not be published.",
    "Previous: Flood in Ostrava Hill leaves four dead",
    "* * *",
    "FLOOD IN OSTRAVA HILL LEAVES FOUR DEAD",
    "Photo: Mara Oule/AFP",
    "Image source, Getty Images",
    "Photo: facebook.com/brennick.council",
    "Brennick CNN —",
    "PAP, Reuters",
    "Agence France-Presse and the Anadolu Agency contributed to this article",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_lines_of_the_page_are_cut_wherever_they_stand(line: str) -> None:
    left, _ = cut(f"{FIRST}\n\n{line}\n\n{SECOND}\n\n{THIRD}")
    assert left.split("\n\n") == [FIRST, "", SECOND, THIRD]


PROSE = [
    "Mara Oule is a journalist whom soldiers took from her home in Brennick.",
    "Tim Deer is a reporter killed in the shelling.",
    "Read more than once, the letter told of forty dead in the valley.",
    "By Monday the town had fallen, and 200 people had fled.",
    "Sign up or leave, the gunmen told the teachers of Lower Brennick.",
    "Follow-up strikes killed three rescuers.",
    "More stories of torture came from the cellar: nine men were beaten there.",
    "Published figures say that 38 children died.",
    "Update: 20 civilians killed in the strike on the mill",
    "Share prices fell after shells killed five dockers at the port.",
    "Comments by the governor that nobody died were wrong: six bodies lay in the yard.",
    "Source of the fire was a shell that killed a guard.",
    "Two reporters from Brennick reported from the scene that three had died.",
    "Related attacks killed eleven people in March.",
    "Advertisement hoardings fell on a bus and killed two.",
    "Watch towers at the border were shelled, one guard died.",
    "Download speeds fell after the strike on the mast, which killed an engineer.",
    "Copyright clerk Mara Oule died in the blast.",
    "It was the most read page of the day: the names of the 21 dead.",
    "At 10:15 a rocket hit the school; four pupils died (two of them twins).",
    "“We hid in the cellar (Mara, Tim and I),” she said.",
    "View of the burning mill, in which three workers died.",
    "Twelve people were killed, the ministry told Reuters.",
    "The editor was shot. He died. His brother reported it.",
]


@pytest.mark.parametrize("line", PROSE)
def test_prose_is_never_cut(line: str) -> None:
    left, _ = cut(f"{FIRST}\n\n{line}\n\n{SECOND}")
    assert left == f"{FIRST}\n\n{line}\n\n{SECOND}"
    left, _ = cut(line)
    assert left == line


@pytest.mark.parametrize("line", PROSE)
def test_prose_that_is_broken_over_lines_is_never_cut(line: str) -> None:
    paragraph = f"{FIRST} {line} {SECOND}".split(" ")
    wrapped = "\n".join(" ".join(paragraph[i : i + 11]) for i in range(0, len(paragraph), 11))
    left, _ = cut(wrapped)
    assert left == wrapped


@pytest.mark.parametrize(
    "heading",
    [
        "More Stories",
        "Related Stories",
        "Most read",
        "You may also like",
        "Read next",
        "Recommended for you",
        "MORE NEWS:",
    ],
)
def test_links_to_other_stories_at_the_foot_are_cut(heading: str) -> None:
    links = "Two children killed in knife attack at school\nBus bomb in Porto Alto – 07/29/2019\nMinister warns | NEWS"
    left, _ = cut(f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n{heading}\n{links}")
    assert "knife" not in left and "bomb" not in left and "Minister" not in left
    assert FIRST in left and SECOND in left and THIRD in left


def test_a_teaser_under_a_link_is_cut_with_it() -> None:
    teaser = "A bus bomb in Porto Alto killed nine people on Friday, police said."
    left, _ = cut(f"{FIRST}\n\n{SECOND}\n\n{THIRD}\n\nMost read\nBus bomb in Porto Alto\n{teaser}\nFour die in flood")
    assert "Porto" not in left and "flood" not in left


def test_links_in_mid_article_end_at_the_next_paragraph() -> None:
    left, _ = cut(
        f"{FIRST}\n\nRelated stories\nBus bomb in Porto Alto\nFour die in flood\n\n{SECOND}\n\n{THIRD}\n\n{SECOND}"
    )
    assert "bomb" not in left and "flood" not in left
    assert left.count(SECOND) == 2


def test_the_head_of_a_page_is_cut_down_to_the_headline() -> None:
    head = "Get our headlines every morning.\nOne subscription for all papers.\nStart your free trial\n"
    head += "Brennick Post\nBrennick Post\nWorld\nMara Oule\n\n"
    left, words = cut(f"{head}Two dead as shells hit market in Brennick\n\n{FIRST}\n\n{SECOND}")
    assert left.strip() == f"Two dead as shells hit market in Brennick\n\n{FIRST}\n\n{SECOND}"
    assert words["title"] == ["Two dead as shells hit market in Brennick"]


def test_labels_over_prose_are_headings_even_when_repeated() -> None:
    text = f"{FIRST}\n\nCoast region\n\n{SECOND}\n\nHill region\n\n{THIRD}\n\nCoast region\n\n{SECOND}"
    left, words = cut(text)
    assert left == text
    assert words["heading"] == ["Coast region", "Hill region", "Coast region"]


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("A wounded man in Lower Brennick (AFP via Getty Images)", "A wounded man in Lower Brennick"),
        ("Soldiers at the market of Brennick (REUTERS)", "Soldiers at the market of Brennick"),
        (
            "The toll of the day on a board in Hill Town (Mara Oule / Brennick Post)",
            "The toll of the day on a board in Hill Town",
        ),
        ("A mother weeps at the clinic. Photo: Mara Oule/AP", "A mother weeps at the clinic."),
        ("The mill burns. Two men died in it. Photograph: Tim Deer/EPA", "The mill burns. Two men died in it."),
        ("A mother weeps at the clinic Photograph: Tim Deer/EPA", "A mother weeps at the clinic"),
        ("A mother weeps at the clinic [Mara Oule/Reuters]", "A mother weeps at the clinic"),
        ("Image caption, A mother weeps at the clinic", "A mother weeps at the clinic"),
    ],
)
def test_captions_lose_their_credit_only(line: str, caption: str) -> None:
    left, words = cut(f"{FIRST}\n\n{line}\n\n{SECOND}")
    assert words["caption"] == [caption]
    assert caption in left and FIRST in left and SECOND in left
    assert not any(agency in left for agency in ("AFP", "REUTERS", "Reuters", "EPA", "Oule", "Deer", "Image caption"))


@pytest.mark.parametrize(
    "line",
    [
        "The mayor (Mara Oule) was there when two men died.",
        "Three were killed near Hill Town (Coast Region)",
        "He said (and wept)",
    ],
)
def test_brackets_are_no_credit(line: str) -> None:
    _, words = cut(f"{FIRST}\n\n{line}\n\n{SECOND}")
    assert "caption" not in words


DISPATCHES = [
    ("05.03.19 09:15 - Two men died in Brennick. View news.", "Two men died in Brennick."),
    (
        "Two men died in Brennick and five more were injured View photo news.",
        "Two men died in Brennick and five more were injured",
    ),
    ("Two men died in Brennick. — Brennick Post.", "Two men died in Brennick."),
    ("Two men died in Brennick - Interfax.", "Two men died in Brennick"),
    ("Two men died in Brennick. Source: Interfax-Ukraine", "Two men died in Brennick."),
    ("Two men died in Brennick.April 15, 2022", "Two men died in Brennick."),
    (
        "Two men died in Brennick. VIDEO+PHOTOS. The mill burned down.",
        "Two men died in Brennick.  The mill burned down.",
    ),
    ("BRENNICK, March 7 (Reuters) - Two men died in Brennick.", "Two men died in Brennick."),
    ("(AFP) – Two men died in Brennick.", "Two men died in Brennick."),
    ("Two men died in Brennick. Read more here", "Two men died in Brennick."),
    ("Two men died in Brennick, the army told Interfax.", "Two men died in Brennick, the army told Interfax."),
    (
        "A video shows that two men died in Brennick on March 7, 2022",
        "A video shows that two men died in Brennick on March 7, 2022",
    ),
    ("Two men died in Brennick - the White House", "Two men died in Brennick - the White House"),
]


@pytest.mark.parametrize(("text", "kept"), DISPATCHES)
def test_marks_of_agencies_and_feeds_inside_lines(text: str, kept: str) -> None:
    left, _ = cut(text, outlet="www.brennickpost.example" if "Interfax" in text else "Brennick Post")
    assert left.strip() == kept


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Two die in Brennick. PHOTOS (05.03.19 09:15) « World | Brennick Post", "Two die in Brennick."),
        ("Two die in Brennick | Brennick Post", "Two die in Brennick"),
        ("Two die in Brennick – governor", "Two die in Brennick – governor"),
    ],
)
def test_tails_of_headlines(title: str, kept: str) -> None:
    left, words = cut(FIRST, title=title)
    assert left.split("\n")[0].strip() == kept
    assert words["title"] == [title]


def test_a_headline_told_again_in_the_body_is_marked() -> None:
    title = "Two die in shelling of Brennick market (05.03.19 09:15) « World | Post"
    left, words = cut(f"05.03.19 09:15 - Two die in shelling of Brennick market. {FIRST}", title=title)
    assert words["title"] == [title, "Two die in shelling of Brennick market."]
    assert FIRST in left


@pytest.mark.parametrize(
    ("outlet", "stem"),
    [("www.daily-post.example", "dailypost"), ("Daily Post", "dailypost"), ("news.post.co.example", "news"), ("", "")],
)
def test_names_inside_outlets(outlet: str, stem: str) -> None:
    assert outlet_stem(outlet) == stem


def test_the_cue_files_follow_their_schemas() -> None:
    assert codebook.check().keys() >= {"furniture", "languages"}
