"""Real processes on the test's own database, to be killed at a moment of one's choice."""

import os
import signal

from django.db import connection, connections


def killed_before_statement(n, work):
    """Do `work` in a forked process that kills itself before its `n`th statement; whether it came so far."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        _work_and_die(n, work)
    _, status = os.waitpid(pid, 0)
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the process failed by itself"
    return os.WIFSIGNALED(status)


def _work_and_die(n, work):
    count = 0

    def statement(execute, *arguments):
        nonlocal count
        count += 1
        if count == n:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(*arguments)

    status = 1
    try:
        with connection.execute_wrapper(statement):
            work()
        status = 0
    finally:
        os._exit(status)
