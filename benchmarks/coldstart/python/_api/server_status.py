"""The starter project's server_status, as the Chirp tutorial writes a function in Python."""
import time

from _lib import lambda_api
from _lib.illegal_access_error import IllegalAccessError
from _lib.invalid_request_error import InvalidRequestError
from _lib.no_such_resource_error import NoSuchResourceError

VERSION = "1"
FORMAT = "%Y-%m-%d %H:%M:%S"

START_TIME = time.time()


def lambda_handler(event, context):
    return lambda_api.respond(server_status, event)


def server_status(event):
    error = lambda_api.find(event, "params:querystring:error")
    if error is not None:
        fail(error)
    now = time.time()
    return {
        "status": "ok",
        "version": VERSION,
        "serverTime": int(now),
        "serverTimeFormatted": time.strftime(FORMAT, time.gmtime(now)),
        "serverStartTime": int(START_TIME),
        "serverStartTimeFormatted": time.strftime(FORMAT, time.gmtime(START_TIME)),
    }


def fail(error):
    if error == "400":
        raise InvalidRequestError(100, "You asked for an invalid request")
    if error == "403":
        raise IllegalAccessError(100, "You asked for what you may not have")
    if error == "404":
        raise NoSuchResourceError(100, "You asked for what does not exist")
    if error == "500":
        raise RuntimeError("You asked for a failure")
    raise InvalidRequestError(101, "error must be one of 400, 403, 404, 500")
