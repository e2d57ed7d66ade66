"""Release assignments and grade them: `python -m grader`.

| what happens | modules |
|---|---|
| an assignment and its version for students | `paper`, `handout`, `cells` |
| what was handed in, and by whom | `collect`, `archives`, `names`, `roster` |
| a notebook is run behind walls | `restore`, `run`, `inside`, `sandbox`, `syscalls` |
| its answers are judged outside them | `judge`, `code` |
| a record is made of it and kept | `mark`, `preloaded`, `records`, `keep` |
| the teacher's marks come in | `marks`, `sheets` |
| tables and pages go out | `report`, `gradebooks`, `shown`, `similar`, `changes` |
"""
