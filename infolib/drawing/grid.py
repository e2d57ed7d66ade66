"""The grid makes room: it stops at a filled shape, and on either side of a word."""

from typing import TYPE_CHECKING, Any

import numpy as np

from . import required

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axis import Axis, Tick
    from matplotlib.figure import Figure

PLACES = np.linspace(0, 1, 1001)  # along a grid line: a third of a point on the book's figures
ROOM = 5.0  # pixels that stay free beside a word
LARGEST = 1.2  # of letters: what the site makes of them on a small phone


def make_room(figure: "Figure") -> None:
    """Lay a finished figure out, and interrupt its grid lines where they meet a word or a shape.

    The room is for letters as large as they ever get; the figure keeps that layout.
    """
    axes = [part for ax in figure.axes for part in [ax, *ax.child_axes] if part.get_visible()]
    sizes = [(text, text.get_fontsize()) for text in texts_of(figure, axes)]
    for text, size in sizes:
        text.set_fontsize(LARGEST * size)
    figure.draw_without_rendering()
    figure.set_layout_engine("none")
    covers = [*words(figure, axes), *filled_shapes(axes)]
    for text, size in sizes:
        text.set_fontsize(size)
    for ax in (ax for ax in axes if ax.name == "rectilinear"):
        interrupt(ax.xaxis, True, covers)
        interrupt(ax.yaxis, False, covers)


def texts_of(figure: "Figure", axes: list[Any]) -> list[Any]:
    """Give every text of a figure, those along its axes, too."""
    for ax in axes:
        ax.get_xticklabels()  # matplotlib makes them when it is asked for them
        ax.get_yticklabels()
    found: list[Any] = figure.findobj(required("matplotlib.text").Text)
    return found


def words(figure: "Figure", axes: list[Any]) -> "Iterator[Any]":
    """Give the outline on the screen of each text and legend, with some room beside it."""
    path = required("matplotlib.path").Path
    legends = [ax.get_legend() for ax in axes if ax.get_legend()]
    texts = [text for ax in axes for text in ax.texts]
    for artist in [*figure.texts, *figure.legends, *legends, *texts]:
        if artist.get_visible() and getattr(artist, "get_text", lambda: "legend")():
            box = artist.get_window_extent().padded(ROOM)
            yield path([(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)])


def filled_shapes(axes: list[Any]) -> "Iterator[Any]":
    """Give the outline on the screen of each bar, area and other filled shape."""
    areas = required("matplotlib.collections").PolyCollection
    for ax in axes:
        for patch in ax.patches:
            if patch.get_visible() and (patch.get_hatch() or patch.get_facecolor()[3] > 0):
                yield patch.get_transform().transform_path(patch.get_path())
        for shape in ax.collections:
            if isinstance(shape, areas) and shape.get_visible() and len(shape.get_facecolor()):
                yield from map(shape.get_transform().transform_path, shape.get_paths())


def interrupt(axis: "Axis", vertical: bool, covers: list[Any]) -> None:
    """Give each grid line of an axis its gaps."""
    axis.get_ticklabels()  # puts the ticks where they will be drawn
    for tick in [*axis.get_major_ticks(), *axis.get_minor_ticks()]:
        if tick.gridline.get_visible():
            leave_out(tick, vertical, covers)


def leave_out(tick: "Tick", vertical: bool, covers: list[Any]) -> None:
    """Leave out of a grid line what is covered.

    Along the line, that is: across it, matplotlib puts it at its tick when it draws.
    """
    line, here = tick.gridline, np.full(len(PLACES), tick.get_loc())
    ends = (here, PLACES) if vertical else (PLACES, here)
    places = line.get_transform().transform(np.column_stack(ends))
    hidden = np.zeros(len(PLACES), dtype=bool)
    for cover in covers:
        hidden |= cover.contains_points(places)
    seen = stretches(~hidden)
    (line.set_ydata if vertical else line.set_xdata)(seen)


def stretches(seen: Any) -> list[float]:
    """Give the two ends of each stretch that is seen, and a gap after each."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], seen, [False]]).astype(int)))
    pairs = [(PLACES[first], PLACES[last - 1], np.nan) for first, last in edges.reshape(-1, 2)]
    return [float(end) for pair in pairs for end in pair][:-1] or [np.nan]
