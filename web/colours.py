"""Sphinx extension: styles and logos take their colours from `infolib.drawing.palette`.

Sphinx fills in every static file whose name ends in ``_t``.  The two tables of colours are
``light`` and ``dark`` there.
"""

from infolib.drawing.palette import DARK, LIGHT, custom_properties


def offer_colours(app, config):
    """Let templates use the colours."""
    config.html_context |= {
        "light": LIGHT,
        "dark": DARK,
        "light_properties": custom_properties(LIGHT),
        "dark_properties": custom_properties(DARK),
    }


def setup(app):
    """Register the extension."""
    app.connect("config-inited", offer_colours)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
