package dev.chirp.internal.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.apache.maven.api.plugin.testing.InjectMojo;
import org.apache.maven.api.plugin.testing.MojoParameter;
import org.apache.maven.api.plugin.testing.MojoTest;
import org.junit.jupiter.api.Test;

@MojoTest
class PackageMojoTest {
  @Test
  @InjectMojo(goal = "package")
  void nothingIsAllowedByDefault(PackageMojo mojo) {
    assertEquals(Set.of(), mojo.allowed());
  }

  @Test
  @InjectMojo(goal = "package")
  @MojoParameter(name = "packageAllow", value = " a.p12, b.p12,,")
  void blanksAreIgnored(PackageMojo mojo) {
    assertEquals(Set.of("a.p12", "b.p12"), mojo.allowed());
  }

  @Test
  @InjectMojo(goal = "package")
  @MojoParameter(name = "packageAllow", value = "certs/client.p12,lib/mail-1.0.jar!/key.pem")
  void oneTextMayHaveSeveralNames(PackageMojo mojo) {
    assertEquals(Set.of("certs/client.p12", "lib/mail-1.0.jar!/key.pem"), mojo.allowed());
  }
}
