"""What every chart and picture needs besides its data."""

from dataclasses import dataclass
from datetime import date

from lib.language.i18n import Localizer
from lib.style.palette import Palette

# Below this width in CSS pixels a page or chart is laid out as on a phone.
NARROW = 640
FONT = "'Noto Sans','Segoe UI','Hiragino Sans','Yu Gothic UI','Noto Sans CJK JP',sans-serif"


@dataclass(frozen=True)
class Context:
    """What a chart needs besides its data: the words, the colours, and where it comes from."""

    words: Localizer
    palette: Palette
    sentence: str
    version: str
    today: date
    # In CSS pixels; what the lines of title, legend and labels are broken for.
    width: int = 1040

    @property
    def source(self) -> str:
        """The source line of a picture."""
        text = self.words.gettext(
            "Source: Vietnam–Japan Local Partnerships, data version {version}, {day}, CC BY 4.0"
        ).format(version=self.version, day=self.words.date(self.today.isoformat()))
        # A licence is not broken over two lines.
        return text.replace("CC BY 4.0", "CC\N{NO-BREAK SPACE}BY\N{NO-BREAK SPACE}4.0")
