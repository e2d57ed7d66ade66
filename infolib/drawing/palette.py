"""Every colour of the book, on light paper and on dark.

Figures, style sheets, logos and the social card are made from these two tables. Nothing is imported
here, so whatever makes them may load this file alone. Each colour of ink has a contrast of at least
4.5 to its paper, and the six stay apart for colour-blind eyes.
"""

LIGHT = {
    "paper": "#ffffff",
    "ink": "#222832",
    "grid": "#c9cdd2",
    "link": "#0b5cc4",
    "0": "#0072b2",  # the truth p
    "1": "#b8480c",  # the model q
    "2": "#00785a",  # what they share, or what lies between them
    "3": "#7d5a00",
    "4": "#7b4fc9",
    "5": "#b3275c",
}
DARK = {
    "paper": "#14181e",
    "ink": "#ced6dd",
    "grid": "#3b444f",
    "link": "#7cb2f5",
    "0": "#5cb8f0",
    "1": "#ff9d57",
    "2": "#3fcf9f",
    "3": "#dcb45a",
    "4": "#b89cf7",
    "5": "#f78fb1",
}
SERIES = [LIGHT[number] for number in "012345"]  # "C0" to "C5" of matplotlib


def custom_properties(colours: dict[str, str]) -> str:
    """Give a table as CSS: ``--plot-paper: #ffffff; --plot-ink: #222832; ...``."""
    return " ".join(f"--plot-{name}: {colour};" for name, colour in colours.items())
