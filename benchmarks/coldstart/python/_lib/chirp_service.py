import datetime
import os

import boto3
from boto3.dynamodb.conditions import Key


class ChirpService:
    """Chirps in DynamoDB, by boto3's table resource, as most of its users would write it."""

    def __init__(self):
        # Debian's boto3 is too old to read this variable itself. It is always set here: the
        # benchmark's database is on this machine.
        dynamodb = boto3.resource("dynamodb", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
        self._table = dynamodb.Table(os.environ["CHIRP_TABLE"])

    def fetch_newest(self, limit, before=None):
        """The newest, the newest last, and whether there are older ones."""
        condition = Key("userId").eq("everyone")
        if before:
            condition = condition & Key("timestamp").lt(before)
        items = []
        query = {"KeyConditionExpression": condition, "ScanIndexForward": False, "ConsistentRead": True}
        while True:
            page = self._table.query(Limit=limit + 1 - len(items), **query)
            items += page["Items"]
            if "LastEvaluatedKey" not in page or len(items) > limit:
                break
            query["ExclusiveStartKey"] = page["LastEvaluatedKey"]
        return [self._chirp(item) for item in reversed(items[:limit])], len(items) > limit

    @staticmethod
    def _chirp(item):
        millis = int(item["timestamp"].split("-")[0])
        time = datetime.datetime.fromtimestamp(millis / 1000, datetime.timezone.utc)
        return {
            "id": item["timestamp"],
            "timestamp": time.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "chirp-text": item["chirpText"],
        }
