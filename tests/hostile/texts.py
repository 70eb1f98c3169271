"""Two hundred texts that somewhere else were run, cut, swallowed or laid out wrong."""

MARKUP = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<b>đậm</b>",
    "<a href='file:///etc/passwd'>x</a>", "&lt;b&gt;", "&#x41;", "&unknown;", "<!--",
    "]]>", "<![CDATA[x]]>", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "<para>x</para>",
    "<font color=red>x", "</para>", "<br/>", "<?xml version='1.0'?>", "<svg/onload=x>",
    "javascript:alert(1)", "data:text/html,x", "<iframe src=//x>", "a<b", "a>b", "a&b",
    '"quoted"', "'quoted'", "`ticked`", "<img src='http://192.0.2.1/x.png'/>",
    "<style>*{display:none}</style>", "<html>", "{\\rtf1 x}",
)  # fmt: skip
COMMANDS = (
    "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1;1)", '=HYPERLINK("http://x")',
    "\t=1+1", '=DDE("x";"y")', "%0A=1", "'; DROP TABLE revisions; --", "' OR '1'='1",
    '"; SELECT 1', "x' UNION SELECT raw FROM revisions--", "; rm -rf /", "$(reboot)",
    "`reboot`", "| shutdown", "&& calc", "%COMSPEC%", "${jndi:ldap://x}", "${event_date}",
    "{0}", "{unit}", "{I12}", "{I12:nd}", "{{7*7}}", "%s%s%n", "%(x)s", "%d", "\\n\\t\\0",
    "$1", "\\1", "#{x}", "<%= x %>", "{% x %}", "__import__('os')", "eval(x)",
    "MATCH *", "NEAR(a b)", "a AND b", '"a*"', "col:x", "a OR", "^a", "(", ")", "*",
    "[", "]", "^", "$", "(?x)", "(a+)+$", "\\", "\\\\server\\share", "/etc/passwd",
    "../../x", "..\\..\\x", "C:\\Windows", "CON", "NUL", "aux.txt", "x/y", "x:y", "x|y",
    "x?y", "x*y", "~", "-rf", "--help", "@file",
)  # fmt: skip
LETTERS = (
    "Nguyễn", "Nguye\u0302\u0303n", "ĐẮC PRING", "đ\u0302", "e\u0301\u0300\u0309",
    "a" + "\u0301" * 60, "\u202eđảo ngược\u202c", "\u2066cô lập\u2069", "\u200bzero\u200b",
    "a\u00adb", "\ufeffđầu", "a\u2028b", "a\u2029b", "a\u0085b", "\u00a0cứng\u00a0",
    "\u3000rộng", "😀", "👨‍👩‍👧", "🇻🇳", "𝔘𝔫𝔦", "\U0001f3f4\U000e0067\U000e007f", "ﬁ", "Å",
    "Ω", "İ", "ı", "ß", "ǅ", "中文", "العربية", "עברית", "ไทย", "한국어", "日本語", "ॐ",
    "\ue000", "\ufdfa", "\u0378", "x\u0000y", "x\u0007y", "x\u001by", "x\u007fy", "\u0001",
    "x\r\ny", "x\ry", "x\ny", "x\ty", "\n", "\t", " ", "  đầu và cuối  ", "a  b   c",
    "ng­êi", "Céng hoµ", "COÄNG HOØA", "Ã¡", "Ä‘", "�", "?????", "\u0300",
    "\u034f", "\u2060", "\u180e", "\u061c", "\U000e0001",
)  # fmt: skip
NUMBERS = (
    "0", "-0", "1e999", "NaN", "Infinity", "-1", "00", "1.000.000", "1,5", "8.68",
    "0x10", "1_000", "٣", "１２", "½", "²", "9" * 60, "true", "false", "null", "None",
    "undefined", "[]", "{}", '""', "2025-02-30", "31/02/2025", "12:61", "1;2;3",
    "a,b", "a;b", "a\tb", '"a""b"', "#N/A", "#REF!", "TRUE", "1/2",
)  # fmt: skip
LONG = ("a" * 300, "ữ" * 300, "từ " * 100, "x" * 10_000, "ạ\n" * 200)

TEXTS = (*MARKUP, *COMMANDS, *LETTERS, *NUMBERS, *LONG)
