"""Let `python -m grader` do what the command line asks for."""

from grader.commands import main

if __name__ == "__main__":  # not in the processes that judge submissions: they begin here too
    main()
