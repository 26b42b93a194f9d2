# Puts the program where a desktop finds it: the program itself, its entry in
# the menu, its icons, and the type of its files.
#
#   cargo build --release
#   make install PREFIX=$HOME/.local       (or as root, into /usr/local)
#   make uninstall PREFIX=$HOME/.local
#
#   make compare-numpy                     (how fast the draws are)
#
# DESTDIR is honoured, as packagers expect.

PREFIX ?= /usr/local
TARGET ?= $(or $(CARGO_TARGET_DIR),target)
BIN = $(DESTDIR)$(PREFIX)/bin
SHARE = $(DESTDIR)$(PREFIX)/share
ICONS = $(SHARE)/icons/hicolor
SIZES = 16 24 32 48 64 128 256 512

.PHONY: install uninstall refresh compare-numpy

# The draws over weights beside NumPy, in one session; needs Python with NumPy
# and threadpoolctl.
compare-numpy:
	cargo bench --bench smaa
	python3 benches/smaa_numpy.py

install:
	install -D -m 755 "$(TARGET)/release/weighbridge" "$(BIN)/weighbridge"
	install -D -m 644 assets/desktop/weighbridge.desktop "$(SHARE)/applications/weighbridge.desktop"
	install -D -m 644 assets/desktop/weighbridge-mime.xml "$(SHARE)/mime/packages/weighbridge.xml"
	install -D -m 644 assets/icons/weighbridge.svg "$(ICONS)/scalable/apps/weighbridge.svg"
	for size in $(SIZES); do \
	  install -D -m 644 "assets/icons/weighbridge-$$size.png" \
	    "$(ICONS)/$${size}x$$size/apps/weighbridge.png" || exit 1; \
	done
	$(MAKE) refresh

uninstall:
	rm -f "$(BIN)/weighbridge" "$(SHARE)/applications/weighbridge.desktop" \
	  "$(SHARE)/mime/packages/weighbridge.xml" "$(ICONS)/scalable/apps/weighbridge.svg"
	for size in $(SIZES); do rm -f "$(ICONS)/$${size}x$$size/apps/weighbridge.png"; done
	$(MAKE) refresh

# Tells the desktop, unless a package is being made. A desktop without one of
# these programs finds out by itself.
refresh:
	@if [ -z "$(DESTDIR)" ]; then \
	  update-mime-database "$(SHARE)/mime" 2>/dev/null || true; \
	  update-desktop-database "$(SHARE)/applications" 2>/dev/null || true; \
	  gtk-update-icon-cache -q -t "$(ICONS)" 2>/dev/null || true; \
	fi
