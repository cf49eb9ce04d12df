#!/usr/bin/env bash
# Runs the analyzer on code of all kinds: no panic, no hang, and the same output
# each time.
#
#	eval/robust.sh [checkout...]
#
# In one process, RUNS times (20) with one processor and with two: the standard
# library and cmd, $GOROOT/test, the testdata of x/tools, and generated code of
# 50,000 lines. Then, with the command and new caches, small modules of its own:
# type errors, cgo, assembly, a workspace, build tags, deep nesting, recursion.
# Checkouts are analysed as they are, with vendored code. MUTANTS (1,000) random
# changes are made to the files of the project and of each checkout, in memory: the
# analysis ends, says the same twice, and repairs compile. FuzzAnalyze does so to the
# corpus: see CONTRIBUTING.md. Exits 1 if anything is wrong.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname "$here")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export GOFLAGS="-mod=mod -buildvcs=false" ROBUST_RUNS=${RUNS:-20}
status=0
cd "$root"
go build -o "$work/timeoutlint" ./cmd/timeoutlint && go build -o "$work/speed" ./eval/speed || exit 1

# inside analyses a folder in one process, many times.
inside() { # name folder packages
	local out
	if out=$(ROBUST_DIR=$2 ROBUST_PACKAGES=$3 go test ./analyzer -run '^TestRobust$' -v -count=1 -timeout 10h 2>&1); then
		echo "$1: $(sed -nE 's/.*: ([0-9]+ packages, .*)/\1/p' <<<"$out")"
	else
		echo "$1: failed"
		tail -40 <<<"$out"
		status=1
	fi
}

# mutants analyses changed files of a module.
mutants() { # name folder
	local out
	if out=$(ROBUST_DIR=$2 ROBUST_MUTANTS=${MUTANTS:-1000} go test ./analyzer -run '^TestMutants$' -v -count=1 -timeout 10h 2>&1); then
		echo "$1: $(sed -nE 's/.*: ([0-9]+ mutants of .*)/\1/p' <<<"$out")"
	else
		echo "$1: failed"
		tail -40 <<<"$out"
		status=1
	fi
}

# outside runs the command as people do, with a tool that no cache knows.
outside() { # name folder want
	local code=0 first="" out
	for processors in 1 2; do
		date +%N >>"$work/timeoutlint"
		out=$(cd "$2" && GOMAXPROCS=$processors timeout 30m "$work/timeoutlint" ./... 2>&1)
		code=$?
		if [ "$code" != "$3" ] || grep -q 'internal error' <<<"$out" || [ "$processors" = 2 ] && [ "$out" != "$first" ]; then
			echo "$1: failed, exit status $code"
			tail -20 <<<"$out"
			status=1
			return
		fi
		first=$out
	done
	echo "$1: $(tail -1 <<<"$out")"
}

module() { # name; files on stdin in txtar form
	local dir=$work/$1 file=/dev/null
	mkdir -p "$dir"
	printf 'module example.com/%s\n\ngo 1.25\n' "$1" >"$dir/go.mod"
	while IFS= read -r line; do
		case $line in
		'-- '*) file=$dir/$(cut -d' ' -f2 <<<"$line") && mkdir -p "$(dirname "$file")" ;;
		*) printf '%s\n' "$line" >>"$file" ;;
		esac
	done
}

# nested prints a function whose blocks are nested so deep.
nested() { # depth
	printf 'package deep\n\nimport "net"\n\nfunc nested(c net.Conn, n int) {\n'
	for _ in $(seq "$1"); do printf 'if n++; n > 0 {\n'; done
	printf 'c.Read(nil)\n'
	for _ in $(seq "$1"); do printf '}\n'; done
	printf '}\n'
	for i in $(seq "$1"); do printf 'func f%d(c net.Conn, n int) { c.Write(nil); f%d(c, n); f%d(c, n) }\n' "$i" $((i % $1 + 1)) $((i / 2 + 1)); done
}

if [ -z "${ONLY_OUTSIDE:-}" ]; then
	inside 'standard library and cmd' "$(go env GOROOT)/src" 'std cmd'
	inside '$GOROOT/test' "$(go env GOROOT)/test" ''
	inside 'testdata of x/tools' "$(go list -m -f '{{.Dir}}' golang.org/x/tools)" ''
	"$work/speed" -generate 50000 -o "$work/large"
	inside '50,000 lines in a file' "$work/large" ./...
	mutants 'changes to the project' "$root"
	for checkout in "$@"; do mutants "changes to $(basename "$checkout")" "$(realpath "$checkout")"; done
fi

nested 400 | sed '1i -- deep.go --' | module deep
outside 'deep nesting and recursion' "$work/deep" 1
module broken <<'END'
-- broken.go --
package broken

func f() int { return "no" }
-- good/good.go --
package good

import "net"

func dial() (net.Conn, error) { return net.Dial("tcp", "example.com:80") }
END
outside 'type errors' "$work/broken" 3
module cgo <<'END'
-- cgo.go --
package cgo

// static int one(void) { return 1; }
import "C"

func One() int { return int(C.one()) }
END
outside cgo "$work/cgo" 0
module assembly <<'END'
-- add.go --
package assembly

func add(a, b int64) int64
-- add_amd64.s --
TEXT ·add(SB), 4, $0-24
	MOVQ a+0(FP), AX
	ADDQ b+8(FP), AX
	MOVQ AX, ret+16(FP)
	RET
END
outside assembly "$work/assembly" 0
module tagged <<'END'
-- a.go --
//go:build !other

package tagged
-- b.go --
//go:build other

package tagged

func broken() int { return "no" }
END
outside 'build tags' "$work/tagged" 0
module space <<'END'
-- go.work --
go 1.25

use ./one
use ./two
-- one/go.mod --
module example.com/one

go 1.25
-- one/one.go --
package one

import "net"

func Read(c net.Conn, b []byte) (int, error) { return c.Read(b) }
-- two/go.mod --
module example.com/two

go 1.25
-- two/two.go --
package two

import (
	"net"

	"example.com/one"
)

func use() {
	c, _ := net.Dial("tcp", "example.com:80")
	one.Read(c, nil)
}
END
rm "$work/space/go.mod"
GOFLAGS=-buildvcs=false outside workspace "$work/space/two" 1
for checkout in "$@"; do
	GOFLAGS=-buildvcs=false outside "$(basename "$checkout")" "$checkout" 1
done
exit $status
