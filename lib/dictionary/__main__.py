"""``python -m lib.dictionary``: writes data/README.md anew."""

from lib.dictionary import write

write()
