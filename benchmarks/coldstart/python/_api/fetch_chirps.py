"""The example's fetch_chirps: the newest ten, the newest last, and a token for the ten before."""
from _lib import lambda_api
from _lib.chirp_service import ChirpService

service = ChirpService()


def lambda_handler(event, context):
    return lambda_api.respond(fetch_chirps, event)


def fetch_chirps(event):
    chirps, more = service.fetch_newest(10, lambda_api.find(event, "params:querystring:token"))
    answer = {"chirps": chirps}
    if more:
        answer["next-token"] = chirps[0]["id"]
    return answer
