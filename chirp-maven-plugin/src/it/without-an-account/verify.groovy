String log = new File(basedir, 'build.log').text

assert log.contains("No AWS credentials")
assert log.contains('with -Dchirp.sandbox')
assert log.contains("No AWS region")
assert log.contains("There is no profile 'dve' (from chirp.profile) in the AWS configuration. Profiles there: default, dev, nowhere.")
assert log.contains("Try: aws sso login --profile dev")
assert log.contains("Maven is offline (-o), and AWS is not on this machine.")
assert log.contains("-Dchirp.endpointUrl is 'http://example.com'")
assert !log.contains('Caused by')
