/* SPDX-License-Identifier: GPL-2.0-only */
/* The remote processor of each test: an rpmsg bus and a trace, registered. */

#ifndef FIXTURE_H
#define FIXTURE_H

#include "../kselftest_harness.h"
#include "remote.h"

/* longer than a reply takes on a busy machine */
#define TIMEOUT_MS 60000

FIXTURE(remote) {
	struct remote remote;
	struct table table;
};

static inline int fixture_setup(FIXTURE_DATA(remote) *self, uint32_t flags)
{
	int ret;

	ret = remote_create(&self->remote, "selftest", flags, TIMEOUT_MS);
	if (ret)
		return ret;

	table_init(&self->table, 2);
	table_trace(&self->table, self->remote.da + REMOTE_TRACE, 0x100);
	table_vdev(&self->table, ID_RPMSG, 1, 2, 16, 0);
	ret = remote_set_table(&self->remote, &self->table);
	if (ret)
		return ret;

	return remote_register(&self->remote);
}

static inline void fixture_teardown(FIXTURE_DATA(remote) *self)
{
	if (self->remote.registered)
		remote_destroy(&self->remote);
}

#endif
