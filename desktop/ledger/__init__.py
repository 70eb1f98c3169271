"""Revisions, ids, commitments and the chain: pure values, no input or output."""
