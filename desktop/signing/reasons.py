"""Why a certificate is revoked: our words, and those of RFC 5280."""

REASONS = {
    "lost": "keyCompromise",  # the machine, or its password
    "left": "affiliationChanged",  # another officer takes over
    "replaced": "superseded",  # another machine takes over
    "retired": "cessationOfOperation",
}
