# SPDX-License-Identifier: GPL-2.0-only
"""The programs that this one starts end when it is told to: also those that a thread waits
for, and all that they have started."""
import os
import signal
import subprocess
import sys
import threading
import time

GRACE = 10      # seconds to clean up, before what is left is killed
told = threading.Event()


class Ended(Exception):
    """This program has been told to end."""


def check():
    """For threads that wait: signals reach the main thread alone."""
    if told.is_set():
        raise Ended


def end_with_signals():
    """Make signals exceptions, with which each 'finally' is reached."""
    def handler(number, _):
        # A second one must not end the cleaning up half way.
        if not told.is_set():
            told.set()
            sys.exit(128 + number)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) != signal.SIG_IGN:
            signal.signal(number, handler)


def end(process):
    """End a process that leads a session, and what it has started."""
    for number, seconds in (signal.SIGTERM, GRACE), (signal.SIGKILL, None):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            pass
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            pass


def call(command, **arguments):
    """The status of a command that may ask its user, so it stays in this session. make removes
    what it has made half when it is told to end, and tells its own children."""
    with subprocess.Popen(command, **arguments) as process:
        try:
            return process.wait()
        finally:
            if process.returncode is None:
                process.terminate()
                try:
                    process.wait(GRACE)
                except subprocess.TimeoutExpired:
                    process.kill()


def run(command, seconds=None, **arguments):
    """As subprocess.run(): the status, or None if it had to be ended after so many seconds."""
    process = subprocess.Popen(command, start_new_session=True, **arguments)
    begin = time.monotonic()
    try:
        while True:
            try:
                return process.wait(0.5)
            except subprocess.TimeoutExpired:
                check()
            if seconds is not None and time.monotonic() - begin > seconds:
                return None
    finally:
        if process.returncode is None:
            end(process)
