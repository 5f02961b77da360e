// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the mailbox core with two controllers that exist in software only: how
 * the end of a message, or its error, is reported, and channels that are freed, or whose
 * controller is unregistered, while their callbacks run. A line for each in the
 * kernel log:
 *
 *	mailbox-core: NAME: ok, or what was expected and found
 *
 * A test that fails may leave a task waiting for good, so what it uses is static.
 */

#include <linux/completion.h>
#include <linux/delay.h>
#include <linux/mailbox_client.h>
#include <linux/mailbox_controller.h>
#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/workqueue.h>

/* struct mbox_chan::txdone_method; older kernels have no names for clients */
#define BY_IRQ		BIT(0)
#define BY_POLL		BIT(1)
#define BY_ACK		BIT(2)

#define WAIT		(10 * HZ)

#define report(name, good, ...) do {						\
	if (good)								\
		pr_info("mailbox-core: " name ": ok\n");			\
	else									\
		pr_info("mailbox-core: " name ": " __VA_ARGS__);		\
} while (0)

/* a controller, with the settings of a test */
struct fake_mbox {
	struct mbox_controller mbox;
	struct mbox_chan chans[2];
	unsigned int sent;
	int error;		/* of a message */
	unsigned int method;	/* that its channels have, if not that of the controller */
	bool busy;		/* the last message is not done */
	bool requested;		/* mbox_chan_txdone() is to be called when it is */
	struct completion *shutting, *shut;	/* shutdown() completes one, waits for the other */
};

/* a test in which channel 0 of one controller has a callback that runs */
struct fake_test {
	struct fake_mbox a, b;
	struct mbox_client client, other;
	struct completion entered, go_on, sent, received, begun, ended;
	bool wait, send, unregister, returned;
	struct mbox_chan *free, *bind;	/* what the callback frees or requests */
	struct work_struct rx_work, end_work;
};

static struct platform_device *fake_pdev[2];
static struct workqueue_struct *fake_wq;

static int fake_send_data(struct mbox_chan *chan, void *data)
{
	struct fake_mbox *fake = container_of(chan->mbox, struct fake_mbox, mbox);

	if (!fake->error)
		fake->sent++;

	return fake->error;
}

static int fake_startup(struct mbox_chan *chan)
{
	struct fake_mbox *fake = container_of(chan->mbox, struct fake_mbox, mbox);

	if (fake->method)
		chan->txdone_method = fake->method;

	return 0;
}

static void fake_shutdown(struct mbox_chan *chan)
{
	struct fake_mbox *fake = container_of(chan->mbox, struct fake_mbox, mbox);

	if (!fake->shutting)
		return;

	complete(fake->shutting);
	wait_for_completion_timeout(fake->shut, WAIT);
}

static bool fake_last_tx_done(struct mbox_chan *chan)
{
	return !container_of(chan->mbox, struct fake_mbox, mbox)->busy;
}

#ifdef HAS_DOORBELL
static void fake_request_txdone(struct mbox_chan *chan)
{
	container_of(chan->mbox, struct fake_mbox, mbox)->requested = true;
}
#endif

static const struct mbox_chan_ops fake_ops = {
	.send_data	= fake_send_data,
	.startup	= fake_startup,
	.shutdown	= fake_shutdown,
	.last_tx_done	= fake_last_tx_done,
#ifdef HAS_DOORBELL
	.request_txdone	= fake_request_txdone,
#endif
};

static int fake_register(struct fake_mbox *fake, int i, bool irq, bool poll)
{
	fake->mbox.dev = &fake_pdev[i]->dev;
	if (!fake->mbox.ops)
		fake->mbox.ops = &fake_ops;
	fake->mbox.chans = fake->chans;
	fake->mbox.num_chans = ARRAY_SIZE(fake->chans);
	fake->mbox.txdone_irq = irq;
	fake->mbox.txdone_poll = poll;
	fake->mbox.txpoll_period = 1;

	return mbox_controller_register(&fake->mbox);
}

/* A client of channel 0 of a controller */
static int fake_bind(struct fake_mbox *fake, struct mbox_client *client, bool irq, bool poll)
{
	int ret;

	client->dev = &fake_pdev[0]->dev;
	ret = fake_register(fake, 0, irq, poll);

	return ret ? : mbox_bind_client(&fake->chans[0], client);
}

static void fake_rx(struct mbox_client *client, void *msg)
{
	struct fake_test *t = container_of(client, struct fake_test, client);

	complete(&t->entered);
	if (t->wait)
		wait_for_completion(&t->go_on);
	if (t->send) {
		mbox_send_message(&t->a.chans[0], NULL);
		complete(&t->sent);
	}
	if (t->free)
		mbox_free_channel(t->free);
	if (t->bind)
		mbox_bind_client(t->bind, &t->other);
	WRITE_ONCE(t->returned, true);
}

static void fake_rx_work(struct work_struct *work)
{
	struct fake_test *t = container_of(work, struct fake_test, rx_work);

	mbox_chan_received_data(&t->a.chans[0], NULL);
	complete(&t->received);
}

static void fake_end_work(struct work_struct *work)
{
	struct fake_test *t = container_of(work, struct fake_test, end_work);

	complete(&t->begun);
	if (t->unregister)
		mbox_controller_unregister(&t->a.mbox);
	else
		mbox_free_channel(&t->a.chans[0]);
	complete(&t->ended);
}

static bool fake_setup(struct fake_test *t)
{
	init_completion(&t->entered);
	init_completion(&t->go_on);
	init_completion(&t->sent);
	init_completion(&t->received);
	init_completion(&t->begun);
	init_completion(&t->ended);
	INIT_WORK(&t->rx_work, fake_rx_work);
	INIT_WORK(&t->end_work, fake_end_work);
	t->client.dev = &fake_pdev[0]->dev;
	t->client.rx_callback = fake_rx;
	t->other.dev = &fake_pdev[1]->dev;

	return !fake_register(&t->a, 0, true, false) &&
	       !fake_register(&t->b, 1, true, false) &&
	       !mbox_bind_client(&t->a.chans[0], &t->client);
}

/* the callback runs */
static bool fake_receive(struct fake_test *t)
{
	queue_work(fake_wq, &t->rx_work);

	return wait_for_completion_timeout(&t->entered, WAIT);
}

/* the channel is being freed, or its controller unregistered: done, or waiting */
static void fake_end(struct fake_test *t)
{
	queue_work(fake_wq, &t->end_work);
	wait_for_completion_timeout(&t->begun, WAIT);
	msleep(100);
}

/* the controller takes all messages that wait */
static void fake_drain(struct fake_mbox *fake)
{
	int i;

	for (i = 0; i < MBOX_TX_QUEUE_LEN && fake->chans[0].msg_count; i++)
		mbox_chan_txdone(&fake->chans[0], 0);
}

/* --- how the end of a message is told ---------------------------------------- */

/* A client that rings twice reaches the controller twice, on any kind of channel */
static void test_rings_twice(void)
{
	static const struct {
		const char *name;
		bool irq, poll, needs;
		unsigned int method;
	} kinds[] = {
		{ "interrupt", true, false, false, 0 },
		{ "polled", false, true, true, 0 },
		{ "neither", false, false, true, 0 },
		/* imx-mailbox's doorbells, then tegra-hsp */
		{ "interrupt, but not the channel", true, false, true, BY_ACK },
		{ "neither, but the channel", false, false, false, BY_IRQ },
	};
	static struct fake_mbox fake[ARRAY_SIZE(kinds)];
	static struct mbox_client client = { .knows_txdone = true };
	bool (*needs_txdone)(struct mbox_chan *chan);
	int i, k, good = 0;
	bool needs;

	needs_txdone = (void *)__symbol_get("mbox_client_needs_txdone");
	if (!needs_txdone) {
		report("rings twice", false, "no mbox_client_needs_txdone()\n");
		return;
	}

	for (k = 0; k < ARRAY_SIZE(kinds); k++) {
		fake[k].method = kinds[k].method;
		if (fake_bind(&fake[k], &client, kinds[k].irq, kinds[k].poll))
			break;
		for (i = 0; i < 2; i++) {
			needs = needs_txdone(&fake[k].chans[0]);
			mbox_send_message(&fake[k].chans[0], NULL);
			if (needs)
				mbox_client_txdone(&fake[k].chans[0], 0);
			else if (!kinds[k].needs)
				mbox_chan_txdone(&fake[k].chans[0], 0);
		}
		if (needs == kinds[k].needs && fake[k].sent == 2)
			good++;
		else
			pr_info("mailbox-core: %s: expected %d and 2 messages, found %d and %u\n",
				kinds[k].name, kinds[k].needs, needs, fake[k].sent);
		mbox_controller_unregister(&fake[k].mbox);
	}
	__symbol_put("mbox_client_needs_txdone");

	report("rings twice", good == ARRAY_SIZE(kinds), "on %d of %zu kinds of channels\n",
	       good, ARRAY_SIZE(kinds));
}

/* A client that acknowledges its messages leaves a channel as it was */
static void test_keeps_method(void)
{
	static struct fake_mbox ack, poll;
	static struct mbox_client client, knows = { .knows_txdone = true };
	unsigned int first = 0, second = 0;

	client.dev = &fake_pdev[0]->dev;
	knows.dev = &fake_pdev[0]->dev;

	if (!fake_register(&ack, 0, false, false) &&
	    !mbox_bind_client(&ack.chans[0], &client)) {
		mbox_free_channel(&ack.chans[0]);
		first = ack.chans[0].txdone_method;
		mbox_controller_unregister(&ack.mbox);
	}
	if (!fake_register(&poll, 0, false, true) &&
	    !mbox_bind_client(&poll.chans[0], &knows)) {
		mbox_free_channel(&poll.chans[0]);
		second = poll.chans[0].txdone_method;
		mbox_controller_unregister(&poll.mbox);
	}

	report("keeps method", first == BY_ACK && second == BY_POLL,
	       "expected %lu and %lu, found %u and %u\n", BY_ACK, BY_POLL, first, second);
}

/* messages that clients were told of: those that poll, and those that know */
static unsigned int fake_done[2];

static void count_done(struct mbox_client *client, void *msg, int ret)
{
	fake_done[client->knows_txdone]++;
}

/* A client that acknowledges its messages is not polled with the others of its controller */
static void test_not_polled(void)
{
	static struct mbox_client client = { .tx_done = count_done };
	static struct mbox_client knows = { .tx_done = count_done, .knows_txdone = true };
	static struct fake_mbox fake;
	unsigned int sent, polled, done;

	client.dev = &fake_pdev[1]->dev;
	if (fake_bind(&fake, &knows, false, true) || mbox_bind_client(&fake.chans[1], &client))
		return;

	mbox_send_message(&fake.chans[0], NULL);
	mbox_send_message(&fake.chans[0], NULL);
	mbox_send_message(&fake.chans[1], NULL);
	msleep(100);
	sent = fake.sent;
	polled = fake_done[0];
	done = fake_done[1];
	mbox_client_txdone(&fake.chans[0], 0);
	mbox_client_txdone(&fake.chans[0], 0);
	report("not polled", polled == 1 && sent == 2 && !done && fake.sent == 3 && fake_done[1] == 2,
	       "expected 1 polled, 2 sent, 0 done, then 3 and 2, found %u, %u, %u, %u, %u\n",
	       polled, sent, done, fake.sent, fake_done[1]);
	mbox_controller_unregister(&fake.mbox);
}

/*
 * A message that must wait is not logged, one that cannot be sent is, once. The test's
 * script looks for that line. All are sent when the controller takes messages again.
 */
static void test_cannot_send(void)
{
	static struct fake_mbox fake;
	static struct mbox_client client;

	if (fake_bind(&fake, &client, true, false))
		return;

	fake.error = -EBUSY;
	mbox_send_message(&fake.chans[0], NULL);
	fake.error = -ENOSPC;
	mbox_send_message(&fake.chans[0], NULL);
	fake.error = -EINVAL;
	mbox_send_message(&fake.chans[0], NULL);
	mbox_send_message(&fake.chans[0], NULL);
	fake.error = 0;
	fake_drain(&fake);
	report("cannot send", fake.sent == 4, "expected 4 messages, found %u\n", fake.sent);
	mbox_controller_unregister(&fake.mbox);
}

/* --- doorbells --------------------------------------------------------------------- */

#ifdef HAS_DOORBELL
/* as an interrupt of the controller: only after a request, and when all is done */
static unsigned int fake_txdone_irq(struct fake_mbox *fake)
{
	unsigned int n = 0;

	fake->busy = false;
	while (fake->requested && n < MBOX_TX_QUEUE_LEN) {
		fake->requested = false;
		mbox_chan_txdone(&fake->chans[0], 0);
		n++;
	}

	return n;
}

static void fake_tx_done(struct mbox_client *client, void *msg, int ret)
{
}

/* The end of a doorbell is requested only while another one waits, which is not lost */
static void test_doorbell(void)
{
	static const struct {
		bool doorbell, tx_done;	/* of the client */
		unsigned int before;	/* sent while the first is not done */
		unsigned int irqs;	/* for the others to be sent */
		unsigned int free;	/* sent on a free channel, without an interrupt */
	} kinds[] = {
		{ true, false, 1, 3, 3 },
		/* a client that wants to know has an interrupt for each */
		{ true, true, 1, 0, 1 },
		{ false, false, 1, 0, 1 },
	};
	static struct fake_mbox fake[ARRAY_SIZE(kinds)];
	static struct mbox_client client[ARRAY_SIZE(kinds)];
	unsigned int before, irqs, sent, free;
	int i, k, good = 0;

	for (k = 0; k < ARRAY_SIZE(kinds); k++) {
		client[k].doorbell = kinds[k].doorbell;
		client[k].tx_done = kinds[k].tx_done ? fake_tx_done : NULL;
		if (fake_bind(&fake[k], &client[k], true, false))
			break;

		/* rings on a channel that is always free */
		for (i = 0; i < 3; i++)
			mbox_send_message(&fake[k].chans[0], NULL);
		free = fake[k].requested ? 0 : fake[k].sent;
		fake_drain(&fake[k]);
		mbox_chan_txdone(&fake[k].chans[0], 0);

		/* three rings wait until the one before is done */
		fake[k].sent = 0;
		for (i = 0; i < 4; i++) {
			mbox_send_message(&fake[k].chans[0], NULL);
			fake[k].busy = true;
		}
		before = fake[k].sent;
		irqs = fake_txdone_irq(&fake[k]);
		sent = fake[k].sent;
		if (free == kinds[k].free && before == kinds[k].before &&
		    irqs == kinds[k].irqs && sent == before + irqs)
			good++;
		else
			pr_info("mailbox-core: client %d: expected %u, %u, %u, found %u, %u, %u, and %u sent\n",
				k, kinds[k].free, kinds[k].before, kinds[k].irqs,
				free, before, irqs, sent);
		mbox_controller_unregister(&fake[k].mbox);
	}

	report("doorbells", good == ARRAY_SIZE(kinds), "%d of %zu kinds of clients\n",
	       good, ARRAY_SIZE(kinds));
}

/* A doorbell that is not done, and one that waits for its end */
static int doorbell_waits(struct fake_mbox *fake, struct mbox_client *client)
{
	int ret = fake_bind(fake, client, true, false);

	if (ret)
		return ret;

	mbox_send_message(&fake->chans[0], NULL);
	fake->busy = true;
	mbox_send_message(&fake->chans[0], NULL);

	return 0;
}

/*
 * A doorbell that waits is dropped when its channel is freed, as any message. One of the
 * next client waits until the remote processor has taken that of the client before.
 */
static void test_doorbell_freed(void)
{
	static struct fake_mbox fake;
	static struct mbox_client client = { .doorbell = true };
	unsigned int occupied;

	if (doorbell_waits(&fake, &client))
		return;

	mbox_free_channel(&fake.chans[0]);
	fake_txdone_irq(&fake);
	report("doorbell freed", fake.sent == 1 && !fake.chans[0].msg_count,
	       "expected 1 message and none queued, found %u and %u\n", fake.sent,
	       fake.chans[0].msg_count);

	fake.busy = true;
	if (!mbox_bind_client(&fake.chans[0], &client)) {
		mbox_send_message(&fake.chans[0], NULL);
		occupied = fake.sent;
		fake_txdone_irq(&fake);
		report("doorbell occupied", occupied == 1 && fake.sent == 2,
		       "expected 1 and 2 messages, found %u and %u\n", occupied, fake.sent);
	}
	mbox_controller_unregister(&fake.mbox);
}

/* An interrupt that was meant for the message before does not end the one after it */
static void test_doorbell_stale(void)
{
	static struct fake_mbox fake;
	static struct mbox_client client = { .doorbell = true };
	unsigned int stale;

	if (doorbell_waits(&fake, &client))
		return;

	/* the interrupt is masked, unless it is requested again */
	fake.requested = false;
	mbox_chan_txdone(&fake.chans[0], 0);
	stale = fake.sent;
	fake_txdone_irq(&fake);
	report("doorbell stale", stale == 1 && fake.sent == 2,
	       "expected 1 and 2 messages, found %u and %u\n", stale, fake.sent);
	mbox_controller_unregister(&fake.mbox);
}

/*
 * A message that its client waits for, or whose end the controller does not tell by an
 * interrupt, is an ordinary one
 */
static void test_doorbell_ordinary(void)
{
	static const struct {
		bool irq, poll, block;
		unsigned int method;
	} kinds[] = {
		{ true, false, true, 0 },
		{ true, false, false, BY_ACK },
		{ false, true, false, 0 },
		{ false, false, false, 0 },
	};
	static struct fake_mbox fake[ARRAY_SIZE(kinds)];
	static struct mbox_client client[ARRAY_SIZE(kinds)];
	int i, k, good = 0;

	for (k = 0; k < ARRAY_SIZE(kinds); k++) {
		client[k].doorbell = true;
		client[k].tx_block = kinds[k].block;
		client[k].tx_tout = 1;
		fake[k].method = kinds[k].method;
		if (fake_bind(&fake[k], &client[k], kinds[k].irq, kinds[k].poll))
			break;

		for (i = 0; i < 2; i++) {
			fake[k].busy = true;
			mbox_send_message(&fake[k].chans[0], NULL);
		}
		fake[k].busy = false;
		if (kinds[k].poll)
			msleep(100);
		else if (!kinds[k].block)
			mbox_client_txdone(&fake[k].chans[0], 0);

		if (!fake[k].requested && fake[k].sent == 2)
			good++;
		else
			pr_info("mailbox-core: ordinary %d: expected 2 messages, found %u%s\n",
				k, fake[k].sent, fake[k].requested ? ", a request" : "");
		mbox_controller_unregister(&fake[k].mbox);
	}

	report("doorbell ordinary", good == ARRAY_SIZE(kinds), "%d of %zu kinds\n",
	       good, ARRAY_SIZE(kinds));
}

/* A controller that is asked for the end of a message has to know whether it has come */
static void test_doorbell_register(void)
{
	static const struct mbox_chan_ops ops = {
		.send_data	= fake_send_data,
		.request_txdone	= fake_request_txdone,
	};
	static struct fake_mbox fake = { .mbox.ops = &ops };
	int ret = fake_register(&fake, 0, true, false);

	report("doorbell register", ret == -EINVAL, "expected %d, found %d\n", -EINVAL, ret);
	if (!ret)
		mbox_controller_unregister(&fake.mbox);
}
#else
static void test_doorbell(void)
{
	report("doorbells", false, "no request_txdone\n");
}

static void test_doorbell_freed(void)
{
}

static void test_doorbell_stale(void)
{
}

static void test_doorbell_ordinary(void)
{
}

static void test_doorbell_register(void)
{
}
#endif

/* --- freed, unregistered ------------------------------------------------------- */

/* Messages that wait in the queue of a channel are dropped when it is freed */
static void test_drops_queue(void)
{
	static struct fake_mbox fake;
	static struct mbox_client client;

	if (fake_bind(&fake, &client, true, false))
		return;

	mbox_send_message(&fake.chans[0], NULL);
	mbox_send_message(&fake.chans[0], NULL);
	mbox_free_channel(&fake.chans[0]);
	mbox_chan_received_data(&fake.chans[0], NULL);
	report("drops queue", fake.sent == 1 && !fake.chans[0].msg_count,
	       "expected 1 message and none queued, found %u and %u\n", fake.sent,
	       fake.chans[0].msg_count);
	mbox_controller_unregister(&fake.mbox);
}

/* No callback runs any more when mbox_free_channel() returns */
static void test_waits(void)
{
	static struct fake_test t = { .wait = true };
	bool early, busy;

	if (!fake_setup(&t) || !fake_receive(&t))
		return;

	fake_end(&t);
	early = completion_done(&t.ended);
	/* nor is the channel free before */
	busy = mbox_bind_client(&t.a.chans[0], &t.other) == -EBUSY;
	complete(&t.go_on);
	if (!wait_for_completion_timeout(&t.ended, WAIT)) {
		report("waits", false, "mbox_free_channel() does not return\n");
		return;
	}
	report("waits", !early && busy && READ_ONCE(t.returned),
	       "expected 0 1 1, found %d %d %d\n", early, busy, READ_ONCE(t.returned));

	flush_work(&t.end_work);
	flush_work(&t.rx_work);
	mbox_controller_unregister(&t.a.mbox);
	mbox_controller_unregister(&t.b.mbox);
}

/* A callback may send while its channel is shut down, but no message comes out */
static void test_sends(void)
{
	static struct fake_test t = { .wait = true, .send = true };

	if (!fake_setup(&t) || !fake_receive(&t))
		return;

	t.a.shutting = &t.go_on;
	t.a.shut = &t.sent;
	queue_work(fake_wq, &t.end_work);
	if (!wait_for_completion_timeout(&t.ended, 2 * WAIT)) {
		report("sends nothing", false, "mbox_free_channel() does not return\n");
		return;
	}
	report("sends nothing", !t.a.sent && READ_ONCE(t.returned),
	       "expected 0 1, found %u %d\n", t.a.sent, READ_ONCE(t.returned));

	flush_work(&t.end_work);
	flush_work(&t.rx_work);
	mbox_controller_unregister(&t.a.mbox);
	mbox_controller_unregister(&t.b.mbox);
}

/* A callback may request a channel while its own controller is unregistered */
static void test_unregister(void)
{
	static struct fake_test t = { .wait = true, .unregister = true };

	if (!fake_setup(&t))
		return;
	t.bind = &t.b.chans[0];
	if (!fake_receive(&t))
		return;

	fake_end(&t);
	complete(&t.go_on);
	if (!wait_for_completion_timeout(&t.received, WAIT) ||
	    !wait_for_completion_timeout(&t.ended, WAIT)) {
		report("unregister", false, "callback and unregistration wait for each other\n");
		return;
	}
	report("unregister", t.b.chans[0].cl == &t.other, "the callback has no channel\n");

	flush_work(&t.end_work);
	flush_work(&t.rx_work);
	mbox_controller_unregister(&t.b.mbox);
}

/* A callback may free any channel but its own */
static void test_free(struct fake_test *t, struct fake_mbox *fake, const char *name)
{
	if (!fake_setup(t) || mbox_bind_client(&fake->chans[1], &t->other))
		return;
	t->free = &fake->chans[1];
	if (!fake_receive(t))
		return;

	if (!wait_for_completion_timeout(&t->received, WAIT)) {
		pr_info("mailbox-core: %s: the callback waits for itself\n", name);
		return;
	}
	pr_info("mailbox-core: %s: %s\n", name,
		fake->chans[1].cl ? "the channel has a client" : "ok");

	flush_work(&t->rx_work);
	mbox_controller_unregister(&t->a.mbox);
	mbox_controller_unregister(&t->b.mbox);
}

static struct platform_driver fake_driver = {
	.driver.name = "mailbox-core-test",
};

static int __init mailbox_core_init(void)
{
	static struct fake_test same, other;
	int ret, i;

	fake_wq = alloc_workqueue("mailbox-core", WQ_UNBOUND, 0);
	if (!fake_wq)
		return -ENOMEM;

	ret = platform_driver_register(&fake_driver);
	if (ret)
		goto destroy;

	for (i = 0; i < 2; i++) {
		fake_pdev[i] = platform_device_register_simple("mailbox-core-test", i, NULL, 0);
		if (IS_ERR(fake_pdev[i])) {
			ret = PTR_ERR(fake_pdev[i]);
			goto unregister;
		}
	}

	/* what is left waiting by one that fails must not hinder those that follow */
	__module_get(THIS_MODULE);
	test_rings_twice();
	test_keeps_method();
	test_not_polled();
	test_cannot_send();
	test_doorbell();
	test_doorbell_freed();
	test_doorbell_stale();
	test_doorbell_ordinary();
	test_doorbell_register();
	test_drops_queue();
	test_waits();
	test_sends();
	test_free(&same, &same.a, "free, same controller");
	test_free(&other, &other.b, "free, other controller");
	test_unregister();

	return 0;

unregister:
	while (i--)
		platform_device_unregister(fake_pdev[i]);
	platform_driver_unregister(&fake_driver);
destroy:
	destroy_workqueue(fake_wq);

	return ret;
}
module_init(mailbox_core_init);

MODULE_DESCRIPTION("Tests of the mailbox core");
MODULE_LICENSE("GPL");
