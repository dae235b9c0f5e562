String log = new File(basedir, 'build.log').text

assert log =~ /INFO] chirp_greet       alias live: none -> a new version, proved by its event file\n/
assert log =~ /INFO] chirp_save_chirp  alias live: none -> a new version, not proved: it is not marked safe \(default\)\n/
assert log =~ /INFO] chirp_greet       created +[0-9.]+ s  URL none -> iam; live none -> 1, proved; http:\S+\n/
assert log =~ /INFO] chirp_find_chirp  created +[0-9.]+ s  URL none -> iam; live none -> 1, proved; http:/
assert log =~ /INFO] chirp_greet       alias live: 1, unchanged\n/
assert log.contains('3 functions: 3 unchanged')
assert log =~ /chirp_greet: failed, [0-9.]+ s: version 2 is published: alias 'live' stays at 1: not proved, because its response to the event file has status 500/
assert log =~ /chirp_save_chirp: published, [0-9.]+ s: version 2 is published, not proved: it is not marked safe \(default\): alias 'live' stays at 1, because of another function's failure/
assert log.contains('{"data": "two", "code": 200, "notes": null}')
assert log.contains('INFO] chirp_greet  alias live: 3 -> 1')
assert log.contains('{"data": "one", "code": 200, "notes": null}')
assert log =~ /chirp_find_chirp  live -> 1\nchirp_greet       live -> 1\nchirp_save_chirp  live -> 1\n/
assert log =~ /INFO] chirp_greet  alias live: 1 -> 3\n(.INFO] chirp_\w+  alias live: 1 stays, because the last release did not move it\n){2}.INFO] Dry run: nothing was changed\./

Map report = new groovy.json.JsonSlurper().parse(new File(basedir, 'target/chirp/deploy-report.json'))
assert report.functions.size() == 1
assert report.functions[0].release.version == '3'
assert report.functions[0].release.versionBefore == '1'
assert report.functions[0].functionUrl.access == 'iam'
