"""The grid makes room: it stops at a filled shape, and on either side of a word."""

from typing import TYPE_CHECKING, Any

import numpy as np

from . import required

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axis import Axis, Tick
    from matplotlib.figure import Figure

Layout = list[Any]  # the box of each of a figure's axes
PLACES = np.linspace(0, 1, 1001)  # along a grid line: a third of a point on the book's figures
ROOM = 5.0  # pixels that stay free beside a word
NO_LAYOUT = {"figure.autolayout": False, "figure.constrained_layout.use": False}
LARGEST = 1.2  # of letters: what the site makes of them on a small phone


def save(figure: "Figure", file: Any, layout: "Layout | None" = None, **options: Any) -> None:
    """Save a finished figure whose grid makes room, in a layout of its own or in that of another.

    It is drawn but once: where a figure has a layout engine, matplotlib draws it a second time
    before it saves, and a slider has a hundred figures.
    """
    with required("matplotlib").rc_context(NO_LAYOUT):
        make_room(figure, layout)
        figure.set_layout_engine(None)
        figure.savefig(file, **options)


def make_room(figure: "Figure", layout: "Layout | None" = None) -> None:
    """Lay a finished figure out, and interrupt its grid lines where they meet a word or a shape.

    The room is for letters as large as they ever get; the figure keeps that layout.
    """
    axes = [part for ax in figure.axes for part in [ax, *ax.child_axes] if part.get_visible()]
    sizes = [(text, text.get_fontsize()) for text in texts_of(figure, axes)]
    for text, size in sizes:
        text.set_fontsize(LARGEST * size)
    if layout and fits(figure, layout):
        put_in_place(figure, axes, layout)
    else:
        lay_out(figure, axes)
    covers = [*words(figure, axes), *filled_shapes(axes)]
    for text, size in sizes:
        text.set_fontsize(size)
    for ax in (ax for ax in axes if ax.name == "rectilinear"):
        interrupt(ax.xaxis, True, covers)
        interrupt(ax.yaxis, False, covers)


def lay_out(figure: "Figure", axes: list[Any]) -> None:
    """Give a figure the layout that it would get when drawn, for good."""
    engine = figure.get_layout_engine()
    if engine is None or only_drawing_tells(figure):
        figure.draw_without_rendering()
    else:
        engine.execute(figure)
        keep_aspects(axes)
    figure.set_layout_engine("none")


def layout_of(figure: "Figure") -> "Layout":
    """Give the places of a figure's axes."""
    return [ax.get_position(original=True) for ax in figure.axes]


def fits(figure: "Figure", layout: "Layout") -> bool:
    """Whether a layout is all that a figure needs: it does not tell where a title of all stands."""
    titles = figure.get_suptitle(), figure.get_supxlabel(), figure.get_supylabel()
    return len(layout) == len(figure.axes) and not any([*titles, *figure.legends])


def put_in_place(figure: "Figure", axes: list[Any], layout: "Layout") -> None:
    """Give a figure the layout of another, for good: to find one takes a sixth of its time."""
    figure.set_layout_engine("none")
    for ax, place in zip(figure.axes, layout, strict=True):
        ax.set_position(place)
    if has_arrows(figure):
        figure.draw_without_rendering()
    else:
        keep_aspects(axes)


def keep_aspects(axes: list[Any]) -> None:
    """Let axes that are to be square be so in their places."""
    for ax in axes:
        locator = ax.get_axes_locator()
        ax.apply_aspect(locator(ax, None) if locator else None)


def only_drawing_tells(figure: "Figure") -> bool:
    """Whether a figure has its layout already, or an arrow, whose size is known when it is drawn.

    Where the layout is there, the letters may last have been measured for another kind of file.
    """
    fixed = required("matplotlib.layout_engine").PlaceHolderLayoutEngine
    return isinstance(figure.get_layout_engine(), fixed) or has_arrows(figure)


def has_arrows(figure: "Figure") -> bool:
    """Whether a note of a figure points at something."""
    notes = figure.findobj(required("matplotlib.text").Annotation)
    return any(note.arrow_patch for note in notes)


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
