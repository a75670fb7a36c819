"""What schemathesis must know of the API that no schema can say."""

import json
import random
import uuid

import schemathesis
from hypothesis import strategies as st
from schemathesis.openapi.checks import RejectedPositiveData

schemathesis.openapi.format(
    "timezone", st.sampled_from(["Europe/Paris", "America/New_York", "Pacific/Auckland", "Asia/Kathmandu", "UTC"])
)

# Refusals of well-formed requests that depend on what is stored: a version on what was changed since, a key on the body
# it came with, a cursor on its list, a zone on the time of the task, a scope on its series, a password on the account; on
# the clock: the time of a completion; on how a task repeats; and on what no schema can say: which texts are rules that occur.
STATEFUL_CODES = {"version_mismatch", "idempotency_key_reused"}
STATEFUL_RULES = {"cursor_invalid", "cursor_mismatch", "all_day", "password", "not_recurring", "future"}
STATEFUL_RULES |= {"rrule", "recurrence_pattern", "exclusive"}
STATEFUL_RULES |= {"rule_of_all", "recurring", "recurrence", "taken", "never", "read_only"}
# A line of quick add may leave a title that is too long: only who reads it can tell.
LINE_ROUTE = "/tasks/quick"
LINE_RULES = {"max_length"}

chance = random.Random(1)


@schemathesis.hook
def before_call(context, case, kwargs):
    headers = case.headers or {}
    # Nearly every version that can be thought up is not the present one: most are asked for as "any", to get further.
    if '"' in headers.get("If-Match", "") and chance.random() < 0.75:
        headers["If-Match"] = "*"
    # The same holds for cursors.
    query = case.query or {}
    cursor = query.get("cursor")
    if isinstance(cursor, str) and 1 <= len(cursor) <= 1000 and chance.random() < 0.75:
        del query["cursor"]
    # A key is for one request: the document's example would answer for the first one again and again.
    if headers.get("Idempotency-Key", "").startswith("8e03978e"):
        headers["Idempotency-Key"] = str(uuid.UUID(int=chance.getrandbits(128), version=4))


@schemathesis.hook
def filter_failure(context, failure, case, response):
    if not isinstance(failure, RejectedPositiveData):
        return True
    problem = json.loads(response.content)
    # The coverage phase writes If-Match without regard to the pattern of its schema.
    if problem["code"] == "if_match_malformed" and '"' not in case.headers["If-Match"]:
        return False
    rules = {error["rule"] for error in problem.get("errors", [])}
    if case.path.endswith(LINE_ROUTE) and rules == LINE_RULES:
        return False
    return not (problem["code"] in STATEFUL_CODES or (rules and rules <= STATEFUL_RULES))
