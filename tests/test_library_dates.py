"""EDTF: our reader against the edtf package where that reads the same, and against the words of the standard."""

from __future__ import annotations

import calendar
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.library import dates

GOOD = {
    "2024-06-14": ("2024-06-14", "2024-06-14", "14 June 2024"),
    "2018-11": ("2018-11-01", "2018-11-30", "November 2018"),
    "2020-02": ("2020-02-01", "2020-02-29", "February 2020"),
    "2018": ("2018-01-01", "2018-12-31", "2018"),
    "2019-01~": ("2019-01-01", "2019-01-31", "about January 2019"),
    "2021?": ("2021-01-01", "2021-12-31", "2021 (uncertain)"),
    "2021-09-14%": ("2021-09-14", "2021-09-14", "about 14 September 2021 (uncertain)"),
    "2017/2019": ("2017-01-01", "2019-12-31", "2017 to 2019"),
    "2024-06-05/2024-06-08": ("2024-06-05", "2024-06-08", "5 to 8 June 2024"),
    "2024-06-05/2024-07-08": ("2024-06-05", "2024-07-08", "5 June to 8 July 2024"),
    "2024-06/2024-08": ("2024-06-01", "2024-08-31", "June to August 2024"),
    "2017-11/2018-02~": ("2017-11-01", "2018-02-28", "November 2017 to about February 2018"),
    "2017/..": ("2017-01-01", dates.LATEST, "from 2017"),
    "../2019-04": (dates.EARLIEST, "2019-04-30", "until April 2019"),
    "199X": ("1990-01-01", "1999-12-31", "1990s"),
    "19XX": ("1900-01-01", "1999-12-31", "1900s"),
    "201X~": ("2010-01-01", "2019-12-31", "about 2010s"),
    "2021-XX": ("2021-01-01", "2021-12-31", "2021"),
    "2021-09-XX": ("2021-09-01", "2021-09-30", "September 2021"),
    "2021-21": ("2021-03-01", "2021-05-31", "spring 2021"),
    "2021-24": ("2021-12-01", "2022-02-28", "winter 2021"),
}


@pytest.mark.parametrize("text", GOOD)
def test_a_date_has_its_first_and_last_day_and_its_words(text: str) -> None:
    date = dates.parse(text)
    assert (date.earliest, date.latest, dates.spoken(text)) == GOOD[text]
    assert date.text == text


BAD = ["", "June 2019", "2019-13", "2019-02-30", "2019/2018", "2019/2020/2021", "../..", "/", "19", "XXXX",
       "XXXX-12-20", "19XX-05", "2019-XX-05", "2019-21-03", "0000", "2019-1-1", "2019-01-01T10:00", "1990s", "c. 2019",
       "~2019"]  # fmt: skip


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_date_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        dates.parse(text)
    with pytest.raises(ValueError, match=r"\w"):
        dates.spoken(text)


@st.composite
def edtf_dates(draw: st.DrawFn, certain_digits: bool = False) -> str:
    year = draw(st.integers(1000, 2999))
    form = draw(st.sampled_from(["y", "ym", "ymd", "decade", "ym-XX"][: 3 if certain_digits else 5]))
    mark = draw(st.sampled_from(["", "~", "?", "%"]))
    if form == "decade":
        return f"{str(year)[:3]}X"
    if form == "y":
        return f"{year}{mark}"
    month = draw(st.integers(1, 12))
    if form == "ym":
        return f"{year}-{month:02d}{mark}"
    if form == "ym-XX":
        return f"{year}-{month:02d}-XX"
    return f"{year}-{month:02d}-{draw(st.integers(1, calendar.monthrange(year, month)[1])):02d}{mark}"


def reference(text: str) -> tuple[str, str, bool, bool]:
    """What the edtf package says of a date."""
    from edtf import parse_edtf

    date: Any = parse_edtf(text)
    days = [f"{d[0]:04d}-{d[1]:02d}-{d[2]:02d}" for d in (date.lower_strict(), date.upper_strict())]
    doubt = getattr(date, "ua", "") or ""
    return days[0], days[1], "?" in str(doubt) or "%" in str(doubt), "~" in str(doubt) or "%" in str(doubt)


@settings(max_examples=60)
@given(edtf_dates())
def test_single_dates_agree_with_the_edtf_package(text: str) -> None:
    date = dates.parse(text)
    assert (date.earliest, date.latest, date.uncertain, date.approximate) == reference(text)


@settings(max_examples=40)
@given(edtf_dates(certain_digits=True), edtf_dates(certain_digits=True))  # the package reads no 199X/2001
def test_intervals_agree_with_the_edtf_package(one: str, other: str) -> None:
    first, last = sorted((one, other), key=lambda t: (dates.parse(t).earliest, dates.parse(t).latest))
    if dates.parse(first).earliest > dates.parse(last).latest:
        return
    date = dates.parse(f"{first}/{last}")
    assert (date.earliest, date.latest) == reference(f"{first}/{last}")[:2]


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        date = dates.parse(text)
    except ValueError:
        return
    assert date.earliest <= date.latest
    assert dates.spoken(text)


@pytest.mark.parametrize("text", [t for t in GOOD if "X" not in t and ".." not in t and "?" not in t and "%" not in t])
def test_csl_says_the_same(text: str) -> None:
    csl = dates.to_csl(dates.parse(text))
    again = dates.from_csl(csl)
    if "literal" in csl:
        assert again is None
    else:
        assert again is not None
        days = (again.earliest, again.latest)
        assert days == (dates.parse(text).earliest, dates.parse(text).latest)


@pytest.mark.parametrize(
    "value", [None, {}, {"date-parts": [["x"]]}, {"date-parts": [[2020, 14]]}, {"literal": "soon"}]
)
def test_csl_dates_that_say_nothing_are_none(value: Any) -> None:
    assert dates.from_csl(value) is None


def test_dates_sort_by_their_first_day_the_narrower_first() -> None:
    texts = ["2019", "2018-11-09", "2019-01~", "../2018", "2017/2019", "2019-01-01"]
    ordered = sorted(texts, key=lambda t: dates.parse(t).sort_key)
    assert ordered == ["../2018", "2017/2019", "2018-11-09", "2019-01-01", "2019-01~", "2019"]
