String log = new File(basedir, 'build.log').getText('UTF-8')

// Seven folders, in the region and with the profile that AWS_PROFILE names.
assert log.count('"Hello, Ann, in us-west-2 by dev"') == 7
assert log.count('  class         acme.Greet') == 7
assert log.count('1 function: 1 created') == 7
// The sandbox does not read the AWS configuration.
assert log.count('Account 000000000000, region us-east-1, as ') == 14
