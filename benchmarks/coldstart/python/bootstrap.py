"""Stands for Lambda's Python runtime: what asks the Runtime API for events and calls the handler.

It does what AWS's own client (awslambdaric) does with the same parts of Python's library: http.client with one
connection, json for events and answers, and a logging handler that adds the request id. It leaves out what that
client does besides: X-Ray, response streaming, its framing of logs, AWS's own native HTTP client.
"""
import importlib
import os

import runtime_client


def main():
    module, name = os.environ["_HANDLER"].rsplit(".", 1)
    client = runtime_client.RuntimeClient(os.environ["AWS_LAMBDA_RUNTIME_API"])
    try:
        handler = getattr(importlib.import_module(module.replace("/", ".")), name)
    except Exception as error:
        client.post_init_error(error)
        raise
    while True:
        client.run_once(handler)


main()
