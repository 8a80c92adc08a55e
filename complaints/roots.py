"""The root behind a written word: 'dilobangi', 'lobang2' and 'berlubang' are all 'lubang', and 'dalan' is 'jalan'.

Roots are compared with roots only and never shown. They may be shorter than a dictionary's; what counts is that one word's forms meet
and two words' forms don't. The full text search needs beginnings of written words and takes `tokens.terms` instead.
"""

from functools import lru_cache

from complaints.tokens import terms

_SHORTEST = 4

# What people of Sulawesi, Java, Sunda and elsewhere write for an Indonesian word, and how phones and haste shorten it.
# Each line: the word that is meant, then the others.
_VARIANTS = """
jalan dalan dalanan jalanan lalang laleng jln jl jlan jalur ratan jlnan jlanan
jembatan jembtan jmbatan jmbt jembatn kreteg kretek leteng titian titi titihan
lubang lobang bolong lobong jeglong jeglongan jebrot kubangan kubang leglok bolongan
rusak rsk rusk ruksak solang masolang masolanni hancur ancur hancr remuk rusaak jelek parah
becek lumpur berlumpur lunyu bubur lempung becekan luluk lecet
lampu lmpu lamp lampune damar lampunya neon bohlam bolam bolham lampuna lampunye
padam padem nyala padan
gelap peteng petheng poek mapettang pettang gulita remang
listrik lstrik listirk listik lestrik setrum pln strum
tiang tihang cagak
air aer banyu toya cai uwae wae waeku je'ne jene jenne
minum inum minung ngombe nginum
pipa pipana paralon pralon pvc
kran keran krane
sumur bubung sumor bujung
alir ngocor ngalir mili kucur ngucur mancur
bocor mabocor bocror mabocoro boccoro tiris rembes merembes trocoh
kering garing marakko rakko asat
sawah galung sawa umo
padi pari ase pare
saluran salauran salurn salokan
selokan got parit kalen siring comberan solokan slokan riol selokn
mampet tersumbat mampat buntu bumpet sumbat mamped
banjir banjer bena caah kebanjiran bandang
sungai sunge salo kali walungan binanga lepen bengawan
sampah smpah uwuh runtah rongkeng sarob roppo sampha smph
bau ambu mambu bauk bauh busuk kebau ambune badeg
rumah omah griya imah balla omahe bolaku rmh umah rumh
atap payon payone genteng seng hateup
dinding gedheg gedek gamacca tembok dindng
surat serat layang srt suratna
ktp ektp katepe ktpel
lahir kelahiran lair
meninggal wafat seda ninggal
nikah kawin kimpoi rabi menikah perkawinan botting
tanah tana lemah lahan tanana
sawit kelapasawit
patok pathok pal
bantuan bantuane bantuanna bantwan bantuan2 bntuan
beras wos werre berre berasna brs
miskin mlarat kismin kasiasi fakir dhuafa
sakit malasa garring skit
tua sepuh sepuhe
nenek simbah mbah nini nene embah
kakek kakek2 lato
lumpuh lempoh lumpu
gila edan sinting orgil odgj wedan jangeng
suami bojo lakkai salaki
istri bojone bini baine pamajikan
anak ana anana bocah lare budak nanak bocil
pukul dipukuli gebuk pukulan keplak hantam tampar aniaya
curi maling colong nyolong dicolong raib kecolongan kecurian digondol gondol curanmor kemalingan mling pencuri palukka lukka bandit begal rampok copet jambret
hilang ical lenyap raib ilang
mabuk mabok teler miras ballo tuak arak minuman
judi togel sabung taruhan toto massaung slot
ribut berisik brisik gaduh bising pabrisik
ayam pitik manu manuk ayam2
sapi lembu sampi sapine sapina
kerbau tedong kebo munding
kambing wedhus wedus embe beke bembe kmbing
anjing asu asung kirik anjng guguk
monyet kera kethek munyuk beruk darek
babi celeng bawi bagong
kuda jaran jonga
ular ula piton kobra
tikus tikus2 balesu beurit
ikan iwak lauk juku
nelayan pakkaja nelayn pelaut
perahu prahu lopi bagan katinting sampan jolloro
pupuk rabuk gemuk pupu ppk phonska urea npk
petani tani paggalung petan poktan gapoktan
harga rega regane ellinna hrg
mahal larang masoli awis
murah mirah sempo
jual adol dodol jualan balu
beli tuku melli elli
uang duit dhuwit doi arta artos fulus
bayar mbayar waja bayaran mbayr
sekolah sikola sikolae skolah sklah sekolahan sklh
guru gurue gurunna dosen pengajar
kades kepdes lurah pakdesa
kadus kepaladusun wakil dusune
ngantor kantor kator ktr kntor
petugas pegawai staf operator staff
lambat lemot lelet suwe lama lemmot mabela lambt
sinyal signal jaringan sinyl
obat obatan jamu pabura
puskesmas pkm puskes puskesms pusksmas
bidan
longsor longsoran lungsur gugur gogos ruttung
roboh ambruk runtuh rubuh tumbang rebah marebba ambrol roboo
retak rengat rekah mareta
pohon wit pong
hutan alas leuweng ale
bakar kobong obong kebakaran tunu
bantu tulung tolong
tetangga tonggo tangga tetanga
utang hutang inreng pinjaman
truk truck trek fuso dumptruk
ngebut kencang banter kebut laju ngebt
motor mtor montor motoran sepedamotor spdmotor mtr
mobil mobl oto otto
sepeda pit
jatuh tibo mabuang lagarak
pasar peken pasa
kuburan makam pekuburan pemakaman jaratan kuburn
masjid musola mushola musholla mushalla langgar surau masigi
lapangan alun lapang
toilet wc jamban kakus
jorok kotor kumuh kemproh rota
dapat entuk oleh lolongeng runtu angsal kebagian
terima nampi nrima tarima
potong sunat potongan disunat kepotong
pungut pungli pungutan tarikan ditarik palak dipalak
bongkar dibongkar
patah pegat cukul
banyak akeh maega loba
anjlok
tabung elpiji lpg gas melon
sampan biduk
jagung jagong
kebun kebon dare darek
cengkeh cengke
cabai cabe lombok lada
bawang brambang
serang nyerang diserang amuk
demam panas meriang puru
diare mencret muntaber mules muntah
nyamuk lamuk namo
kucing meong
kelapa kaluku
bendera umbul
mati matek mate pejah
"""

# Forms that the rules below take for another word.
_IRREGULAR = {
    "berikan": "beri", "pemberian": "beri", "memberikan": "beri", "diberikan": "beri", "menyala": "nyala", "nyalakan": "nyala",
    "dinyalakan": "nyala", "pernyataan": "nyata", "penduduk": "penduduk", "perikanan": "ikan", "pertanahan": "tanah",
    "menikah": "nikah", "pernikahan": "nikah", "dinikahkan": "nikah", "naikkan": "naik", "menaikkan": "naik", "menagih": "tagih",
    "memalukan": "malu", "seragam": "seragam", "dinikahi": "nikah", "permainan": "main", "mengaji": "aji", "pengajian": "aji",
    "bertani": "tani", "petani": "tani", "pertanian": "tani", "peta": "peta", "petak": "petak", "meteran": "meteran",
    "makanan": "makan", "minuman": "miras", "penerangan": "terang", "peternakan": "ternak", "peternak": "ternak",
    "berobat": "obat", "pengobatan": "obat", "kebanjiran": "banjir", "kemalingan": "curi", "pekuburan": "kubur",
    "kesetrum": "listrik", "nyetrum": "setrum_ikan", "menyetrum": "setrum_ikan", "disetrum": "setrum_ikan",
    "pembangunan": "bangun", "kependudukan": "penduduk", "kepolisian": "polisi", "polisi": "polisi", "sungai": "sungai",
    "pegawai": "petugas", "pantai": "pantai", "ditinggal": "tinggal", "ketinggalan": "tinggal",
    "penerima": "terima", "perangkat": "perangkat", "peraturan": "atur", "perempuan": "perempuan", "keluarga": "keluarga",
    "mengering": "kering", "kekeringan": "kering", "pengeringan": "kering", "mengeruk": "keruk", "pengerukan": "keruk",
    "mengikis": "kikis", "terkikis": "kikis", "mengubur": "kubur", "mengirim": "kirim", "mengeluh": "keluh", "mengumpul": "kumpul",
    "pengumpul": "kumpul", "pengepul": "tengkulak", "mengotori": "kotor", "mengunci": "kunci", "terkunci": "kunci",
    "memasuki": "masuk", "kemasukan": "masuk", "memakan": "makan", "meminta": "minta", "dimintai": "minta", "memasak": "masak",
    "mandi": "mandi", "bermain": "main", "memuat": "muat", "bermuatan": "muat", "muatan": "muat",
}  # fmt: skip
_ENDS_IN_K = frozenset(
    [
        "rusak",
        "baik",
        "naik",
        "tarik",
        "masak",
        "didik",
        "gerak",
        "ternak",
        "masuk",
        "tumpuk",
        "duduk",
        "tembak",
        "retak",
        "rebak",
        "banyak",
        "potong",
        "tabrak",
        "cetak",
        "gigit",
        "injak",
        "tunggak",
        "letak",
        "pajak",
        "ajak",
        "colek",
        "bentak",
        "minyak",
        "acak",
        "galak",
        "sedak",
        "serobot",
        "desak",
        "rembuk",
        "bentuk",
        "mabuk",
    ]
)
# What a prefix took from the root before a vowel.
_NASAL = {"meny": "s", "peny": "s", "meng": "", "peng": "", "mem": "p", "pem": "p", "men": "t", "pen": "t"}
_PLAIN = frozenset({"ber", "ter", "per", "di", "ke", "me", "pe"})
_ENDINGS = ("nya", "lah", "kah", "pun", "ku", "mu", "e")
_VOWELS = frozenset("aiueo")


def roots(text: str) -> tuple[str, ...]:
    """The roots that tell what a text is about, in order and with repeats."""
    return tuple([found for written in text.split() for found in _roots_of(written)])


@lru_cache(maxsize=20_000)
def _roots_of(written: str) -> tuple[str, ...]:
    """The roots in what stands between two spaces: people use the same few words."""
    return tuple([root(term) for term in terms(written)])


@lru_cache(maxsize=20_000)
def root(term: str) -> str:
    """The root of one term (see `tokens.terms`)."""
    for form in _forms(term):
        if (meant := _MEANT.get(form)) is not None:
            return meant
    return _stripped(term)


def _forms(term: str) -> tuple[str, ...]:
    """The written word and shorter forms of it, under which a variant may be listed."""
    short = next(
        (term[: -len(end)] for end in _ENDINGS if term.endswith(end) and len(term) - len(end) >= _SHORTEST), term
    )
    return (term, short, _stripped(term))


def _stripped(term: str) -> str:
    if term in _IRREGULAR:
        return _IRREGULAR[term]
    word = _without_prefix(_without_prefix(term))
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    return _without_ending(word)


def _without_prefix(word: str) -> str:
    for length in (4, 3):
        prefix, rest = word[:length], word[length:]
        if (lost := _NASAL.get(prefix)) is not None and len(rest) >= _SHORTEST - bool(lost):
            return (lost if rest[0] in _VOWELS else "") + rest
    for length in (3, 2):
        if word[:length] in _PLAIN and len(word) - length >= _SHORTEST:
            return word[length:]
    return word


def _without_ending(word: str) -> str:
    for ending in ("an", "i"):
        if word.endswith(ending) and word[: -len(ending)] in _ENDS_IN_K:
            return word[: -len(ending)]
    for ending, least in (("kan", _SHORTEST), ("nya", _SHORTEST), ("an", _SHORTEST), ("ku", _SHORTEST), ("i", 5)):
        if word.endswith(ending) and len(word) - len(ending) >= least:
            return word[: -len(ending)]
    return word


def variants(root: str) -> tuple[str, ...]:
    """Other words that people write for a root."""
    return _VARIANTS_OF.get(root, ())


def _meant() -> dict[str, str]:
    meant: dict[str, str] = {}
    for line in _VARIANTS.split("\n"):
        words = line.replace("'", "").split()
        for word in words:
            # The first line that has a word keeps it.
            meant.setdefault(word, _stripped(words[0]))
    return meant


_MEANT = _meant()
_VARIANTS_OF: dict[str, tuple[str, ...]] = {}
for _variant, _root in _MEANT.items():
    _VARIANTS_OF[_root] = (*_VARIANTS_OF.get(_root, ()), _variant)
