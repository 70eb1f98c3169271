"""The program on Windows, tried with Wine: its runtime, its build, its installer.

Windows' own Python and wheels are fetched by hash into a cache outside the tree, and
run in a Wine prefix of their own. Nothing made here is shipped but the installer.
"""
