#!/usr/bin/env bash
# make_windows.sh PROGRAM OUT [DEFINE…]: the installer for Windows, made on Linux with Debian's mingw-w64 and nsis.
# PROGRAM is dist/buku-aduan as PyInstaller built it on Windows; a DEFINE ('QUICK', 'STUB=amd64-unicode') is one of windows.nsi.
set -euo pipefail
PROGRAM=$(realpath "$1") OUT=$(realpath -m "$2")
shift 2
cd "$(dirname "$0")"
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
VERSION=$(sed -n 's/^__version__ = "\([0-9.]*\).*"$/\1/p' ../../desktop/__init__.py)
NUMBERS=$(printf '%s.0.0.0' "$VERSION" | cut -d. -f1-4)

./make_starters.sh "$WORK"
mkdir -p "$(dirname "$OUT")"
# Debian's makensis is built with little room for its messages: without a level it would list each of 900 files.
makensis -V2 -INPUTCHARSET UTF8 "-DVERSION=$VERSION" "-DNUMBERS=$NUMBERS" "-DPROGRAM=$PROGRAM" "-DSTARTERS=$WORK" "-DOUT=$OUT" \
  "${@/#/-D}" windows.nsi
