"""Where the files of an update lie; asked at each opening, so it imports nothing."""

FOLDER = "updates"  # in the profile's own folder
AWAITED = "awaited.json"  # a step that was begun and not yet judged
