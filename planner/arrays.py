"""Arrays of one kind of number each."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Places = NDArray[np.int32]
"""Numbers of rows, columns or cells, where there are millions of them."""
Flags = NDArray[np.bool_]
Reals = NDArray[np.float64]
