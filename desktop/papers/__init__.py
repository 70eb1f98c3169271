"""Files that officers attach: pictures made harmless, words read out of papers."""
