"""Whether a word could be a Vietnamese syllable: what tells good readings from bad."""

import re
import unicodedata

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LIGHT = ("\u0301", "\u0323")  # the only tones before a final c, ch, p or t
_RHYMES_TABLE = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn
oăng oăt oe oen oeo oet ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u uc ui um un ung up ut ua uân uâng uât uây uê uêch uên uênh uêt uôc uôi uôm uôn uông
uôt uơ uy uya uych uyên uyêt uynh uyt uyu
ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y yêm yên yêng yêt yêu
"""
_RHYMES = _RHYMES_TABLE.split()
_ROUND = [rhyme for rhyme in _RHYMES if rhyme[0] in "aăâeêiyơ"]  # after qu
_FRONT = [rhyme for rhyme in _RHYMES if rhyme[0] in "eêiy"]  # after k, gh, ngh
_BACK = [rhyme for rhyme in _RHYMES if rhyme[0] not in "eêiy"]  # after c, g, ng
_ANY = "(?:b|ch|d|đ|h|kh|l|m|n|nh|p|ph|r|s|t|th|tr|v|x|gi)?"
_SYLLABLE = re.compile(
    f"{_ANY}(?:{'|'.join(_RHYMES)})|gi|qu(?:{'|'.join(_ROUND)})"
    f"|(?:k|gh|ngh|g)(?:{'|'.join(_FRONT)})|(?:c|g|ng)(?:{'|'.join(_BACK)})"
)
_STOPPED = re.compile(".*(?:c|ch|p|t)")


def is_syllable(word: str) -> bool:
    """Whether Vietnamese spelling allows ``word``, its tone included."""
    marked = unicodedata.normalize("NFD", word.lower())
    tones = [mark for mark in marked if mark in _TONES]
    bare = "".join(mark for mark in marked if mark not in _TONES)
    plain = unicodedata.normalize("NFC", bare)
    if len(tones) > 1 or not _SYLLABLE.fullmatch(plain):
        return False
    return not _STOPPED.fullmatch(plain) or (bool(tones) and tones[0] in _LIGHT)
