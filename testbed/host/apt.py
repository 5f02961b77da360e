#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The project's own apt state, against a small mirror of this test's own: which lists it
asks for, what one that is missing costs, and that a try without network leaves nothing
behind that a later one suffers from."""
import functools
import hashlib
import http.server
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import unittest

TOP = os.path.realpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..'))
CODENAME = re.search('^VERSION_CODENAME=(.*)$', open('/etc/os-release', encoding='utf-8').read(), re.M)[1]
NATIVE = subprocess.run(['dpkg', '--print-architecture'], capture_output=True, text=True,
                        check=True).stdout.strip()


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


class Mirror:
    """Suites with packages, served by HTTP; records the requests."""

    def __init__(self, folder):
        self.folder, self.asked = folder, []

    def suite(self, name, packages=(), sources=(), label='Debian', archs=(NATIVE, 'armhf')):
        """packages: (NAME, VERSION, ARCHITECTURE); sources: (NAME, VERSION)."""
        root = os.path.join(self.folder, 'dists', name)
        files = {}
        for arch in archs:
            files[f'main/binary-{arch}/Packages'] = ''.join(
                f'Package: {package}\nVersion: {version}\nArchitecture: {arch}\n'
                f'Maintainer: x\nFilename: pool/{package}_{version}.deb\nSize: 1\n'
                f'SHA256: {"0" * 64}\nDescription: x\n\n'
                for package, version, its in packages if its == arch)
        files['main/source/Sources'] = ''.join(
            f'Package: {source}\nBinary: {source}\nVersion: {version}\nArchitecture: any\n'
            f'Format: 3.0 (quilt)\nMaintainer: x\nDirectory: pool\nChecksums-Sha256:\n'
            f' {"0" * 64} 1 {source}_{version}.dsc\n {"0" * 64} 1 {source}_{version}.debian.tar.xz\n\n'
            for source, version in sources)
        for path, text in files.items():
            write(os.path.join(root, path), text)
        hashes = ''.join(f' {hashlib.sha256(text.encode()).hexdigest()} {len(text.encode())} {path}\n'
                         for path, text in files.items())
        write(os.path.join(root, 'Release'),
              f'Origin: Debian\nLabel: {label}\nSuite: {name}\nCodename: {name}\n'
              f'Date: Thu, 01 Jan 2026 00:00:00 UTC\nArchitectures: {" ".join(archs)}\n'
              f'Components: main\nSHA256:\n{hashes}')

    def __enter__(self):
        asked = self.asked

        class Handler(http.server.SimpleHTTPRequestHandler):
            def do_GET(self):
                asked.append(self.path)
                super().do_GET()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(
            ('127.0.0.1', 0), functools.partial(Handler, directory=self.folder))
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = f'http://127.0.0.1:{self.server.server_port}'
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


class Apt(unittest.TestCase):
    def setUp(self):
        self.tmp = tempfile.TemporaryDirectory()
        self.addCleanup(self.tmp.cleanup)
        self.mirror = Mirror(os.path.join(self.tmp.name, 'mirror'))
        self.suites = [CODENAME, f'{CODENAME}-updates', f'{CODENAME}-backports', 'newer']
        for number, name in enumerate(self.suites):
            self.mirror.suite(name, [('thing', f'{number + 1}', NATIVE), ('thing', '1', 'armhf')])

        # One of the newer suites is that of the release that runs here.
        with open(os.path.join(TOP, 'scripts/apt.sh'), encoding='utf-8') as file:
            script, count = re.subn('^newer=".*"$', f'newer="{CODENAME}-backports newer"', file.read(),
                                    flags=re.M)
        self.assertEqual(count, 1)
        self.script = os.path.join(self.tmp.name, 'apt.sh')
        write(self.script, script)
        os.chmod(self.script, 0o755)

    def user_apt(self):
        """A user's apt that has seen the mirror once."""
        root = os.path.join(self.tmp.name, 'user')
        for folder in ('lists/partial', 'cache/archives/partial'):
            os.makedirs(os.path.join(root, folder), exist_ok=True)
        write(os.path.join(root, 'sources.list'), f'deb {self.mirror.url} {CODENAME} main\n')
        write(os.path.join(root, 'apt.conf'),
              f'Dir::Etc::sourcelist "{root}/sources.list";\nDir::Etc::sourceparts "/dev/null";\n'
              f'Dir::State::lists "{root}/lists";\nDir::Cache "{root}/cache";\n'
              'APT::Sandbox::User "";\nAcquire::AllowInsecureRepositories "true";\n'
              'Acquire::Check-Date "false";\nAcquire::Languages "none";\nAcquire::Retries "0";\n'
              'APT::Get::AllowUnauthenticated "true";\nAcquire::http::Proxy "DIRECT";\n')
        self.environment = dict(os.environ, APT_CONFIG=os.path.join(root, 'apt.conf'),
                                XDG_CACHE_HOME=os.path.join(self.tmp.name, 'cache'))
        run = subprocess.run(['apt-get', '-qq', 'update'], env=self.environment,
                             capture_output=True, text=True)
        self.assertEqual(run.returncode, 0, run.stderr)
        self.mirror.asked.clear()

    def apt(self, *arguments):
        return subprocess.run([self.script, *arguments],
                              env=self.environment, capture_output=True, text=True)

    def updated(self):
        return os.path.exists(os.path.join(self.tmp.name, 'cache/rproc-vdev/apt/updated'))

    def test_lists(self):
        """Each suite once, foreign packages of the release alone; nothing again for a day."""
        with self.mirror:
            self.user_apt()
            run = self.apt('newest', 'thing')
            self.assertEqual((run.returncode, run.stdout), (0, f'{len(self.suites)}\n'), run.stderr)
            self.assertTrue(self.updated())
            foreign = {path.split('/')[2] for path in self.mirror.asked if 'binary-armhf' in path}
            self.assertEqual(foreign, {CODENAME})
            with open(os.path.join(self.tmp.name, 'cache/rproc-vdev/apt/sources.list'),
                      encoding='utf-8') as file:
                named = [line.split()[3] for line in file if line.startswith('deb [')]
            self.assertEqual(named, self.suites)
            self.mirror.asked.clear()
            self.assertEqual(self.apt('newest', 'thing').returncode, 0)
            self.assertEqual(self.mirror.asked, [])

    def test_without_network(self):
        with self.mirror:
            self.user_apt()
        run = self.apt('newest', 'thing')
        self.assertNotEqual(run.returncode, 0)
        self.assertIn('cannot fetch all package lists', run.stderr)
        self.assertRegex(run.stderr, 'no suite of Debian has a package thing, and not all')
        self.assertFalse(self.updated())

    def test_network_again(self):
        """Lists that are there are used without network, and fetched as soon as there is one."""
        with self.mirror:
            self.user_apt()
            self.assertEqual(self.apt('newest', 'thing').returncode, 0)
            port = self.mirror.server.server_port
        os.utime(os.path.join(self.tmp.name, 'cache/rproc-vdev/apt/updated'), (0, 0))
        run = self.apt('newest', 'thing')
        self.assertEqual((run.returncode, run.stdout), (0, f'{len(self.suites)}\n'), run.stderr)
        self.assertIn('using those at hand', run.stderr)
        self.assertGreater(port, 0)
        with self.mirror:
            # Another port, another mirror.
            self.user_apt()
            run = self.apt('newest', 'thing')
            self.assertEqual((run.returncode, run.stderr.count('cannot')), (0, 0), run.stderr)

    def test_one_suite_missing(self):
        """It costs nothing but its own packages, and one line."""
        shutil.rmtree(os.path.join(self.mirror.folder, 'dists', self.suites[-1]))
        with self.mirror:
            self.user_apt()
            run = self.apt('newest', 'thing')
            self.assertEqual((run.returncode, run.stdout), (0, f'{len(self.suites) - 1}\n'))
            self.assertEqual([line for line in run.stderr.splitlines() if 'fetching' not in line],
                             [line for line in run.stderr.splitlines() if 'cannot fetch all' in line])
            self.assertFalse(self.updated())

    def test_packaging_that_is_gone(self):
        """A version that the mirror lists and no longer has: one line. A killed run's folder goes."""
        self.mirror.suite(CODENAME, [('thing', '1', NATIVE)], [('source', '1')])
        left = os.path.join(self.tmp.name, 'out.abcdef')
        write(os.path.join(left, 'file'), '')
        with self.mirror:
            self.user_apt()
            run = self.apt('packaging', 'source=1', os.path.join(self.tmp.name, 'out'))
            self.assertNotEqual(run.returncode, 0)
            lines = [line for line in run.stderr.splitlines() if 'fetching package lists' not in line]
            self.assertEqual(lines, ['apt.sh: cannot download the packaging of source=1: '
                                     'not on the mirror any more'])
            self.assertFalse(os.path.exists(left))


if __name__ == '__main__':
    unittest.main(argv=sys.argv[:1])
