#!/bin/sh
# test.sh: every check, quickest first. A missing tool fails; nothing is skipped.
set -eu
export CGO_ENABLED=0
step() { printf '== %s\n' "$*"; }

step "format"
unformatted=$(go tool gofumpt -l $(git ls-files '*.go'))
if [ -n "$unformatted" ]; then
	printf 'These files are not formatted; run make fmt:\n%s\n' "$unformatted"
	exit 1
fi

step "vet"
go vet -tags ci ./...
go vet -tags headless .

step "staticcheck"
go tool staticcheck -tags ci ./...

step "build without a window"
go build -trimpath -tags headless -o bin/watchbill-headless .

step "tests"
WATCHBILL_ICALJS=$(scripts/icaljs.sh)
export WATCHBILL_ICALJS
go test -tags "ci peers" ./...

step "race"
export CGO_ENABLED=1
# What random sequences find, the step before has found; here they only have to touch each other.
RAPID_CHECKS=10 go test -race -tags ci ./storage/... ./workspace/... ./forecasting/... ./rostering/...

step "the real window"
scripts/cold.sh
go build -trimpath -o bin/watchbill-journey .
WATCHBILL_BIN=$PWD/bin/watchbill-journey go test -count=1 -tags journey ./internal/journey/...
