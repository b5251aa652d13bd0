"""Record the bell of Great Spit: `python tools/record_bell.py` writes media/bell-of-great-spit.wav.

There is no such bell. Three strokes are summed from the partials that bells have, over a breath of sea; the same
script makes the same file.
"""

import math
import random
import struct
import wave
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "media" / "bell-of-great-spit.wav"
RATE = 8000
SECONDS = 7
STROKES = (0.3, 2.5, 4.7)
PARTIALS = ((0.5, 0.5, 2.6), (1.0, 0.9, 2.0), (1.19, 0.55, 1.4), (1.5, 0.3, 1.1), (2.0, 0.6, 0.9), (2.67, 0.2, 0.5))
"""Of a bell's tones: how high above the note, how loud, and for how long, in seconds."""
NOTE = 262.0


def sound(moment: float, sea: float) -> float:
    """The air at a moment: what still rings, and the sea."""
    level = 0.05 * sea * (1 + math.sin(moment * 0.9))
    for stroke in STROKES:
        since = moment - stroke
        if since >= 0:
            attack = min(1.0, since / 0.004)
            level += attack * sum(
                loud * math.exp(-since / lasts) * math.sin(2 * math.pi * NOTE * above * since)
                for above, loud, lasts in PARTIALS
            )
    return level * 0.2 * min(1.0, (SECONDS - moment) / 0.8)


def main() -> None:
    """Write it, eight bits a sample: quiet, and small."""
    chance = random.Random(1871)  # noqa: S311 - the sea, no secret
    sea = 0.0
    samples = bytearray()
    for step in range(RATE * SECONDS):
        sea = 0.92 * sea + 0.4 * chance.uniform(-1, 1)
        value = sound(step / RATE, sea)
        samples += struct.pack("B", max(0, min(255, round(128 + 127 * value))))
    with wave.open(str(FILE), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(1)
        file.setframerate(RATE)
        file.writeframes(bytes(samples))


if __name__ == "__main__":
    main()
