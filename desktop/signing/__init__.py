"""The only keys and ciphers: keyring, certificates, CMS, age."""
