package dev.chirp.internal.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chirp.internal.core.ChirpException;
import dev.chirp.internal.packaging.Packaging;
import java.util.Optional;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Test;

@MojoTest
class BenchMojoTest {
  @Test
  @InjectMojo(goal = "bench")
  @MojoParameter(name = "benchRounds", value = "2")
  void refusesRoundsBeforeItCompiles(BenchMojo mojo) {
    ChirpException failure = assertThrows(ChirpException.class, mojo::run);
    assertEquals(
        """
        chirp.benchRounds is '2', but it must be an odd number from 1 to 999.
        Try: -Dchirp.benchRounds=15""",
        failure.getMessage());
  }

  @Test
  @InjectMojo(goal = "bench")
  @MojoParameter(name = "benchMemory", value = "128,64")
  void invalidMemorySizeIsRefused(BenchMojo mojo) {
    ChirpException failure = assertThrows(ChirpException.class, mojo::run);
    assertEquals(
        """
        chirp.benchMemory has '64', but Lambda's memory sizes are 128 to 10240 (MB).
        Try: -Dchirp.benchMemory=128,512""",
        failure.getMessage());
  }

  @Test
  @InjectMojo(goal = "bench")
  @MojoParameter(name = "benchUnsafe", value = "true")
  void unsafeBenchNeedsAFunction(BenchMojo mojo) {
    ChirpException failure = assertThrows(ChirpException.class, mojo::run);
    assertEquals(
        """
        -Dchirp.benchUnsafe needs the name of a function, -Dfunction.
        Try: mvn chirp:bench -Dfunction=save_chirp -Dchirp.benchUnsafe""",
        failure.getMessage());
  }

  @Test
  @InjectMojo(goal = "bench")
  @MojoParameter(name = "runtime", value = "java21")
  void eachPackagingHasItsRuntime(BenchMojo mojo) {
    assertEquals(Optional.of("java21"), mojo.runtimeFor(Packaging.MANAGED));
    assertEquals(Optional.empty(), mojo.runtimeFor(Packaging.SELF_CONTAINED));
  }
}
