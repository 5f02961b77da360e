# SPDX-License-Identifier: GPL-2.0-only
"""What a check found: a line a test, result files, and how long each test takes."""
import json
import os
import re
import sys
import threading
import xml.etree.ElementTree as xml


class Durations:
    """Seconds by name, remembered from run to run."""

    def __init__(self, path):
        self.path = path
        try:
            with open(path, encoding='utf-8') as file:
                self.seconds = {str(name): float(value) for name, value in json.load(file).items()}
        except (OSError, ValueError, AttributeError):
            self.seconds = {}

    def get(self, name, otherwise):
        return self.seconds.get(name, otherwise)

    def write(self, results):
        """Those of the tests that passed."""
        self.seconds.update((f'{r["name"]} {r["where"]}', round(r['seconds'], 1))
                            for r in results if not r['reasons'])
        os.makedirs(os.path.dirname(self.path), exist_ok=True)
        with open(self.path + '.new', 'w', encoding='utf-8') as file:
            json.dump(self.seconds, file, indent=0, sort_keys=True)
        os.replace(self.path + '.new', self.path)


def duration(seconds):
    if seconds < 90:
        return f'{seconds:.0f} s'
    return f'{seconds / 60:.0f} min'


class Report:
    """Counts, prints from several threads, and keeps all results."""

    def __init__(self, total, top, left=None):
        self.total, self.top, self.left = total, top, left
        self.results = []
        self.lock = threading.Lock()

    @property
    def passed(self):
        return sum(not result['reasons'] for result in self.results)

    @property
    def failed(self):
        return sum(bool(result['reasons']) for result in self.results)

    def result(self, name, where, seconds, reasons, tail, log, skipped=None):
        log = os.path.relpath(log, self.top)
        with self.lock:
            self.results.append({'name': name, 'where': where, 'seconds': seconds,
                                 'reasons': reasons, 'skipped': skipped, 'log': log,
                                 'tail': tail if reasons else []})
            word = 'FAIL' if reasons else 'ok'
            # The job that calls this is not done yet, but its time is over.
            rest = self.left() if self.left and len(self.results) < self.total else 0
            progress = f'{len(self.results)} of {self.total}'
            if rest >= 1:
                progress += f', about {duration(rest)} left'
            line = f'{word:4} {name:28} {where:16} {seconds:6.1f} s  {progress}'
            print(line + (f'  skipped: {skipped}' if skipped is not None else ''))
            for reason in reasons[:5]:
                print(f'       {reason}')
            if len(reasons) > 5:
                print(f'       ... and {len(reasons) - 5} more')
            if reasons:
                for text in tail:
                    print(f'     | {text}')
                print(f'     log: {log}')
            sys.stdout.flush()

    def say(self, text):
        with self.lock:
            print(text, flush=True)

    def write(self, stem, about):
        """STEM.json and STEM.xml, the latter as JUnit's readers take it."""
        with open(stem + '.json.new', 'w', encoding='utf-8') as file:
            json.dump({**about, 'passed': self.passed, 'failed': self.failed,
                       'tests': self.results}, file, indent=1)
            file.write('\n')
        os.replace(stem + '.json.new', stem + '.json')

        suites = xml.Element('testsuites')
        for where in sorted({result['where'] for result in self.results}):
            mine = [result for result in self.results if result['where'] == where]
            suite = xml.SubElement(
                suites, 'testsuite', name=where, tests=str(len(mine)), errors='0',
                failures=str(sum(bool(r['reasons']) for r in mine)),
                skipped=str(sum(r['skipped'] is not None and not r['reasons'] for r in mine)),
                time=f'{sum(r["seconds"] for r in mine):.1f}')
            for result in mine:
                case = xml.SubElement(suite, 'testcase', classname=where, name=result['name'],
                                      time=f'{result["seconds"]:.1f}')
                if result['reasons']:
                    failure = xml.SubElement(case, 'failure', message=clean(result['reasons'][0]))
                    failure.text = clean('\n'.join(result['reasons'] + result['tail']))
                elif result['skipped'] is not None:
                    xml.SubElement(case, 'skipped', message=clean(result['skipped']))
                xml.SubElement(case, 'system-out').text = clean(result['log'])
        tree = xml.ElementTree(suites)
        tree.write(stem + '.xml.new', encoding='utf-8', xml_declaration=True)
        os.replace(stem + '.xml.new', stem + '.xml')


def clean(text):
    """Without what XML cannot hold: consoles have control characters."""
    return re.sub('[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]', '?', text)
