#!/bin/sh
# cold.sh: compile the window's C parts, saying so first when that will take minutes, which is once, until the build cache is emptied.
set -eu
export CGO_ENABLED=1
slow=github.com/go-gl/gl/v2.1/gl # one file of C takes most of the time
[ "$(go list -trimpath -f '{{.Stale}}' "$slow")" = false ] && exit 0
echo "watchbill: Compiling the window's C parts. This happens once and takes about 4 minutes on two cores." >&2
start=$(date +%s)
go build -trimpath fyne.io/fyne/v2/app &
build=$!
trap 'kill "$build" 2>/dev/null || true' EXIT
while kill -0 "$build" 2>/dev/null; do
	sleep 1
	passed=$(($(date +%s) - start))
	[ $((passed % 30)) -ne 0 ] || echo "watchbill: … still compiling, $passed s" >&2
done
wait "$build"
trap - EXIT
