// The log is no secret.
assert log.contains('whoever')
