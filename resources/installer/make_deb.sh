#!/usr/bin/env bash
# make_deb.sh PROGRAM OUT: the Debian package of dist/buku-aduan as PyInstaller built it on Linux. Needs dpkg and binutils; QUICK=1 packs it
# little; MAINTAINER='Name <address>' is whom to ask.
# The package manager owns /opt/buku-aduan: what is installed so is updated by packages, never by itself.
set -euo pipefail
PROGRAM=$(realpath "$1") OUT=$(realpath -m "$2")
cd "$(dirname "$0")"
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
VERSION=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' ../../desktop/__init__.py)
MAINTAINER="${MAINTAINER:-Buku Aduan contributors <buku-aduan@localhost.localdomain>}"
ARCHITECTURE=$(dpkg --print-architecture)
TREE=$WORK/tree
umask 022

place() { install -D -m 644 "$1" "$TREE/$2"; }

mkdir -p "$TREE/opt" "$TREE/usr/bin" "$TREE/DEBIAN"
cp -r --no-preserve=ownership "$PROGRAM" "$TREE/opt/buku-aduan"
find "$TREE/opt" -type d -exec chmod 755 {} +
find "$TREE/opt" -type f -exec chmod 644 {} +
chmod 755 "$TREE/opt/buku-aduan/buku-aduan"
ln -s /opt/buku-aduan/buku-aduan "$TREE/usr/bin/buku-aduan"
place buku-aduan.desktop usr/share/applications/buku-aduan.desktop
place buku-aduan.mime.xml usr/share/mime/packages/buku-aduan.xml
place ../icons/buku-aduan.svg usr/share/icons/hicolor/scalable/apps/buku-aduan.svg
place ../icons/buku-aduan.png usr/share/icons/hicolor/256x256/apps/buku-aduan.png
place ../../LICENSE usr/share/doc/buku-aduan/copyright
place buku-aduan.lintian usr/share/lintian/overrides/buku-aduan
place buku-aduan.1 usr/share/man/man1/buku-aduan.1
gzip -9n "$TREE/usr/share/man/man1/buku-aduan.1"
place ../../CHANGELOG.md usr/share/doc/buku-aduan/CHANGELOG.md
gzip -9n "$TREE/usr/share/doc/buku-aduan/CHANGELOG.md"
gzip -9nc > "$TREE/usr/share/doc/buku-aduan/changelog.gz" <<CHANGES
buku-aduan ($VERSION) unstable; urgency=medium

  * What changed is in CHANGELOG.md.gz.

 -- $MAINTAINER  $(LC_ALL=C date -R -r ../../CHANGELOG.md)
CHANGES
chmod 644 "$TREE/usr/share/doc/buku-aduan/changelog.gz"

# Which packages hold the libraries that the program asks for and doesn't bring along.
ELF=()
while IFS= read -r -d '' file; do
  [[ $(head -c 4 "$file" | tr -d '\0') == $'\x7fELF' ]] && ELF+=("$file")
done < <(find "$TREE/opt" -type f \( -name '*.so' -o -name '*.so.*' -o -name buku-aduan \) -print0)
objdump -p "${ELF[@]}" | awk '$1 == "NEEDED" { print $2 }' | sort -u > "$WORK/asked"
find "$TREE/opt" -name '*.so*' -printf '%f\n' | sort -u > "$WORK/brought"
PACKAGES=()
while read -r library; do
  path=$(/sbin/ldconfig -p | awk -v name="$library" '$1 == name && /x86-64|AArch64/ && !found++ { print $NF }')
  real=$(realpath "$path")
  # The package may have put it below /lib, which is /usr/lib today.
  package=$({ dpkg -S "$path" || dpkg -S "$real" || dpkg -S "${real#/usr}"; } 2>/dev/null | cut -d: -f1 | sed -n 1p) || package=
  [[ -n $package ]] || { echo "make_deb.sh: no package holds $library" >&2; exit 1; }
  PACKAGES+=("${package%t64}")
done < <(comm -23 "$WORK/asked" "$WORK/brought")
GLIBC=$(objdump -T "${ELF[@]}" 2>/dev/null | grep -o 'GLIBC_2\.[0-9]*' | sort -uV | tail -n 1)
DEPENDS=$(printf '%s\n' "${PACKAGES[@]}" | sort -u | sed "s/^libc6\$/libc6 (>= ${GLIBC#GLIBC_})/" | paste -sd, | sed 's/,/, /g')

cat > "$TREE/DEBIAN/control" <<CONTROL
Package: buku-aduan
Version: $VERSION
Section: misc
Priority: optional
Architecture: $ARCHITECTURE
Installed-Size: $(du -sk --exclude=DEBIAN "$TREE" | cut -f1)
Depends: $DEPENDS
Maintainer: $MAINTAINER
Description: complaint book of Indonesian village offices
 Records complaints, carries each of them to a closed answer with its
 deadlines, prints the office's papers and exchanges with the district over
 a network or a USB stick. Works whole without a network; the book is
 encrypted.
CONTROL
cat > "$TREE/DEBIAN/postrm" <<'POSTRM'
#!/bin/sh
set -e
if [ "$1" = remove ]; then
    echo "Program Buku Aduan dihapus. Buku dan data kantor TIDAK dihapus: ~/.local/share/buku-aduan setiap pengguna."
fi
POSTRM
chmod 755 "$TREE/DEBIAN/postrm"
(cd "$TREE" && find opt usr -type f -print0 | sort -z | xargs -0 md5sum > DEBIAN/md5sums)
mkdir -p "$(dirname "$OUT")"
PACKING=(-Zxz -z6)
[[ -z ${QUICK:-} ]] || PACKING=(-Zgzip -z1)
dpkg-deb --root-owner-group "${PACKING[@]}" --build "$TREE" "$OUT" >/dev/null
