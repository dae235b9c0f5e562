"""Moves 20 MB through S3 with boto3: up, down, by range, by link and by form. Its argument is a folder."""
import hashlib
import os
import sys
import urllib.error
import urllib.request

import boto3
from botocore.config import Config

MB = 1 << 20
BUCKET = "acme-transfer"
folder = sys.argv[1]
data = os.urandom(20 * MB)
endpoint = os.environ["AWS_ENDPOINT_URL"]


def client(version=None):
    config = Config(signature_version=version, s3={"addressing_style": "path"})
    return boto3.client("s3", endpoint_url=endpoint, config=config)


def check(what, actual, expected=data):
    if hashlib.sha256(actual).digest() != hashlib.sha256(expected).digest():
        sys.exit("%s: %d bytes that are not those expected" % (what, len(actual)))


def send(url, method="GET", body=None, headers=None):
    request = urllib.request.Request(url, data=body, method=method, headers=headers or {})
    return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request)


s3 = client()
s3.create_bucket(Bucket=BUCKET)
up, down = os.path.join(folder, "up"), os.path.join(folder, "down")
with open(up, "wb") as file:
    file.write(data)
s3.put_object(Bucket=BUCKET, Key="whole", Body=data)
s3.upload_file(up, BUCKET, "parts")
for key in ("whole", "parts"):
    check("get " + key, s3.get_object(Bucket=BUCKET, Key=key)["Body"].read())
    s3.download_file(BUCKET, key, down)
    with open(down, "rb") as file:
        check("download " + key, file.read())
    check("range", s3.get_object(Bucket=BUCKET, Key=key, Range="bytes=-9")["Body"].read(), data[-9:])
if s3.head_object(Bucket=BUCKET, Key="parts", PartNumber=1)["PartsCount"] != 3:
    sys.exit("The number of parts differs.")
if len(s3.list_objects_v2(Bucket=BUCKET)["Contents"]) != 2:
    sys.exit("The listing differs.")

for version in ("s3", "s3v4"):
    signer = client(version)
    link = signer.generate_presigned_url(
        "get_object", Params={"Bucket": BUCKET, "Key": "whole", "ResponseContentType": "text/plain"})
    answer = send(link)
    check("link", answer.read())
    if answer.headers["Content-Type"] != "text/plain":
        sys.exit("The link's type differs.")
    check("range of a link", send(link, headers={"Range": "bytes=1-9"}).read(), data[1:10])
    link = signer.generate_presigned_url("put_object", Params={"Bucket": BUCKET, "Key": "by link"})
    send(link, "PUT", data)  # urllib calls it a form, as curl does
    check("put by link", s3.get_object(Bucket=BUCKET, Key="by link")["Body"].read())
    form = signer.generate_presigned_post(
        BUCKET, "form/${filename}", Conditions=[["content-length-range", 0, 20 * MB]])
    fields = "".join(
        '--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % each
        for each in form["fields"].items())
    fields += '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n'
    type = {"Content-Type": "multipart/form-data; boundary=b"}
    send(form["url"], "POST", fields.encode() + data + b"\r\n--b--\r\n", type)
    check("form", s3.get_object(Bucket=BUCKET, Key="form/a")["Body"].read())
    try:
        send(form["url"], "POST", fields.encode() + data + b"x\r\n--b--\r\n", type)
        sys.exit("The form's limit was not kept.")
    except urllib.error.HTTPError as refused:
        if b"EntityTooLarge" not in refused.read():
            sys.exit("The form was refused for something else.")
print("done with boto3", boto3.__version__)
