#!/usr/bin/env bash
# Repairs real repositories and checks the result.
#
#	eval/fixes.sh [repository...]
#
# For each repository of repos.txt, or those given, and each style: applies
# -fix to all default findings, compiles everything with its tests, runs gofmt on
# what changed, and runs -diff again, which has to be empty. For those marked
# "tests" it also runs the tests of the changed packages before and after.
# Prints the rows of the table in docs/evaluation/repairs.md, and for each style why findings
# have no repair; exits 1 if a check fails.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
tool=$work/timeoutlint
(cd "$root" && go build -o "$tool" ./cmd/timeoutlint)
export GOFLAGS="-mod=mod -buildvcs=false" GOWORK=off
bounded=github.com/timeoutlint/timeoutlint/bounded
status=0

clone() { # repository commit folder
	git clone -q "https://github.com/$1" "$3"
	git -C "$3" checkout -q "$2"
	rm -rf "$3/vendor"
	git -C "$3" tag -f start >/dev/null
}

# broken lists the packages, with those of their tests, that do not compile.
broken() {
	go list -e -test -export -f '{{if or .Error .DepsErrors}}{{.ImportPath}}{{end}}' ./... 2>/dev/null | sort -u
}

# failing lists the tests that fail in the given packages.
failing() {
	go test -timeout=10m "$@" 2>&1 | grep -E '^\s*--- FAIL|^FAIL' | sed -E 's/[ \t]\(?[0-9.]+s\)?//' | sort -u || true
}

# newly lists the tests that fail in both of two runs after the repairs and in
# neither of two before: some fail now and then, or for want of a network.
newly() {
	failing "$@" >"$work/after"
	failing "$@" | comm -12 - "$work/after" >"$work/after2"
	git stash -q
	{ failing "$@" && failing "$@"; } | sort -u >"$work/was"
	git stash pop -q
	comm -23 "$work/after2" "$work/was"
}

check() { # repository style tests
	local dir=$work/${1//\//-} log=$work/log
	cd "$dir"
	git checkout -qf start && git clean -qfd
	[ "$2" = std ] || go mod edit -require "$bounded@v0.0.0" -replace "$bounded=$root/bounded"
	go mod tidy -e >/dev/null 2>&1 || true
	git -c user.name=eval -c user.email=eval@example.com commit -qam "what the repairs start from" >/dev/null || true
	local code=0
	"$tool" -fix -fix-with="$2" ./... >"$log" 2>"$log.err" || code=$?
	local fixed left files compiles=yes formatted=yes silent=yes tests=-
	fixed=$(sed -nE 's/^fixed ([0-9]+) finding.*/\1/p' "$log.err")
	left=$(grep -cE '^[^	].*\[[a-z-]+\]$' "$log" || true)
	grep -E '^ +[0-9]+  ' "$log.err" >>"$work/why.$2" || true
	[ "$code" -lt 2 ] || echo "$1: not all packages could be checked" >&2
	files=$(git diff --name-only -- '*.go')
	if [ -n "$files" ]; then
		broken >"$log.build"
		git stash -q && broken >"$log.before"
		git stash pop -q
		cmp -s "$log.build" "$log.before" || compiles=no
	fi
	[ -z "$files" ] || [ -z "$(gofmt -l $files)" ] || formatted=no
	[ -z "$("$tool" -diff -fix-with="$2" ./... 2>/dev/null)" ] || silent=no
	if [ "$3" = tests ] && [ -n "$files" ]; then
		local packages
		packages=$(for f in $files; do echo "./$(dirname "$f")"; done | sort -u)
		tests=same
		newly $packages >"$log.new"
		[ ! -s "$log.new" ] || { tests=changed; cat "$log.new" >&2; }
	fi
	printf '| %s | %s | %s | %s | %s | %s | %s | %s |\n' "$1" "$2" "$fixed" "$left" "$compiles" "$formatted" "$silent" "$tests"
	case "$compiles$formatted$silent$tests" in *no* | *changed*) status=1 ;; esac
}

echo '| repository | style | fixed | left | compiles | formatted | second run silent | own tests |'
echo '|---|---|---|---|---|---|---|---|'
while read -r repo commit tests touch; do
	case $repo in '#'* | '') continue ;; esac
	[ $# -eq 0 ] || [[ " $* " == *" $repo "* ]] || continue
	clone "$repo" "$commit" "$work/${repo//\//-}"
	for file in ${touch:-}; do
		mkdir -p "$(dirname "$work/${repo//\//-}/$file")" && touch "$work/${repo//\//-}/$file"
	done
	for style in std bounded; do check "$repo" "$style" "${tests:-}"; done
done <"$here/repos.txt"
for style in std bounded; do
	printf '\n| left, %s | why |\n|---|---|\n' "$style"
	awk '{n = $1; $1 = ""; sum[$0] += n} END {for (why in sum) print "| " sum[why] " |" why " |"}' "$work/why.$style" | sort -t'|' -k2,2nr
done
exit $status
