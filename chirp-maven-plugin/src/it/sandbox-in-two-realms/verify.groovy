String log = new File(basedir, 'build.log').text

assert log.count('Account 000000000000, region us-east-1') == 2
