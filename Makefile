# Watchbill. `make help` lists what can be made.

SHELL   := /bin/sh
GO      ?= go
BIN     := bin/watchbill
PREFIX  ?= /usr/local
VERSION := $(shell git describe --tags --always --dirty 2>/dev/null || echo dev)
LDFLAGS := -s -w -X watchbill/cli.Version=$(VERSION)
# The window's goroutines all go through fyne.Do, so the check for old habits is left out of the program people use.
# migrated_fynedo: the toolkit leaves threads to us; no_animations: a caret that blinks has the whole window drawn again, all day long
TAGS    := migrated_fynedo,no_animations
SOURCES := $(shell git ls-files '*.go' '*.sql' '*.ttf' '*.svg' '*.png' 2>/dev/null) go.mod go.sum

.PHONY: help demo test test-long fuzz build headless install uninstall bench bench-forecast fmt clean

help: ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

build: $(BIN) ## the program with its window, bin/watchbill

$(BIN): $(SOURCES)
	@scripts/need.sh build
	@scripts/cold.sh
	@echo "watchbill: Building $@" >&2
	@$(GO) build -trimpath -tags "$(TAGS)" -ldflags "$(LDFLAGS)" -o $@ .

headless: ## one static program without a window, for servers and cron: bin/watchbill-headless
	@CGO_ENABLED=0 $(GO) build -trimpath -tags headless -ldflags "$(LDFLAGS)" -o bin/watchbill-headless .
	@echo "bin/watchbill-headless is ready"

demo: $(BIN) ## build, make the sample team, write out/, open the window where there is a display
	@scripts/demo.sh $(BIN)

install: $(BIN) ## install program, menu entry and icon under PREFIX (default /usr/local)
	install -Dm755 $(BIN) $(DESTDIR)$(PREFIX)/bin/watchbill
	install -Dm644 assets/watchbill.desktop $(DESTDIR)$(PREFIX)/share/applications/watchbill.desktop
	install -Dm644 assets/icon.svg $(DESTDIR)$(PREFIX)/share/icons/hicolor/scalable/apps/watchbill.svg
	install -Dm644 assets/icon.png $(DESTDIR)$(PREFIX)/share/icons/hicolor/512x512/apps/watchbill.png

uninstall: ## remove what install put under PREFIX
	rm -f $(DESTDIR)$(PREFIX)/bin/watchbill $(DESTDIR)$(PREFIX)/share/applications/watchbill.desktop
	rm -f $(DESTDIR)$(PREFIX)/share/icons/hicolor/scalable/apps/watchbill.svg $(DESTDIR)$(PREFIX)/share/icons/hicolor/512x512/apps/watchbill.png

test: ## everything: format, vet, staticcheck, rules of the house, all tests, race, the real window
	@scripts/need.sh test
	@scripts/test.sh

test-long: ## the properties at full length: all zones, many seeds
	@CGO_ENABLED=0 WATCHBILL_LONG=1 RAPID_CHECKS=2000 $(GO) test -tags ci -timeout 60m ./model/... ./storage/... ./workspace/... ./rostering/... ./forecasting/... ./calendar/...

fuzz: ## every fuzz target with 500,000 inputs
	@scripts/fuzz.sh 500000x

bench: ## each figure beside its bar, and beside a peer in the same run
	@scripts/need.sh build
	@scripts/bench.sh

bench-forecast: ## the forecasting engine on real series, beside its peers
	@CGO_ENABLED=0 $(GO) run ./internal/benchforecast -data ../shared/data

fmt: ## format the code
	@$(GO) tool gofumpt -w $$(git ls-files '*.go')

clean: ## remove bin/ and out/
	rm -rf bin out
