"""One county set up for a trial with the pack visit-record, driven through the command line."""

import json
import os
import resource
import signal
import socket
import subprocess
import time
from pathlib import Path

ORG = "330522"
PACK = Path(__file__).parent / "visit-record"


class Answer:
    """What one run of the command line gave."""

    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    def __repr__(self):
        return f"exit {self.code}\n  out: {self.out[:2000]!r}\n  err: {self.err[:2000]!r}"


class TrialCounty:
    def __init__(self, binary, folder):
        self.binary, self.folder = str(binary), Path(folder)

    def run(self, *words, data=None):
        done = subprocess.run(
            [self.binary, *map(str, words), "--data", str(data or self.folder)],
            capture_output=True,
            timeout=120,
        )
        return Answer(
            done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace")
        )

    def must(self, *words, data=None):
        answer = self.run(*words, data=data)
        if answer.code != 0:
            raise AssertionError(f"gongdao {' '.join(map(str, words))} failed: {answer}")
        return answer

    def set_up(self):
        self.must("init", ORG, "长兴县总工会")
        self.must("pack", "deploy", PACK)
        for user, role in (("clerk", "clerk"), ("guest", "guest")):
            self.must(
                "register", "set", "user", user, f"id={user}", f"name={user}",
                f"organisation={ORG}", f"roles={role}@{ORG}",
            )  # fmt: skip

    def verify(self):
        """Counts of `journal verify`; fails where the journal does not hold."""
        return json.loads(self.must("journal", "verify", "--json").out)


class Node:
    """A running `gongdao run`; `file_bytes_max` is the longest file that it may write."""

    def __init__(self, county, store="", file_bytes_max=None):
        self.path = county.folder / "node.sock"
        environment = dict(os.environ)
        if store:
            environment["GONGDAO_TEST_STORE"] = store

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes_max, file_bytes_max))

        self.process = subprocess.Popen(
            [county.binary, "run", "--data", str(county.folder)],
            env=environment,
            restore_signals=file_bytes_max is None,
            preexec_fn=None if file_bytes_max is None else limit,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        self._await_socket()

    def _await_socket(self):
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if self.process.poll() is not None:
                error = self.process.stderr.read().decode("utf-8", "replace")
                raise AssertionError(f"the node ended with {self.process.returncode}: {error}")
            try:
                self.connect().close()
                return
            except OSError:
                time.sleep(0.01)
        raise AssertionError("the node does not answer within a minute")

    def connect(self):
        client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        client.settimeout(20)
        # A Unix address has at most 107 bytes, a folder of a build may have more.
        folder = os.open(self.path.parent, os.O_PATH)
        try:
            client.connect(f"/proc/self/fd/{folder}/{self.path.name}")
        except OSError:
            client.close()
            raise
        finally:
            os.close(folder)
        return client

    def kill(self):
        self.process.kill()
        self._end()

    def stop(self):
        """Asks it to end in order; its exit code."""
        self.process.terminate()
        return self._end()

    def stop_and_read(self):
        """The same, where it must end well; what it logged."""
        self.process.terminate()
        log = self.process.stderr.read().decode("utf-8", "replace")
        code = self._end()
        if code != 0:
            raise AssertionError(f"the node ended with {code}: {log}")
        return log

    def _end(self):
        code = self.process.wait(timeout=60)
        self.process.stderr.close()
        return code
