"""How long things take: `make bench`. Nothing here passes or fails."""

import os

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")  # both models on one core; NumPy reads this when it is first imported
