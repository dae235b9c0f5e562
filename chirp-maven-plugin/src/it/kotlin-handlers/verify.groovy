import groovy.json.JsonSlurper

String log = new File(basedir, 'build.log').text
List answers = log.readLines().findAll { it.startsWith('{') }.collect { new JsonSlurper().parseText(it) }

assert answers == [[item: 'tea', count: 2, in: 'chirp_find_order']] * 2
assert log.readLines().count('5') == 2
assert log.contains("Function 'shared'") && log.contains('acme.Shared')
assert log =~ /chirp_find_order +created/ && log =~ /chirp_total +created/ && !(log =~ /chirp_shared +created/)
