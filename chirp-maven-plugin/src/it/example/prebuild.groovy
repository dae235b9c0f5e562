import java.nio.file.Files
import java.nio.file.Path
import java.nio.file.StandardCopyOption

Path example = basedir.toPath().resolve('../../../../examples/chirp').normalize()
['pom.xml', '.mvn', 'src'].each { name ->
    Files.walk(example.resolve(name)).withCloseable { files ->
        files.filter { Files.isRegularFile(it) }.forEach { file ->
            Path target = basedir.toPath().resolve(example.relativize(file).toString())
            Files.createDirectories(target.parent)
            Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING)
        }
    }
}
return true
