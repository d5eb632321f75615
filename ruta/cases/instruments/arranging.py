"""How are sections, shared lists of options and scores added to the text of an instrument, moved and taken away? Contents in, contents out."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

Content = dict[str, Any]
Rows = Sequence[Mapping[str, Any]]


def with_section(content: Mapping[str, Any], section: Mapping[str, Any]) -> Content:
    """The same content with a section written anew, or added at the end."""
    made = deepcopy(dict(content))
    codes = [each["code"] for each in made["sections"]]
    if section["code"] in codes:
        made["sections"][codes.index(section["code"])] = dict(section)
    else:
        made["sections"].append(dict(section))
    return made


def without_section(content: Mapping[str, Any], code: str) -> Content:
    """The same content without a section and its questions; the last one stays."""
    made = deepcopy(dict(content))
    made["sections"] = [each for each in made["sections"] if each["code"] != code] or made["sections"]
    return made


def moved_row(content: Mapping[str, Any], part: str, index: int, by: int) -> Content:
    """The same content with one row of a part one place earlier or later."""
    made = deepcopy(dict(content))
    rows = made.get(part, [])
    if 0 <= index < len(rows) and 0 <= index + by < len(rows):
        rows[index], rows[index + by] = rows[index + by], rows[index]
    return made


def with_options(content: Mapping[str, Any], name: str, options: Rows) -> Content:
    """The same content with a shared list of options."""
    made = deepcopy(dict(content))
    made["option_sets"] = {**made.get("option_sets", {}), name: [dict(each) for each in options]}
    return made


def without_options(content: Mapping[str, Any], name: str) -> Content:
    """The same content without a shared list; the questions that used it keep its options as their own."""
    made = deepcopy(dict(content))
    gone = made.get("option_sets", {}).pop(name, [])
    for section in made["sections"]:
        for question in section["questions"]:
            if question.get("options_from") == name:
                del question["options_from"]
                question["options"] = deepcopy(gone)
    if not made.get("option_sets"):
        made.pop("option_sets", None)
    return made
