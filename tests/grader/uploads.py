"""Files as a learning system hands them out, for the tests that grade nothing."""

import zipfile


def save_zip(path, files):
    """Write what a learning system would export; a name may be anything."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return path
