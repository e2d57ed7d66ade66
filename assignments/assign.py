"""Release an assignment to students, and grade what they hand in: a door to `python -m grader`.

python assignments/assign.py release hw01
python assignments/assign.py grade hw01 SUBMISSIONS -o results
"""

import os
import sys
from pathlib import Path

if __name__ == "__main__":
    root = str(Path(__file__).resolve().parent.parent)
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    command = [sys.executable, "-m", "grader", *sys.argv[1:]]
    os.execve(sys.executable, command, os.environ | {"PYTHONPATH": os.pathsep.join(paths)})
