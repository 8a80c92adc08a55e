#!/bin/sh
# Starts the version that `current` names (desktop/updates/installation.py). A new version that was started twice and never showed
# its home screen is given up: `current` names `previous` again, and `went-back` tells the program, which tells the user and the district.

root=$(dirname "$(readlink -f "$0")")

version_in() {
    [ -r "$root/$1" ] && head -c 64 "$root/$1" | tr -cd '0-9.'
}

# Replaced whole: after a power cut a file holds its old or its new line.
write() {
    printf '%s\n' "$2" > "$root/$1.part" && sync "$root/$1.part" && mv -f "$root/$1.part" "$root/$1"
}

starts() {
    [ -x "$root/$1/buku-aduan" ] && [ -n "$1" ]
}

current=$(version_in current)
previous=$(version_in previous)
# Commands end without a home screen: only starts of the window count.
case "$1" in
    '' | --minimised | open | *.aduan-usb | *.aduan-rilis | *.aduan) window=yes ;;
    *) window= ;;
esac

if [ -n "$previous" ] && [ "$previous" != "$current" ] && starts "$previous"; then
    count=$(version_in starting)
    if [ "${count:-0}" -ge 2 ] || ! starts "$current"; then
        # In this order: cut in between, the next start does it again.
        if write went-back "$current" && write current "$previous"; then
            rm -f "$root/previous" "$root/starting"
        fi
        current=$previous
    elif [ -n "$window" ]; then
        write starting $((${count:-0} + 1))
    fi
fi 2> /dev/null

# A disk that lost both lines: the newest version that is there.
if ! starts "$current"; then
    for version in $(ls "$root" | grep -x '[0-9][0-9.]*' | sort -V); do
        starts "$version" && current=$version
    done
fi
if ! starts "$current"; then
    echo "Program Buku Aduan tidak ditemukan di folder ini. Data kantor aman di tempatnya. Pasang lagi; buku terbuka seperti semula." >&2
    exit 1
fi

exec "$root/$current/buku-aduan" "$@"
