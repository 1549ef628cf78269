#!/bin/sh
# fuzz.sh MUCH [FOLDER…]: every fuzz target for a time (such as 60s) or a number of inputs (such as 50000x), one after the other, or those of
# some folders. Stops at the first that finds something.
set -eu
much=${1:-500000x}
[ $# -eq 0 ] || shift
[ $# -gt 0 ] || set -- '*_test.go'
export CGO_ENABLED=0
targets=$(git grep -hoE '^func Fuzz[A-Za-z0-9_]+' -- "$@" | wc -l)
n=0
for file in $(git grep -lE '^func Fuzz' -- "$@"); do
	for target in $(grep -oE '^func Fuzz[A-Za-z0-9_]+' "$file" | cut -c6-); do
		n=$((n + 1))
		printf '== %s of %s: %s, %s\n' "$n" "$targets" "$target" "$much"
		go test -tags ci -run '^$' -fuzz "^$target\$" -fuzztime "$much" "./$(dirname "$file")"
	done
done
echo "$n fuzz targets ran for $much each, and nothing was found."
