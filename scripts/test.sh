#!/bin/sh
# test.sh: every check, quickest first. A missing tool fails; nothing is skipped.
set -eu
export CGO_ENABLED=0 LANG=C.UTF-8 LC_ALL=C.UTF-8
# Random sequences are the same in every run, so that a failure is about the change; make test-long draws others.
export RAPID_SEED=20261118
step() { printf '== %s\n' "$*"; }

# With an empty build cache, one file of C keeps one core busy for minutes: begin it now, the window needs it last.
scripts/cold.sh &
cold=$!
trap 'kill "$cold" 2>/dev/null || true' EXIT

step "format"
unformatted=$(go tool gofumpt -l $(git ls-files '*.go'))
if [ -n "$unformatted" ]; then
	printf 'These files are not formatted; run make fmt:\n%s\n' "$unformatted"
	exit 1
fi

step "vet"
go vet -tags "ci peers journey" ./...
go vet -tags headless .

step "staticcheck"
go tool staticcheck -tags ci ./...

step "build without a window"
go build -trimpath -tags headless -o bin/watchbill-headless .

step "tests"
WATCHBILL_ICALJS=$(scripts/icaljs.sh)
export WATCHBILL_ICALJS
go test -tags "ci peers" ./...

# By number, not by time: on a busy machine go test calls it a failure when the time is over amid an input.
step "fuzz what reads calendars, 100,000 inputs each"
scripts/fuzz.sh 100000x calendar feed

step "race"
export CGO_ENABLED=1
# What random sequences find, the step before has found; here they only have to touch each other.
RAPID_CHECKS=10 go test -race -tags ci ./storage/... ./feed/... ./workspace/... ./forecasting/... ./rostering/...
go test -race -tags "ci migrated_fynedo" ./ui

step "the real window"
wait "$cold"
trap - EXIT
go build -trimpath -o bin/watchbill-journey .
go vet . ./internal/benchstart/... ./internal/benchtimeline
WATCHBILL_BIN=$PWD/bin/watchbill-journey go test -count=1 -tags journey ./internal/journey
echo "Every check passed."
