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
    '' | open | *.aduan-usb | *.aduan-rilis | *.aduan) window=yes ;;
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

exec "$root/$current/buku-aduan" "$@"
