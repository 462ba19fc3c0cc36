"""What each chart shows, and what it says: numbers of the notebook become columns, bars and sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QLocale

from notebook import Month, Wanted, favour_kinds, kind_label, times
from ui.insight.charts import Bars, Columns, Series
from ui.words import listed, number, put, words

ENDS = ("kept", "late", "broken")
TOKENS = {"kept": "good", "late": "gold", "broken": "control"}
Given = Mapping[tuple[str, str], Mapping[str, int]]


def show_talks(chart: Columns, months: Sequence[Month]) -> None:
    """How often we talk: a column a month."""
    said = []
    for month in months:
        kinds = sorted(month.counts.items(), key=lambda pair: (-pair[1], pair[0]))
        told = listed([f"{words(kind_label(kind))} {number(n)}" for kind, n in kinds])
        form = _tr("{month}: {n} ({kinds})") if kinds else _tr("{month}: nothing")
        said.append(put(form, month=month_name(month.first), n=number(month.total), kinds=told))
    chart.show_data(_labels(months), [Series(_tr("Talks"), "accent", tuple(month.total for month in months))], said)


def show_promises(chart: Columns, months: Sequence[Month]) -> None:
    """How promises ended: ours stand on the line, theirs hang below it."""
    names = {"kept": _tr("kept in time"), "late": _tr("kept late"), "broken": _tr("broken or overdue")}
    whose = {"ours": _tr("ours"), "theirs": _tr("theirs")}
    series = [Series(names[end] if side == "ours" else "", TOKENS[end],
                     tuple(month.counts.get(f"{side}-{end}", 0) for month in months), side == "theirs")
              for side in ("ours", "theirs") for end in ENDS]
    for place, one in enumerate(series[3:]):  # a colour that only theirs have is named too
        if not any(series[place].values):
            series[place + 3] = Series(names[ENDS[place]], one.token, one.values, True)
    said = []
    for month in months:
        parts = [f"{whose[side]} {names[end]} {number(month.counts[f'{side}-{end}'])}"
                 for side in ("ours", "theirs") for end in ENDS if month.counts.get(f"{side}-{end}")]
        said.append(put(_tr("{month}: {what}"), month=month_name(month.first),
                                                  what=listed(parts) if parts else _tr("nothing came to an end")))
    chart.show_data(_labels(months), series, said)


def show_given(chart: Bars, given: Given) -> None:
    """What went to and fro in twelve months: a bar for each side and each way."""
    rows = (("ours", "gave", _tr("We gave")), ("theirs", "gave", _tr("They gave")),
            ("ours", "asked", _tr("We asked")), ("theirs", "asked", _tr("They asked")))
    kinds = favour_kinds
    said, sums = [], []
    for side, act, name in rows:
        held = sorted(given.get((side, act), {}).items(), key=lambda pair: (-pair[1], pair[0]))
        sums.append(sum(n for _, n in held))
        told = listed([f"{words(kinds.get(kind)) or kind} {number(n)}" for kind, n in held])
        form = _tr("{what} {times}: {kinds}") if held else _tr("{what} nothing")
        said.append(put(form, what=name, times=words(times(sums[-1])), kinds=told))
    gave = Series(_tr("given"), "accent", (sums[0], sums[1], 0, 0))
    asked = Series(_tr("asked"), "gold", (0, 0, sums[2], sums[3]))
    chart.show_data([name for _, _, name in rows], [gave, asked], said)


def show_wanted(chart: Bars, wanted: Sequence[Wanted]) -> None:
    """What is wanted, by how soon."""
    names = {"now": _tr("Now"), "season": _tr("This season"), "year": _tr("This year"), "someday": _tr("Some day")}
    said = []
    for one in wanted:
        form = _tr("{when}: {n}, {m} of them only suspected") if one.suspected else _tr("{when}: {n}")
        said.append(form.format(when=names[one.horizon], n=number(one.known + one.suspected), m=number(one.suspected)))
    chart.show_data([names[one.horizon] for one in wanted],
                    [Series(_tr("said"), "accent", tuple(one.known for one in wanted)),
                     Series(_tr("suspected"), "control", tuple(one.suspected for one in wanted))], said)


def month_name(first: date) -> str:
    """``November 2026``."""
    return f"{QLocale().standaloneMonthName(first.month)} {first.year}"


def _labels(months: Sequence[Month]) -> list[str]:
    """Short names; a January has its year."""
    locale = QLocale()
    return [str(month.first.year) if month.first.month == 1 else
            locale.standaloneMonthName(month.first.month, QLocale.FormatType.ShortFormat) for month in months]


def _tr(text: str) -> str:
    return QCoreApplication.translate("Charts", text)
