#!/usr/bin/env bash
# Makes the pictures of the README anew: what a terminal shows, and the page of
# an audit. Needs script(1) and Chromium.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root=$(cd ../.. && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
(cd "$root" && go build -o "$work/timeoutlint" ./cmd/timeoutlint)

# From the lock on, without the progress before it. The command exits with 1: it finds something.
{ script -qec "$work/timeoutlint -C $root/examples/broker ./..." /dev/null || true; } |
	tr -d '\r' | sed 's|\t|    |g' | grep -A17 "n.mu is held" >"$work/terminal.ansi"
go run github.com/charmbracelet/freeze@v0.2.2 "$work/terminal.ansi" -o terminal.svg \
	--language=ansi --window --font.family=monospace --wrap=110 --padding=20 --border.radius=6 >/dev/null

"$work/timeoutlint" audit -C "$root/examples/broker" -format=html >"$work/audit.html"
chromium --headless --no-sandbox --hide-scrollbars --window-size=1200,1000 \
	--screenshot="$work/audit.png" "file://$work/audit.html" 2>/dev/null
mv "$work/audit.png" audit.png
