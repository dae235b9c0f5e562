import http.client
import json
import logging
import sys
import time
import traceback

ROOT = "/2018-06-01/runtime/"


class LambdaContext:
    def __init__(self, headers):
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))


class RequestIdFilter(logging.Filter):
    request_id = ""

    def filter(self, record):
        record.aws_request_id = self.request_id
        return True


class RuntimeClient:
    def __init__(self, address):
        self._connection = http.client.HTTPConnection(address)
        self._filter = RequestIdFilter()
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(logging.Formatter("[%(levelname)s]\t%(asctime)s\t%(aws_request_id)s\t%(message)s"))
        handler.addFilter(self._filter)
        logging.getLogger().addHandler(handler)

    def run_once(self, handler):
        self._connection.request("GET", ROOT + "invocation/next")
        response = self._connection.getresponse()
        event = json.loads(response.read())
        context = LambdaContext(response.headers)
        self._filter.request_id = context.aws_request_id
        try:
            path, body = "response", handler(event, context)
        except Exception as error:
            traceback.print_exc(file=sys.stdout)
            path, body = "error", self._error(error)
        self._post("invocation/" + context.aws_request_id + "/" + path, body)

    def post_init_error(self, error):
        self._post("init/error", self._error(error))

    @staticmethod
    def _error(error):
        return {"errorMessage": str(error), "errorType": type(error).__name__}

    def _post(self, path, body):
        self._connection.request("POST", ROOT + path, json.dumps(body), {"Content-Type": "application/json"})
        self._connection.getresponse().read()
