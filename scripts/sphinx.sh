#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# Makes HTML of pages of a kernel tree, by the kernel's own Sphinx configuration. Of
# these pages alone: all of them take many minutes.
#
#   sphinx.sh TREE FOLDER PAGE...   PAGE: Documentation/....rst; result: FOLDER/html
#
# Prints what Sphinx reports for a page, "PAGE.rst:LINE: ..."; fails if a page was not
# made.
. "$(dirname "$0")/common.sh"

[ $# -ge 3 ] || die "expected TREE FOLDER PAGE..., found: $*"
tree=$1 folder=$2
shift 2

# Newer kernels look above a folder of this name for what it comes with.
rm -rf "$folder/Documentation" "$folder/html" "$folder/doctrees"
mkdir -p "$folder/Documentation"
ln -sfn "$tree/MAINTAINERS" "$folder/MAINTAINERS"
{
	printf 'Pages\n=====\n\n.. toctree::\n\n'
	for page; do
		cp "$tree/$page" "$folder/Documentation/"
		echo "   $(basename "$page" .rst)"
	done
} > "$folder/index"
mv "$folder/index" "$folder/Documentation/index.rst"
srctree=$tree BUILDDIR=$folder/html sphinx-build -q -b html -c "$tree/Documentation" \
	-d "$folder/doctrees" "$folder/Documentation" "$folder/html" > "$folder/sphinx" 2>&1 ||
	cat "$folder/sphinx"
sed -n "s|^$folder/Documentation/||p" "$folder/sphinx"
for page in "$folder"/Documentation/*.rst; do
	page=$(basename "$page" .rst)
	[ -s "$folder/html/$page.html" ] || die "$page.html was not made"
done
