import java.nio.file.Files
import java.nio.file.Path

// In the locale C this JVM cannot make a folder whose name is not ASCII.
String letter = System.getProperty('sun.jnu.encoding').startsWith('UTF') ? '\u00fc' : 'u'
File parent = new File(basedir, 'pom.xml')
parent.setText(parent.getText('UTF-8').replace('<module>\u00fc<', "<module>$letter<"), 'UTF-8')
Path module = basedir.toPath().resolve('module')
['a b': 'a', 'c#': 'c', 'd%2Fe': 'd', (letter): 'u', 'f+g': 'f', '(h)': 'h', "i'j": 'i'].each { folder, artifact ->
    Path copy = basedir.toPath().resolve(folder)
    Files.walk(module).forEach { file ->
        Path target = copy.resolve(module.relativize(file).toString())
        if (Files.isDirectory(file)) {
            Files.createDirectories(target)
        } else {
            Files.copy(file, target)
        }
    }
    File pom = copy.resolve('pom.xml').toFile()
    pom.setText(pom.getText('UTF-8').replace('ARTIFACT', artifact), 'UTF-8')
}

return true
