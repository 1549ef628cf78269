#!/bin/sh
# cold.sh: compile the window's C parts, saying so first when that will take minutes (once, until the build cache is emptied).
set -eu
export CGO_ENABLED=1
marker=${XDG_CACHE_HOME:-$HOME/.cache}/watchbill-test/c-parts-$(go env GOVERSION)
[ -e "$marker" ] && [ -d "$(go env GOCACHE)" ] && exit 0
echo "watchbill: Compiling the window's C parts. This happens once and takes about 4 minutes on two cores." >&2
start=$(date +%s)
go build -trimpath fyne.io/fyne/v2/app &
build=$!
while kill -0 "$build" 2>/dev/null; do
	sleep 1
	passed=$(($(date +%s) - start))
	[ $((passed % 30)) -ne 0 ] || echo "watchbill: … still compiling, $passed s" >&2
done
wait "$build"
mkdir -p "$(dirname "$marker")" && : >"$marker"
