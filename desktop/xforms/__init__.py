"""The ODK XForms engine: forms and answers as values; no Qt, no SQL, no files."""
