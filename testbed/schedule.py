# SPDX-License-Identifier: GPL-2.0-only
"""Runs several things at a time, the longest first, each when what it needs is done."""
import heapq
import threading
import time


class Job:
    """One thing to run.

    needs and gives are words; a job starts when other jobs have given all its needs. run()
    returns whether it was successful; where a job that gives a word was not, skip(word) is
    called for the jobs that need it, in place of run().
    """

    def __init__(self, run, seconds, needs=(), gives=None, skip=None):
        self.run, self.seconds = run, seconds
        self.needs, self.gives, self.skip = set(needs), gives, skip
        self.begin = None


class Schedule:
    def __init__(self, jobs, slots):
        # A job that others need comes before these.
        self.waiting = sorted(jobs, key=lambda job: (job.gives is None, -job.seconds))
        self.running = []
        self.slots = slots
        self.pending = {job.gives for job in jobs if job.gives}
        self.failed = set()
        self.error = None
        self.stopped = False
        self.changed = threading.Condition()

    def next(self):
        """The job to run now; None if there is none left. Waits while all need another."""
        with self.changed:
            while self.waiting and not self.stopped:
                for job in self.waiting:
                    if not job.needs & self.pending:
                        self.waiting.remove(job)
                        self.running.append(job)
                        job.begin = time.monotonic()
                        return job
                self.changed.wait()
            return None

    def finish(self, job, successful):
        with self.changed:
            self.running.remove(job)
            if job.gives:
                self.pending.discard(job.gives)
                if not successful:
                    self.failed.add(job.gives)
            self.changed.notify_all()

    def worker(self, ended):
        while True:
            job = self.next()
            if not job:
                ended.set()
                return
            successful = False
            try:
                lost = sorted(job.needs & self.failed)
                if lost:
                    job.skip(lost[0])
                else:
                    successful = job.run()
            except BaseException as error:
                self.error = self.error or error
                self.stop()
            finally:
                self.finish(job, successful)

    def stop(self):
        """Start nothing more."""
        with self.changed:
            self.stopped = True
            self.changed.notify_all()

    def run(self):
        # Not by join(): up to Python 3.12 one that a signal ends takes its thread for ended.
        ends = [threading.Event() for _ in range(self.slots)]
        threads = [threading.Thread(target=self.worker, args=(end,)) for end in ends]
        for thread in threads:
            thread.start()
        try:
            for end in ends:
                end.wait()
        finally:
            self.stop()
            for thread in threads:
                thread.join()
        if self.error:
            raise self.error

    def left(self):
        """An estimate of the seconds that the rest takes."""
        now = time.monotonic()
        with self.changed:
            slots = sorted(max(0, job.seconds - (now - job.begin)) for job in self.running)
            slots = ([0] * (self.slots - len(slots)) + slots)[:self.slots]
            heapq.heapify(slots)
            for job in self.waiting:
                heapq.heappush(slots, heapq.heappop(slots) + job.seconds)
            return max(slots)
