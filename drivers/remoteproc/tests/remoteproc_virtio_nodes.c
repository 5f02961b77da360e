// SPDX-License-Identifier: GPL-2.0-only
/*
 * Device tree nodes for the KUnit tests of vdevs
 */

#include <linux/of.h>
#include <linux/remoteproc.h>

#include <kunit/of.h>
#include <kunit/test.h>

#include "remoteproc_virtio_fake.h"

/*
 * The nodes stay for the next suite: an overlay cannot be removed cleanly while
 * released devices still hold references to them (DEBUG_KOBJECT_RELEASE).
 */
static int fake_overlay;

int fake_of_suite_init(struct kunit_suite *suite)
{
	extern u8 __dtbo_remoteproc_virtio_nodes_begin[];
	extern u8 __dtbo_remoteproc_virtio_nodes_end[];
	int ret;

	/* no root node on architectures without device trees, see fake_of_test_init() */
	if (IS_ENABLED(CONFIG_OF_OVERLAY) && of_root && !fake_overlay) {
		ret = of_overlay_fdt_apply(__dtbo_remoteproc_virtio_nodes_begin,
					   __dtbo_remoteproc_virtio_nodes_end -
					   __dtbo_remoteproc_virtio_nodes_begin,
					   &fake_overlay, NULL);
		if (ret)
			return ret;
	}

	return fake_client_init(suite);
}

int fake_of_test_init(struct kunit *test)
{
	if (!IS_ENABLED(CONFIG_OF_OVERLAY))
		kunit_skip(test, "needs CONFIG_OF_OVERLAY");
	if (!of_root)
		kunit_skip(test, "needs a root node in the device tree");

	return 0;
}

/* add the remote processor with this node name in the overlay */
struct rproc *fake_of_rproc(struct kunit *test, const char *name)
{
	struct device_node *np = of_find_node_by_name(NULL, name);

	KUNIT_ASSERT_NOT_NULL(test, np);
	of_node_put_kunit(test, np);
	fake_rproc_add(test, np);

	return test->priv;
}
