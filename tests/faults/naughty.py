"""Words that broke other programs: for every text field and every file name."""

TEXTS: tuple[str, ...] = (
    # Nothing, or nearly
    "", " ", "\t", "\n", "\r\n", "\u00a0", "\u3000", "\ufeff", "\u200b", "\u200b\u200c\u200d", "\u2028\u2029", "\x00", "a\x00b", "\x1b[31mmerah\x1b[0m",
    "\x07\x08\x7f\x80\x9f", "\x85",
    # Words that other programs take for values
    "null", "NULL", "None", "undefined", "NaN", "nan", "Infinity", "-inf", "true", "FALSE", "nil", "(null)", "N/A", "0", "-1", "1e400", "1/0", "0x1F",
    "08", "00123", "1.000.000,00", "1_000", "٠١٢٣٤", "９９９", "²½", "2026-02-30", "99/99/9999",
    # Query languages
    "'", '"', "''", '""', "';--", "' OR '1'='1", "'; DROP TABLE complaint; --", '") OR 1=1 --', "%", "_", "%%%", "*", "jalan*", '"jalan', "jalan AND", "OR", "NOT",
    "NEAR(jalan rusak)", "title:jalan", "-jalan", "^jalan", "(jalan", "jalan)", "{jalan}", "a+b", "\\", "\\'", ":x", "?", "?1", "$1", "@x", ";",
    # Markup, templates, shells, spreadsheets
    "<b>tebal</b>", "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- -->", "&lt;&amp;&#0;", "]]>", "<![CDATA[x]]>", "{{7*7}}", "${HOME}", "$(reboot)",
    "`id`", "| cat /etc/passwd", "&& reboot", "%s%s%n%d", "{0}", "{nama}", "%(nama)s", "=1+1", '=HYPERLINK("http://x","y")', "+62-8", "-2+3+cmd|' /C calc'!A0", "@SUM(1)",
    "http://contoh.id/?a=1&b=2#c", "file:///etc/passwd", "javascript:alert(1)", "mailto:a@b",
    # Scripts
    "Ñandú Æsir ß ĳ", "ﬀ ﬃ", "İstanbul ı", "Ǆ ǆ ǅ", "Ωμέγα", "Съешь же ещё", "שלום עולם", "مرحبا بالعالم", "\u202eterbalik\u202c", "\u2066a\u2069", "漢字かな交じり", "繁體中文", "한국어",
    "ภาษาไทย", "हिन्दी", "ꦲꦏ꧀ꦱꦫꦗꦮ", "ᨅᨔ ᨕᨘᨁᨗ", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "𠜎𠜱𠝹", "😀👍🏽👨‍👩‍👧‍👦🇮🇩", "e\u0301 é", "Z̵̢̛͙a̷l̴g̶o̵" * 3, "a" + "\u0301" * 200, "\ufffe\uffff", "\U0010ffff", "\ue000",
    # Not text at all
    "\ud800", "\udfff\ud800", "a\ud83db",
    # Names that people have
    "O'Brien", "M. Idrus, S.Ag.", "H. Andi “Baso” Lolo", "Siti Nur'aini", "D'Arcy—Müller", "X Æ A-12", "Null", "Test", "Dr. drh. Ir.",
    # Long
    "a" * 199, "panjang " * 500, "x" * 19_999, "x" * 20_001, "kata\n" * 3000,
    # What the program itself uses
    "\ue000open", "\ue000new", "2026-A-0001", "restore-ready", "73.07.05.2005",
)  # fmt: skip

FILE_NAMES: tuple[str, ...] = (
    "", ".", "..", "...", "/", "\\", "/etc/passwd", "../../keys.json", "..\\..\\keys.json", "C:\\Windows\\x.txt", "\\\\server\\share\\x.txt", "C:x.txt",
    "CON", "con.txt", "NUL", "nul.jpg", "AUX.pdf", "COM1.txt", "LPT9", "a.txt.", "a.txt ", " a.txt", ".htaccess", "a" * 300 + ".txt", "é" * 200 + ".jpg", "a:b.txt", "a*b?.txt",
    'a"b.txt', "a<b>.txt", "a|b.txt", "a\nb.txt", "a\x00b.txt", "\x00", "a\u202egpj.exe.txt", "foto\u200b.jpg", "~", "~/x", "$HOME", "%TEMP%", "-rf", "--help", "a;b", "a&b",
    "file.tar.gz", "foto.JPG", "FOTO.Jpeg", "tanpa akhiran", ".jpg", "desktop.ini", "Thumbs.db", "a.jpg.exe", "a.exe.jpg", "a.lnk", "a.scr", "a.pdf\u0000.exe",
    "keys.json", "book.db", "book.db-wal", "漢字.png", "😀.png", "\ud800.txt", "a\u0301.txt", "á.txt", "foto (1).jpg", "x.part",
)  # fmt: skip
