#!/bin/sh
# Makes the pictures of the icon from weighbridge.svg. Needed only when that
# changes. Needs rsvg-convert (Debian: librsvg2-bin).
set -eu
cd "$(dirname "$0")"
for size in 16 24 32 48 64 128 256 512; do
  rsvg-convert --width "$size" --height "$size" --output "weighbridge-$size.png" weighbridge.svg
done
