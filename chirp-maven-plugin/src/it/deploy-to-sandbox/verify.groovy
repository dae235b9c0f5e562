String log = new File(basedir, 'build.log').text

assert log.contains("Role 'chirp-test' (from chirp.roleName) does not exist in account 000000000000. Nothing was changed.")
assert log.contains('Try: mvn chirp:setup-iam -Dchirp.sandbox')
assert log.contains('Account 000000000000, region us-east-1, as arn:aws:iam::000000000000:user/sandbox')
assert log =~ /INFO] chirp_greet       create\n/
assert log =~ /INFO] chirp_greet: created, [0-9.]+ s\n/
assert log.contains('2 functions: 2 created')
assert log =~ /INFO] chirp_greet       unchanged\n/
assert log.contains('2 functions: 2 unchanged')
assert log =~ /INFO] chirp_greet  update settings  timeout 9 s -> 20 s\n.INFO] Dry run: nothing was changed./
assert log =~ /greet       chirp_greet       up to date\nsave_chirp  chirp_save_chirp  up to date\n/
assert log.contains("Role 'chirp-prod' (from chirp.roleName)")
assert !log.contains('canary')

Map report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/chirp/deploy-report.json'))
assert report.functions*.outcome == ['UNCHANGED', 'UNCHANGED']
assert report.functions.every { it.codeSha256After == report.zip.codeSha256 }
assert report.leftovers == []
assert log.contains("chirp:sandbox is not running, and no other goal can use this goal's own sandbox.")
// The last run has the default's role, which does not exist.
assert (log =~ /Role 'chirp-prod' \(from chirp\.roleName\)/).count == 2
