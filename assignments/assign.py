"""Release an assignment to students, and grade what they hand in.

python assignments/assign.py release hw01
python assignments/assign.py grade hw01 SUBMISSIONS -o results
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

if __name__ == "__main__":  # not in the processes that run submissions: they begin here too
    from grader.commands import main

    main()
