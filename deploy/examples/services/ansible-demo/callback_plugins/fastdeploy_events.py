"""Prints one FastDeploy step event for every change of a task, and nothing else."""

import json
import sys
from datetime import datetime, timezone

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: fastdeploy_events
    type: stdout
    short_description: Step events for FastDeploy
    description:
      - Every task is a step. A failure that is ignored is a warning.
      - The result of the module travels as C(misc); it is shown in the log only.
"""


def now():
    return datetime.now(timezone.utc).isoformat()


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "stdout"
    CALLBACK_NAME = "fastdeploy_events"

    def __init__(self):
        super().__init__()
        self.position = 0
        self.start = None

    def emit(self, name, state, error="", misc=None):
        event = {
            "position": self.position,
            "start": self.start,
            "end": None if state == "running" else now(),
            "name": name,
            "state": state,
            "error_message": error,
            "misc": misc or {},
        }
        print(json.dumps(event, default=str), flush=True)

    def v2_playbook_on_task_start(self, task, is_conditional):
        self.position += 1
        self.start = now()
        self.emit(task.get_name(), "running")

    def v2_runner_on_ok(self, result):
        self.emit(result._task.get_name(), "success", misc=result._result)

    def v2_runner_on_skipped(self, result):
        self.emit(result._task.get_name(), "skipped", misc=result._result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        error = result._result.get("msg") or "failed"
        state = "warning" if ignore_errors else "failure"
        self.emit(result._task.get_name(), state, f"ignored: {error}" if ignore_errors else error, result._result)

    def v2_runner_on_unreachable(self, result):
        self.emit(result._task.get_name(), "failure", result._result.get("msg") or "unreachable", result._result)

    def v2_playbook_on_no_hosts_matched(self):
        print("no hosts matched", file=sys.stderr, flush=True)
