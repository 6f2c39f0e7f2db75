# Two commands: `make demo` runs Schouw on a fictional municipality, `make test` passes the tests.
# Each installs what it needs (as root or with sudo) or says what is missing and how to get it.

.PHONY: help demo test test-browser soak bench

help:
	@echo 'make demo   Markerwaard, generated, built and served: open the address that it prints'
	@echo 'make test   format, lints, tests, documents, libraries, rules; half an hour on two cores'
	@echo 'make test-browser   the stories and access for everyone in Chromium, on the real program'
	@echo 'make soak   ten million mutated inputs for each reader and a thousand kills; hours'
	@echo 'make bench  Schouw beside its peers on the same input'

demo:
	@scripts/need.sh demo
	@scripts/with-rust.sh cargo xtask pwa || echo 'demo: without the app; the page says how to build it' >&2
	@scripts/with-rust.sh cargo build --release --locked --package schouw-cli
	@target/release/schouw demo

test:
	@scripts/need.sh test
	@scripts/with-rust.sh scripts/test.sh

test-browser:
	@scripts/need.sh browser
	@scripts/with-rust.sh scripts/test-browser.sh

soak:
	@scripts/need.sh demo
	@scripts/with-rust.sh cargo xtask soak

bench:
	@scripts/need.sh demo
	@scripts/with-rust.sh cargo xtask bench
