# The commands to remember: make demo, make test, make soak, make lint, make format, make bench, make install.

SHELL := /bin/bash
PREFIX ?= /usr/local
BUILD := .build/release/tradectl
# What is needed to build and run; the rest is needed by the tests and the demo.
PACKAGES := libsimdjson-dev libtomlplusplus-dev zlib1g-dev libsqlite3-dev libssl-dev libsecp256k1-dev \
  libcurl4-openssl-dev libnghttp2-dev libstdc++-12-dev ca-certificates
TEST_PACKAGES := gcc libc6-dev openssl python3 python3-jsonschema python3-cryptography python3-venv jq bash zsh fish man-db mandoc
APT := $(if $(filter 0,$(shell id -u)),apt-get,sudo apt-get)

.DEFAULT_GOAL := build
.PHONY: deps build demo test soak lint format bench install completions man docs clean

## Installs the Debian packages that are missing, and checks the Swift toolchain.
deps:
	@command -v swift >/dev/null || { echo "Swift 6.3 is missing: install it from https://www.swift.org/install/" >&2; exit 1; }
	@swift --version 2>/dev/null | grep -Eq 'Swift version (6\.([3-9]|[1-9][0-9])|[7-9]|[1-9][0-9])' \
	  || { echo "Swift 6.3 or later is needed; this is $$(swift --version 2>/dev/null | head -n 1)" >&2; exit 1; }
	@if ! command -v dpkg-query >/dev/null; then \
	  echo "This system has no apt. Install the equivalents of: $(PACKAGES) $(TEST_PACKAGES)" >&2; \
	else \
	  missing=; for package in $(PACKAGES) $(TEST_PACKAGES); do \
	    dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$package"; \
	  done; \
	  if [ -n "$$missing" ]; then \
	    echo "Installing$$missing"; \
	    $(APT) update -qq && DEBIAN_FRONTEND=noninteractive $(APT) install -y -qq --no-install-recommends $$missing; \
	  fi; \
	fi

## The release binary, with the Swift standard library inside it, and libcurl where that can be linked in
## (TRADECTL_CURL=shared has it loaded instead).
build: deps
	@kind=$(or $(TRADECTL_CURL),$$(Sources/CLibraries/StaticCurl/prepare .build/curl)) && \
	  if [ $$kind = static ]; then export TRADECTL_STATIC_CURL="$$PWD/.build/curl"; fi && \
	  swift build -c release --static-swift-stdlib --disable-local-rpath

## Runs the whole pipe on a market that is made up here, and leaves a report in demo/.
demo: build
	docs/demo/run

## Every test, the built binary's acceptance tests included.
test: build
	swift test --parallel

lint:
	swift format lint --strict --recursive Package.swift Sources Tests

format:
	swift format --in-place --recursive Package.swift Sources Tests

## Ten times as many kills and venue faults as the tests try, others each time.
soak: build
	@seed=$${TRADECTL_SEED:-$$(od -An -N4 -tu4 /dev/urandom | tr -d ' ')}; \
	  echo "The seeds begin at $$seed (TRADECTL_SEED repeats them)"; \
	  TRADECTL_SEED=$$seed TRADECTL_TRIALS=20000 swift test --filter KillTests

## Side by side with what one would use instead; installs its peers itself.
bench: build
	Tests/Benchmarks/run

install: build
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
	  $(DESTDIR)$(PREFIX)/share/bash-completion/completions \
	  $(DESTDIR)$(PREFIX)/share/zsh/site-functions $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
	install -s -m 755 $(BUILD) $(DESTDIR)$(PREFIX)/bin/tradectl
	$(BUILD) manual --pages $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 644 completions/tradectl.bash $(DESTDIR)$(PREFIX)/share/bash-completion/completions/tradectl
	install -m 644 completions/_tradectl $(DESTDIR)$(PREFIX)/share/zsh/site-functions/_tradectl
	install -m 644 completions/tradectl.fish $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/tradectl.fish

## What is made from the command tree and checked in; a test holds it current.
completions: build
	mkdir -p completions
	$(BUILD) completions bash > completions/tradectl.bash
	$(BUILD) completions zsh > completions/_tradectl
	$(BUILD) completions fish > completions/tradectl.fish

docs: build
	$(BUILD) manual > docs/commands.md

man: build
	mkdir -p .build/man
	$(BUILD) manual --pages .build/man

clean:
	swift package clean
	rm -rf .build/man .build/curl demo
