"""The container: bytes in, bytes out; nothing of it is believed before its checks."""
