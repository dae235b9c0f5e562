"""Answers and errors in one shape, as the Chirp tutorial's library of this name gives them."""
import json
import logging

from _lib.illegal_access_error import IllegalAccessError
from _lib.invalid_request_error import InvalidRequestError
from _lib.no_such_resource_error import NoSuchResourceError

logger = logging.getLogger()
logger.setLevel(logging.INFO)


class LambdaApiError(Exception):
    """Leaves the function as a function error, whose message is the error envelope."""


def find(event, path):
    """The value at a path such as params:querystring:error, or None."""
    value = event
    for name in path.split(":"):
        if not isinstance(value, dict) or name not in value:
            return None
        value = value[name]
    return value


def respond(function, event):
    logger.info("%s %s", find(event, "context:http-method"), find(event, "context:resource-path"))
    try:
        return {"data": function(event), "code": 200, "notes": None}
    except InvalidRequestError as error:
        raise envelope(400, error.detail_code, str(error))
    except IllegalAccessError as error:
        raise envelope(403, error.detail_code, str(error))
    except NoSuchResourceError as error:
        raise envelope(404, error.detail_code, str(error))
    except Exception:
        logger.exception("The request failed")
        raise envelope(500, 100, "An internal server error occurred")


def envelope(status, detail_code, message):
    data = {
        "httpStatusCode": status,
        "detailCode": detail_code,
        "message": message,
        "developerMessage": message,
        "moreInfoUrl": "%d-%d" % (status, detail_code),
    }
    return LambdaApiError(json.dumps({"data": data, "code": int("%d%d" % (status, detail_code))}))
