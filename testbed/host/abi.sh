#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
#
# The table in docs/distributions.md of exported symbols, Kconfig options and public headers is what
# patches/ change; and on two commits of the test's own, nothing of that kind escapes
# the script that makes the table.
#
# needs: bases
. "$(dirname "$0")/../../scripts/common.sh"

make_temporary "$build/abi-test"
tmp=$temporary
failed=0
"$top/scripts/abi.sh" > "$tmp/is"
sed -n '/^<!-- scripts\/abi.py -->$/,/^<!-- end -->$/{ /^<!--/!p }' "$top/docs/distributions.md" > "$tmp/written"
diff -u --label docs/distributions.md --label patches/ "$tmp/written" "$tmp/is" || {
	echo "docs/distributions.md: the table is not what patches/ change (above): scripts/abi.sh --write"
	failed=1
}

commit()	# NAME
{
	git -C "$tmp/kernel" add -A
	git -C "$tmp/kernel" -c user.name=test -c user.email=test@invalid commit -q -m "$1"
	git -C "$tmp/kernel" tag "$1"
}

git init -q "$tmp/kernel"
mkdir -p "$tmp/kernel"/{drivers/x,include/linux}
cat > "$tmp/kernel/drivers/x/a.c" <<-END
	int x_gone(void)
	{
	}
	EXPORT_SYMBOL(x_gone);
	int x_moved(void)
	{
	}
	EXPORT_SYMBOL_GPL(x_moved);
	int x_license(void)
	{
	}
	EXPORT_SYMBOL(x_license);
	int x_argument(int a,
		       int b)
	{
	}
	EXPORT_SYMBOL(x_argument);
END
cat > "$tmp/kernel/drivers/x/Kconfig" <<-END
	config X
	 bool "X"
	 default n
	 help
	   The text says
	   default y.
	config Y
	 bool "Y"
	 help
	   Text.
END
cat > "$tmp/kernel/include/linux/x.h" <<-END
	#define X_SIZE 1
	struct x {
	 int a;
	 int (*f)(int c);
	};
	int x_argument(int a, int b);
	static inline int x_body(int a)
	{
	 return a;
	}
END
commit old
sed -e '/^int x_gone/,/^EXPORT/d' -e '/^int x_moved/,/^EXPORT/d' -e 's/(x_license)/_GPL(x_license)/' \
	-e 's/int b)/long b)/' -i "$tmp/kernel/drivers/x/a.c"
printf 'int x_moved(void)\n{\n}\nEXPORT_SYMBOL_GPL(x_moved);\nint x_new;\nEXPORT_SYMBOL_GPL(x_new);\n' \
	> "$tmp/kernel/drivers/x/b.c"
sed -i -e 's/^ default n/ default y/' -e 's/   Text/   Another text/' "$tmp/kernel/drivers/x/Kconfig"
sed -i -e 's/SIZE 1/SIZE 2/' -e 's/int a;/long a;\n int b;/' -e 's/int b)/long b)/' \
	-e 's/return a/return -a/' "$tmp/kernel/include/linux/x.h"
commit new
cat > "$tmp/expected" <<-'END'
	| kind | name | change | test |
	|---|---|---|---|
	| exported symbol | `x_argument` | was `EXPORT_SYMBOL: int x_argument(int a, int b)`, is `EXPORT_SYMBOL: int x_argument(int a, long b)` | yes |
	| exported symbol | `x_gone` | gone | yes |
	| exported symbol | `x_license` | was `EXPORT_SYMBOL: int x_license(void)`, is `EXPORT_SYMBOL_GPL: int x_license(void)` | yes |
	| exported symbol | `x_new` | new, `EXPORT_SYMBOL_GPL` | yes |
	| Kconfig | `X` | new: `default y`; gone: `default n` | yes |
	| linux/x.h | `X_SIZE` | was `1`, is `2` | yes |
	| linux/x.h | `struct x` | new: `b`; changed: `a` | yes |
	| linux/x.h | `x_argument()` | was `int x_argument(int a, int b);`, is `int x_argument(int a, long b);` | yes |
	| linux/x.h | `x_body()` | same arguments, another body | yes |
END
"$top/scripts/abi.py" "test:$tmp/kernel:old:new" > "$tmp/found"
diff -u --label expected --label found "$tmp/expected" "$tmp/found" || {
	echo "scripts/abi.py does not see what changes between two commits of this test (above)"
	failed=1
}
exit $failed
