"""A line in the embedding space along which questions are placed, read from a text file.

Enters: a question's vector and the fingerprint of the model that made it. Leaves: a signed distance, 0 for a
vector of another model: whoever uses it must be able to do without.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Axis:
    """Fitted weights of one direction, tied to one embedding model."""

    fingerprint: str
    weights: Vector
    offset: float

    @classmethod
    def from_table(cls, table: dict[str, Any]) -> "Axis":
        """Read a TOML table with `fingerprint`, `offset` and `axis`."""
        return cls(table["fingerprint"], np.array(table["axis"], dtype=np.float32), float(table["offset"]))

    def fits(self, fingerprint: str) -> bool:
        """Whether vectors of this model can be placed."""
        return fingerprint == self.fingerprint

    def place(self, vector: Vector, fingerprint: str) -> float:
        """Return the signed distance of a vector along the axis."""
        return float(vector @ self.weights) + self.offset if self.fits(fingerprint) else 0.0
