// SPDX-License-Identifier: GPL-2.0-only
/*
 * The first process of a kernel that runs the selftests: mounts what they need, runs
 * all programs of /tests, lets kmemleak scan, and powers off. What the tests print
 * goes to the kernel's log, a line at a time, so that it is in order with the rest.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/reboot.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define KMEMLEAK "/sys/kernel/debug/kmemleak"
/* how old an object must be for kmemleak to report it, in seconds */
#define KMEMLEAK_AGE 5

static FILE *kmsg;

static void say(const char *text)
{
	/* 14: user, info. The console shows no levels, so the line has a mark. */
	fprintf(kmsg, "<14>testbed| %s\n", text);
	fflush(kmsg);
}

static void mount_or_say(const char *type, const char *where)
{
	mkdir(where, 0755);
	if (mount(type, where, type, 0, NULL))
		fprintf(stderr, "init: %s: %m\n", where);
}

static void copy_lines(FILE *from)
{
	char line[512];

	while (fgets(line, sizeof(line), from)) {
		line[strcspn(line, "\n")] = '\0';
		say(line);
	}
}

static void run(const char *name)
{
	char line[300];
	int status, out[2];
	FILE *from;
	pid_t pid;

	snprintf(line, sizeof(line), "testbed: begin %s", name);
	say(line);
	if (pipe(out)) {
		say("Bail out! no pipe");
		return;
	}
	pid = fork();
	if (!pid) {
		snprintf(line, sizeof(line), "/tests/%s", name);
		dup2(out[1], 1);
		dup2(out[1], 2);
		close(out[0]);
		close(out[1]);
		execl(line, name, NULL);
		_exit(127);
	}
	close(out[1]);
	from = fdopen(out[0], "r");
	copy_lines(from);
	fclose(from);
	waitpid(pid, &status, 0);
	snprintf(line, sizeof(line), "testbed: end %s %d", name,
		 WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
	say(line);
}

static int set(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY), ret;

	if (fd < 0)
		return -1;
	ret = write(fd, text, strlen(text)) < 0 ? -1 : 0;
	close(fd);

	return ret;
}

static void leaks(void)
{
	FILE *file;

	if (access(KMEMLEAK, F_OK))
		return;
	say("testbed: begin kmemleak");
	sleep(KMEMLEAK_AGE + 1);
	/* twice: an object may move while it is looked for */
	if (set(KMEMLEAK, "scan") || set(KMEMLEAK, "scan"))
		say("Bail out! kmemleak does not scan");
	file = fopen(KMEMLEAK, "r");
	if (file) {
		copy_lines(file);
		fclose(file);
	}
	say("testbed: end kmemleak 0");
}

int main(void)
{
	struct dirent **tests;
	int i, n;

	setenv("PATH", "/bin", 1);
	if (!access("/inputs", F_OK))
		setenv("INPUTS", "/inputs", 1);
	mount_or_say("devtmpfs", "/dev");
	mount_or_say("proc", "/proc");
	mount_or_say("sysfs", "/sys");
	mount_or_say("debugfs", "/sys/kernel/debug");
	mount_or_say("tmpfs", "/tmp");

	kmsg = fopen("/dev/kmsg", "w");
	if (!kmsg) {
		perror("init: /dev/kmsg");
		return 1;
	}
	n = scandir("/tests", &tests, NULL, alphasort);
	for (i = 0; i < n; i++)
		if (tests[i]->d_name[0] != '.')
			run(tests[i]->d_name);
	/* a minimiser has no time for it */
	if (!getenv("NO_LEAKS"))
		leaks();
	say("testbed: done");
	reboot(RB_POWER_OFF);

	return 0;
}
