"""How alike two texts are: whether two people complain about the same matter, each in their own words.

Words that mean the same count nearly like the same word, rare words more than common ones. Two texts that name different things of one kind
(a goat and a cow, a mosque and a school, RT 2 and RT 5) are about two matters, however alike the rest.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TypeVar

from complaints.roots import roots, variants

# In how many of 527 complaints a root stands; one that isn't here, in two.
_COMMON = """
77 anak
70 jalan
65 rumah
45 masuk air
40 bantu
31 depan tahun
30 hujan
28 bulan
26 sekolah lampu dekat
23 rusak lewat bayar
22 jembat
21 bocor sawah mati kena kebun tanah
20 roboh
19 meter surat uang
18 pasar
17 mobil ngantor masjid balai tugas tetangga minggu
16 tinggal takut listrik urus daftar
15 motor jatuh nama habis
14 kata atas tani naik jam
13 lubang hilang kecil sampah punya keluarga datang pakai
12 luar atap bawa sungai harga
11 bau tutup selo lapang makan suruh sakit pulang pohon tahu
10 turun besar kubur lambat tiang posyandu mesin buang pagar jual umur obat belakang bakar pasang butuh ribu lompok
9 tang antar kabel bangun tanya bilang bagi suami liar buat cair usul bawah
8 angkut baik poros papan padam kayu tunggu pipa sd lahir batas bikin sendir pukul banjir tingg tempat potong kelas pamsimas
7 susah musim truk lihat ganti putus sumur ring salur kambing jauh beras tua ayam main kerja syarat guru gang puskesmas tabung
7 pupuk kios padi tulis dana rp
6 tiga kira smp curi pompa angin umum sinyal salah akta waris tanpa tanda kosong tidur kandang anjing juta ronda layan ketua
6 bumdes beli tambah bpjs gratis demam pala rahu ambil sebelah sepanjang minta istri jadi gabah iksa min per
5 batu blok patah kadus soal kades gelap pinggir bak pun bendung hilir irigas genang mampet bola pos cara kartu pindah gunung
5 ktp nikah bank jelas tolak pbb tagih pkh tiba nding seminggu lalat iuran ikan gigit lepas tk ganggu mabuk subuh pinjam
5 tabrak tikung bensin blt becek malu pip luka sapi nelay setengah pustu longsor ruang retak airnya kirim tampung ingin
4 tuju ndara semalam jawab
"""
_COUNTED, _RARE = 527, 2

# Said in most complaints and about any matter.
_SAYS_LITTLE = """
tahun bulan minggu hari tadi meter datang bilang kata kena bawa pakai luar dekat depan atas bawah belakang naik turun jam habis
besar kecil tahu pulang lihat punya tinggal suruh takut kerja susah main buat bikin tambah bagi butuh pasang cari mohon agar
lagi kami warga banyak semua mulai jadi sekali tidak padahal min pak kenapa juga itu sini semalam seminggu saja tolong gara
milik sampai lewat masuk makan
"""
_LITTLE = 0.35  # of the weight that such a word would have by its count

# Each line: words with which people say the same thing.
_ALIKE = """
padam mati gelap nyala putus
lampu terang pju penerangan
roboh rusak patah miring condong lapuk reot bongkar jebol
longsor tutup timbun amblas
mampet genang banjir luap meluber
sampah buang tumpuk numpuk
bau sengat busuk
langka kosong habis stok susah cari
curi hilang sikat ambil
miras mabuk
ribut teriak keras karaoke musik elekton dangdut bising
pungut minta potong bayar sunat duit uang biaya pungli
jarang kosong bolos masuk tempat
anak murid siswa bocah pelajar remaja pemuda
guru ngajar ajar
petani petak sawah tani
hama serang ganas
pukul kdrt aniaya babak keras
suami istri
jatuh celaka tabrak tumpah
truk muat pasir
ngebut kencang laju
lubang berlubang rusak
dana anggaran uang keuangan
transparan lapor papan
cetak jadi selesai tunggu terbit
alir keluar kering mati nyala macet
pdam pam pamsimas air
kandang ternak
tebang kayu liar hutan
beri dapat terima kebagian sedia bagi
hidup tinggal sendiri sebatang kara
rawat urus
lansia kakek nenek tua jompo
cerai pisah
gila jiwa odgj
ngamuk lempar
bidan perawat mantri
pustu puskesmas poskesdes
hamil bumil
kecamatan camat
tunggu lama
gigit rabies
anjing kucing
pecah bocor retak rembes
jebol roboh longsor
kunci tutup
nonaktif aktif
bpjs kis jkn
sertifikat ptsl prona
patok batas geser pindah
ayam ternak
sabung judi taruhan adu
putus henti
sekolah sd smp sma tk paud
biaya seragam mampu
limbah pabrik cemar buang
solar bbm
laut nelayan
becek licin lumpur
hulu atas
hilir bawah
pmt stunting gizi tambahan balita
ketua pimpin kepala
musdes musyawarah rapat
undang libat
pajak pbb
lunas bayar
kebakaran bakar api
wereng hama
pestisida racun obat
tengkulak kepul pengepul kumpul
murah anjlok rendah
wc toilet
jorok kotor
balap knalpot brong
sktm mampu
ttd tanda tangan
kikis abrasi ombak
kantor balai
temu hadir
ambulans bensin
traktor handtraktor
kuasa pegang
monyet
juntai rendah turun
rambu lampu
sembarang liar
bantaran pinggir
honor insentif gaji upah
asap sesak napas
beasiswa pip
lele ikan bibit
cekcok tengkar ribut
akses jalan lewat
pagar tutup
mati sakit
kapal pukat trawl perahu
parkir macet
akta akte lahir
salah keliru
sorot lapang
miskin susah
kaya mampu mobil
hajat nikah pesta elekton orgen
hanyut arus bawa banjir
putar
komite sumbang
rtlh bedah layak
material bahan
horeg sound
kaca jendela
ular kobra sanca
tipu ngaku transfer
rdkk erdkk
tebus beli
tampung bak
fitnah tuduh santet dukun
jenazah mayat
kubur makam
fogging semprot asap nyamuk dbd
dbd demam darah
online daring belajar
sinyal internet jaringan wifi hp
cair masuk terima bayar rekening
daftar terdaftar nama
minta suruh wajib pungut tarik sumbang
sasaran mampu kaya miskin
luap naik rendam genang
telepon nelpon hubung
rusak mogok macet fungsi mati
sakit demam mencret muntah diare
lambat telat lama tunda
layan urus
tinggi mahal naik
sedikit kurang
kotor keruh kuning bau
jalan akses lorong gang poros
got parit selokan saluran drainase
batu kerikil timbun rabat beton aspal
seberang lewat lintas
takut bahaya rawan khawatir
gelap malam lampu
tumpah cecer serak
tumbang roboh rebah
pohon dahan ranting
serobot rampas kuasa ambil
jual gadai
ukur batas
dagang jual pasar
sepi laku
kasar bentak marah judes
antri tunggu
lahir bayi
mayat jenazah meninggal
makan jajan mbg gizi
basi racun
bully rundung ejek ganggu
ajar guru bolos
kerja upah hok
korupsi tilep gelap selewengkan
usul minta bangun
modal pinjam kredit
tabung simpan
rumput semak
bakar asap
hutan gunung
pasir keruk tambang galian
alat berat ekskavator
ternak sapi kambing kerbau
ganti rugi
lepas keliar
maling curi
hp handphone
kunjung datang
tenda terpal
rapat kumpul temu
pindah domisili
ktp identitas
kartu kis bpjs
"""
_ALIKE_SHARE = 0.8  # of the weight of the same word

# Each line: things of one kind, of which a complaint is about one. 'got=selokan,drainase': two words for one thing.
# A line that begins with two spaces goes on.
_KINDS = """
jembatan=jembatan,deker,dekker,plat perahu=perahu,kapal pagar=pagar atap=atap,plafon tiang=tiang pohon=pohon talud=talud
  pipa=pipa,kran pintu=pintu kabel=kabel pompa=pompa,mesin lampu=lampu,pju papan=papan irigasi=irigasi,tersier
  got=selokan,drainase,gorong jalan=aspal,paving,rabat dinding=dinding tower=tower bendung=bendung
masjid=masjid sekolah=sd,sdn,smp,smpn,sma,smk,tk,paud,mts,kelas,sekolah,murid,siswa puskesmas=puskesmas,pustu,poskesdes
  posyandu=posyandu pasar=pasar balai=balai,aula,kantor kuburan=kuburan,makam lapangan=lapangan,gawang camat=camat,kecamatan
  pos=ronda,kamling kafe=kafe,cafe,warung kios=kios,pangkalan rumahsakit=rs sungai=sungai pantai=pantai,laut hutan=hutan,gunung
  sawah=sawah kebun=kebun koperasi=koperasi bumdes=bumdes tps=tps
gas=gas,elpiji,lpg minyak=goreng pupuk=pupuk,urea,phonska solar=solar,bbm beras=beras,sembako obat=obat bibit=bibit,benih
  gabah=gabah telur=telur listrik=listrik,pln,trafo,travo air=pdam,pamsimas,sumur internet=internet,wifi,sinyal traktor=traktor
  racun=pestisida kopi=kopi cabai=cabai
sapi=sapi kambing=kambing kuda=kuda babi=babi anjing=anjing kucing=kucing monyet=monyet ular=ular ayam=ayam tikus=tikus
  ikan=ikan,lele,nila tahu=tahu sampah=sampah kerbau=kerbau wereng=wereng ulat=ulat maling=maling
ktp=ktp kk=kk akta=akta,akte sktm=sktm nikah=nikah sertifikat=sertifikat,ptsl skck=skck pbb=pbb,sppt,pajak bpjs=bpjs,kis,jkn
  pkh=pkh blt=blt kks=kks pip=pip,beasiswa rtlh=rtlh,bedah warisan=warisan hutang=utang,hutang dana=anggaran domisili=domisili
guru=guru kepsek=kepala_sekolah bidan=bidan dokter=dokter kades=kades kadus=kadus rt=rt rw=rw sekdes=sekdes ketua=ketua
  poktan=poktan kader=kader suami=suami,istri teman=teman,sekelas pemuda=pemuda,remaja
curi=curi bakar=bakar,kebakaran banjir=banjir longsor=longsor roboh=roboh,tumbang,ambruk,miring bocor=bocor mampet=mampet
  padam=padam mabuk=mabuk,miras karaoke=karaoke,dangdut,musik,elekton langka=langka,kosong hama=hama gigit=gigit pukul=pukul
  parkir=parkir ngebut=ngebut keruh=keruh dbd=dbd,demam fogging=fogging bau=bau jorok=jorok tabrak=tabrak tipu=tipu
  pungut=pungut,pungli,potong lapuk=lapuk
"""

_PLACE = re.compile(r"\b(rt|rw|dusun|dsn|blok|gang|gg|lorong|kampung|kp)\b\.? *0*([a-z0-9]+)")
_PLACE_NAMES = {"dsn": "dusun", "gg": "gang", "kp": "kampung"}
_NO_PLACE = frozenset(
    """
    kami saya sy yang yg ini itu ada di ke dan tidak tdk sudah sdh sebelah kita saja masih lagi
    """.split()  # noqa: SIM905
)
_LANDMARK = re.compile(
    r"\b(?:depan|dpn|dekat|dkt|deket|belakang|blkg|sebelah|samping|seberang) (\w+)(?: (\w+))?(?: (\w+))?"
)

_PERSON = re.compile(
    r"\b(?:pak|bpk|bapak|bu|ibu|haji|hajah|hj|dg|daeng|puang|nenek|kakek|mbah|mba|mas|tante|om) (?:haji |hj |dg |daeng |puang )?(\w{3,})"
)
# Words that follow a title without being a name.
_NO_PERSON = frozenset(
    """
    desa kades kadus dusun lurah camat sekdes kepala guru haji hajah dan yang yg tidak tdk saya kami kita ini itu
    sudah sdh ada mau tolong mohon hamil bidan dokter sopir ketua polisi bhabin operator kapan kenapa bagaimana
    minta lampu jalan jln air sampah rumah tua janda lumpuh sakit hidup tinggal penjual nelayan petani rumahan
    menyusui melahirkan bupati babinsa imam
    """.split()  # noqa: SIM905
)

# Log odds that two texts are about one matter, fitted to the pairs of the tuning half (tests/complaints/suggestion_figures.py).
_BEFORE = -4.7
_OF_SHARED = 2.1  # for each e-fold of the weight that they share
_OF_CATEGORY = 2.2  # where both are surely of one category
_OTHER_PLACE = -4.0
_OTHER_THING = -2.4
_OTHER_PERSON = -2.0
_BOTH_UNSHARED = -0.3  # for the weight of the most telling word that only one has, where both have such a word
_UNKNOWN_CATEGORY = 0.7


_Kind = TypeVar("_Kind")


@dataclass(frozen=True, slots=True)
class Matter:
    """What a text is about: its roots with their weights, things by kind, named places, roots of landmarks, and people."""

    weights: Mapping[str, float]
    things: Mapping[int, frozenset[str]]
    places: Mapping[str, frozenset[str]]
    landmarks: frozenset[str]
    people: frozenset[str]


@lru_cache(maxsize=2_000)
def read(text: str) -> Matter:
    """The matter of a text."""
    weights = {root: weight(root) for root in dict.fromkeys(roots(text))}
    things: dict[int, set[str]] = {}
    for root in weights:
        if (thing := _things().get(root)) is not None:
            things.setdefault(thing[0], set()).add(thing[1])
    lowered = " ".join(text.lower().split())
    places: dict[str, set[str]] = {}
    for match in _PLACE.finditer(lowered):
        kind, name = str(match[1]), str(match[2])
        if name not in _NO_PLACE:
            places.setdefault(_PLACE_NAMES.get(kind, kind), set()).add(name)
    people = {name for name in _PERSON.findall(lowered) if name not in _NO_PERSON}
    landmarks = {root for words in _LANDMARK.findall(lowered) for word in words for root in roots(word)}
    return Matter(
        weights,
        {kind: frozenset(names) for kind, names in things.items()},
        {kind: frozenset(names) for kind, names in places.items()},
        frozenset(landmarks - _little_roots()),
        frozenset(people),
    )


def weight(root: str) -> float:
    """How much a root tells: 2.0 for the most common ones, 5.2 for one that is hardly ever said."""
    telling = math.log((_COUNTED + 1) / (_counts().get(root, _RARE) + 1))
    return telling * (_LITTLE if root in _little_roots() else 1.0)


def odds(first: Matter, second: Matter, same_category: float | None = None) -> float:
    """The log odds that both are one matter, by their words alone; minus infinity where they share none.

    `same_category`: how likely (0 to 1) they are of one category; None where nobody knows.
    """
    unshared, others = 0.0, dict(second.weights)
    alone = [root for root in first.weights if others.pop(root, None) is None]
    shared = sum(telling for root, telling in first.weights.items() if root in second.weights)
    for root in alone:
        meanings = _meanings().get(root)
        near = [other for other in others if meanings and not meanings.isdisjoint(_meanings().get(other, ()))]
        if near:
            best = max(near, key=lambda other: others[other])
            shared += _ALIKE_SHARE * min(first.weights[root], others.pop(best))
        else:
            unshared = max(unshared, first.weights[root])
    if not shared:
        return -math.inf
    category = _UNKNOWN_CATEGORY if same_category is None else same_category
    gained = _BEFORE + _OF_SHARED * math.log1p(shared) + _OF_CATEGORY * math.sqrt(category)
    gained += _BOTH_UNSHARED * min(unshared, max(others.values(), default=0.0))
    gained += _OTHER_THING * min(2, _contrasts(first.things, second.things))
    if _contrasts(first.places, second.places) or _elsewhere(first, second):
        gained += _OTHER_PLACE
    if first.people and second.people and first.people.isdisjoint(second.people):
        gained += _OTHER_PERSON
    return gained


def share(log_odds: float) -> float:
    """Log odds as a share from 0 to 1."""
    return 1 / (1 + math.exp(-log_odds)) if log_odds > -500 else 0.0


def search_words(term: str) -> tuple[str, ...]:
    """Beginnings of words under which the full text search finds what a term (see `tokens.terms`) may be said with."""
    found = {term: None}
    for root in roots(term):
        found |= dict.fromkeys((root, f"ber{root}", f"ter{root}", f"di{root}", *variants(root)))
        for meaning in _meanings().get(root, ()):
            found |= dict.fromkeys(_alike()[meaning])
    return tuple(word for word in found if len(word) > 1)


def _contrasts(first: Mapping[_Kind, frozenset[str]], second: Mapping[_Kind, frozenset[str]]) -> int:
    """Of how many kinds both name something and nothing alike."""
    return sum(1 for kind, names in first.items() if kind in second and names.isdisjoint(second[kind]))


def _elsewhere(first: Matter, second: Matter) -> bool:
    """Whether both name a landmark and neither names the other's."""
    return (
        bool(first.landmarks and second.landmarks)
        and first.landmarks.isdisjoint(second.weights)
        and second.landmarks.isdisjoint(first.weights)
    )


# The tables, made when a text is first read: a start, which loads this file, reads none.


@cache
def _counts() -> Mapping[str, int]:
    """In how many complaints each root stands."""
    lines = (line.split() for line in _COMMON.strip().split("\n"))
    return {root: int(count) for count, *counted in lines for root in counted}


@cache
def _little_roots() -> frozenset[str]:
    return frozenset(roots(_SAYS_LITTLE))


@cache
def _alike() -> Sequence[tuple[str, ...]]:
    """Words with which people say the same thing, by the number of the meaning."""
    return [tuple(line.split()) for line in _ALIKE.strip().split("\n")]


@cache
def _things() -> dict[str, tuple[int, str]]:
    things: dict[str, tuple[int, str]] = {}
    for kind, line in enumerate(_KINDS.replace("\n  ", " ").strip().split("\n")):
        for entry in line.split():
            name, _, written = entry.partition("=")
            for word in written.split(","):
                for root in roots(word):
                    things.setdefault(root, (kind, name))
    return things


@cache
def _meanings() -> dict[str, frozenset[int]]:
    meanings: dict[str, set[int]] = {}
    for number, line in enumerate(_alike()):
        for word in line:
            for root in roots(word):
                meanings.setdefault(root, set()).add(number)
    return {root: frozenset(numbers) for root, numbers in meanings.items()}
