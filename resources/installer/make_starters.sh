#!/usr/bin/env bash
# make_starters.sh FOLDER: "Buku Aduan.exe" and "buku-aduan-cli.exe" (starter.c), made with Debian's mingw-w64.
set -euo pipefail
FOLDER=$(realpath -m "$1")
cd "$(dirname "$0")"
mkdir -p "$FOLDER"
VERSION=$(sed -n 's/^__version__ = "\(.*\)"$/\1/p' ../../desktop/__init__.py)
NUMBERS=$(printf '%s.0.0.0' "${VERSION%%[!0-9.]*}" | cut -d. -f1-4 | tr . ,)

# make NAME DESCRIPTION FLAGS…
make() {
  x86_64-w64-mingw32-windres starter.rc -O coff -o "$FOLDER/starter.o" \
    "-DVERSION=\\\"$VERSION\\\"" "-DNUMBERS=$NUMBERS" "-DDESCRIPTION=\\\"$2\\\""
  x86_64-w64-mingw32-gcc -Os -s -Wall -Wextra -Werror -municode "${@:3}" starter.c "$FOLDER/starter.o" -o "$FOLDER/$1"
  rm "$FOLDER/starter.o"
}
make "Buku Aduan.exe" "Buku Aduan" -mwindows
make "buku-aduan-cli.exe" "Buku Aduan (baris perintah)" -mconsole -DCOMMANDS
