"""Sphinx extension: styles and logos take their colours from `infolib.drawing.palette`.

Sphinx fills in every static file whose name ends in ``_t``.  The two tables of colours are
``light`` and ``dark`` there; ``either_properties`` lets a page follow its colour scheme.
"""

from infolib.drawing.palette import DARK, LIGHT, custom_properties


def offer_colours(app, config):
    """Let templates use the colours."""
    config.html_context |= {
        "light": LIGHT,
        "dark": DARK,
        "light_properties": custom_properties(LIGHT),
        "dark_properties": custom_properties(DARK),
        "either_properties": custom_properties(
            {name: f"light-dark({LIGHT[name]}, {DARK[name]})" for name in LIGHT}
        ),
    }


def setup(app):
    """Register the extension."""
    app.connect("config-inited", offer_colours)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
