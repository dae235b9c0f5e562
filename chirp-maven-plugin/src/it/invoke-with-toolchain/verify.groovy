String log = new File(basedir, 'build.log').text
File second = new File(basedir, 'second-jdk')
String release = second.exists() ? second.text : Runtime.version().feature() as String

assert log.count('\n{"data": {"java": ' + release + '}, "code": 200, "notes": null}\n') == 2
assert second.exists() == log.contains('Found matching toolchain for type jdk')
